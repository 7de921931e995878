#include "engine/reading/quotation.hpp"
#include "engine/reading/person.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

/// Characters that are not blank: cutting may move blanks, never words.
std::ptrdiff_t characters(std::string_view text) {
    return std::ranges::count_if(text, [](char c) { return c != ' ' && c != '\n' && c != '\r' && c != '\t'; });
}

}  // namespace

/// Nothing of a body is lost by separating new text from quoted text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rexflow::engine::reading;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    const auto split = split_quotation(body);
    if (characters(split.new_text) + characters(split.quoted_text) < characters(body)) std::abort();
    if (signature_begin(split.new_text) > split.new_text.size()) std::abort();
    return 0;
}
