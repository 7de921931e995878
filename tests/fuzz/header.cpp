#include "adapters/mail/message_reader.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

/// Whatever stands in the fields people read, it becomes valid text on one line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rexflow;
    static const mail::GMimeMessageReader reader;
    std::string value(reinterpret_cast<const char*>(data), size);
    for (auto& c : value)
        if (c == '\n' || c == '\r') c = ' ';
    const auto email =
        reader.read("Subject: " + value + "\nFrom: " + value + "\nContent-Type: text/plain; name=" + value +
                    "\nContent-Disposition: attachment; filename*=" + value + "\n\n.");
    if (!email) return 0;
    if (email->subject.find('\n') != std::string::npos) std::abort();
    for (const auto& from : email->from)
        if (from.name.find('\n') != std::string::npos) std::abort();
    for (const auto& attachment : email->attachments)
        if (attachment.file_name.find_first_of("/\\\n") != std::string::npos) std::abort();
    return 0;
}
