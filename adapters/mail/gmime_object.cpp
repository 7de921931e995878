#include "adapters/mail/gmime_object.hpp"

#include <array>
#include <mutex>

namespace rexflow::mail {

void start_gmime() {
    static std::once_flag once;
    std::call_once(once, g_mime_init);
}

GMimeParserOptions* parser_options() {
    static GMimeParserOptions* const options = [] {
        start_gmime();
        std::array<const char*, 3> charsets{"utf-8", "windows-1252", nullptr};
        auto* made = g_mime_parser_options_new();
        g_mime_parser_options_set_fallback_charsets(made, charsets.data());
        return made;
    }();
    return options;
}

}  // namespace rexflow::mail
