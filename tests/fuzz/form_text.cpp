#include "engine/reading/form.hpp"
#include "workflows/rex_case/forms.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

/// A form in the text of a mail: a value that is read was written there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rexflow;
    static const engine::reading::KnownForms forms(rex_case::blank_forms());
    const auto form = forms.read(std::string(reinterpret_cast<const char*>(data), size));
    if (!form) return 0;
    for (const auto& field : form->fields)
        if (field.key.empty() || field.value.size() > 2 * size + 100) std::abort();
    static_cast<void>(engine::reading::details_of(*form));
    return 0;
}
