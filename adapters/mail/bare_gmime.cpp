#include "adapters/mail/bare_gmime.hpp"

#include "adapters/mail/gmime_object.hpp"

namespace rexflow::mail {
namespace {

void decode_text(GMimeObject*, GMimeObject* part, gpointer total) {
    if (GMIME_IS_TEXT_PART(part)) {
        const OwnedText text(g_mime_text_part_get_text(GMIME_TEXT_PART(part)));
        *static_cast<std::size_t*>(total) += text ? std::string_view(text.get()).size() : 0;
    }
}

}  // namespace

std::size_t walk_with_bare_gmime(std::string_view raw) {
    start_gmime();
    const auto message = parse_message(raw);
    std::size_t total = 0;
    if (message.object) {
        g_mime_message_foreach(message.object.get(), decode_text, &total);
    }
    return total;
}

}  // namespace rexflow::mail
