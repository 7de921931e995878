#include "adapters/mail/message_reader.hpp"
#include "engine/classification.hpp"
#include "engine/reading/reading.hpp"

#include <cstdint>
#include <cstdlib>

/// Whatever the bytes, a mail is read or refused, and what was read can be classified and understood.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rexflow;
    static const mail::GMimeMessageReader reader;
    const std::string_view raw(reinterpret_cast<const char*>(data), size);
    const auto email = reader.read(raw);
    if (!email) return 0;
    static_cast<void>(engine::classify(*email));
    static_cast<void>(engine::reading::read(*email, {}));
    for (std::size_t i = 0; i < email->attachments.size(); ++i)
        if (const auto bytes = reader.attachment(raw, i); bytes && bytes->size() != email->attachments[i].size)
            std::abort();  // the size that is shown is not that of what is given
    return 0;
}
