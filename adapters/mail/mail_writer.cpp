#include "adapters/mail/mail_writer.hpp"

#include "adapters/mail/content_hash.hpp"
#include "adapters/mail/gmime_object.hpp"
#include "adapters/mail/tidy_text.hpp"
#include "engine/icalendar.hpp"

#include <algorithm>

namespace rexflow::mail {
namespace {

using engine::Letter;
using engine::Letterhead;
using engine::RenderedLetter;

constexpr const char* utf8 = "utf-8";
constexpr std::size_t longest_id = 900;  // a line may have 998 characters (RFC 5322, 2.1.1)
constexpr std::size_t most_references = 20;

bool is_id(std::string_view id) {
    const auto is_plain = [](char c) { return c > ' ' && c < '\x7F' && c != '<' && c != '>'; };
    return !id.empty() && id.size() <= longest_id && std::ranges::all_of(id, is_plain);
}

/// The first reference, which names the thread, and the latest ones (RFC 5322, 3.6.4 allows any number).
std::string references_of(const Letter& letter) {
    auto ids = letter.references;
    std::erase_if(ids, [](const auto& id) { return !is_id(id); });
    if (ids.empty() && is_id(letter.in_reply_to)) {
        ids.push_back(letter.in_reply_to);
    }
    if (ids.size() > most_references) {
        ids.erase(ids.begin() + 1, ids.end() - (most_references - 1));
    }
    std::string line;
    for (const auto& id : ids) {
        line.append(line.empty() ? "<" : " <").append(id).append(">");
    }
    return line;
}

void set_field(GMimeMessage* message, const char* name, const std::string& value) {
    if (!value.empty()) {
        g_mime_object_set_header(GMIME_OBJECT(message), name, value.c_str(), utf8);
    }
}

void add_mailbox(GMimeMessage* message, GMimeAddressType type, const std::string& name, const std::string& address) {
    const auto clean_name = tidy_line(name);
    const Object<InternetAddress> mailbox(
        internet_address_mailbox_new(clean_name.empty() ? nullptr : clean_name.c_str(), tidy_line(address).c_str()));
    internet_address_set_charset(mailbox.get(), utf8);
    internet_address_list_add(g_mime_message_get_addresses(message, type), mailbox.get());
}

void add_text(GMimeMultipart* multipart, const char* subtype, const std::string& text, GMimeContentEncoding encoding,
              std::string_view method = {}) {
    const Object<GMimeTextPart> part(g_mime_text_part_new_with_subtype(subtype));
    g_mime_text_part_set_charset(part.get(), utf8);
    g_mime_text_part_set_text(part.get(), text.c_str());
    g_mime_part_set_content_encoding(GMIME_PART(part.get()), encoding);
    if (!method.empty()) {
        g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "method", std::string(method).c_str());
    }
    g_mime_multipart_add(multipart, GMIME_OBJECT(part.get()));
}

void add_invitation(GMimeMultipart* multipart, const Letter& letter, const RenderedLetter& rendered,
                    const Letterhead& head) {
    const engine::CalendarInvitation invitation{*letter.meeting,   tidy_line(rendered.subject), head.from_name,
                                                head.from_address, letter.to.address,           letter.queued_at};
    add_text(multipart, "calendar", engine::write_calendar(invitation), GMIME_CONTENT_ENCODING_BASE64,
             engine::calendar_method(invitation));
}

Object<GMimeMultipart> body_of(const Letter& letter, const RenderedLetter& rendered, const Letterhead& head) {
    Object<GMimeMultipart> multipart(g_mime_multipart_new_with_subtype("alternative"));
    // "=_" cannot stand in quoted-printable text, so no body can hold the boundary (RFC 2045, 6.7).
    g_mime_multipart_set_boundary(multipart.get(), ("=_" + sha256_hex(letter.message_id).substr(0, 32)).c_str());
    add_text(multipart.get(), "plain", tidy(rendered.text), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    add_text(multipart.get(), "html", tidy(rendered.html), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    if (letter.meeting) {
        add_invitation(multipart.get(), letter, rendered, head);
    }
    return multipart;
}

void set_date(GMimeMessage* message, engine::Instant at) {
    GDateTime* date = g_date_time_new_from_unix_utc(at.time_since_epoch().count());
    g_mime_message_set_date(message, date);
    g_date_time_unref(date);
}

std::string with_crlf(std::string_view text) {
    std::string lines;
    lines.reserve(text.size() + text.size() / 32);
    for (const char c : text) {
        if (c == '\n') {
            lines += '\r';
        }
        if (c != '\r') {
            lines += c;
        }
    }
    return lines;
}

}  // namespace

GMimeMailWriter::GMimeMailWriter() { start_gmime(); }

engine::OutgoingMail GMimeMailWriter::write(const Letter& letter, const RenderedLetter& rendered,
                                            const Letterhead& head, engine::Instant at) const {
    const Object<GMimeMessage> message(g_mime_message_new(TRUE));
    auto* top = message.get();
    add_mailbox(top, GMIME_ADDRESS_TYPE_FROM, head.from_name, head.from_address);
    add_mailbox(top, GMIME_ADDRESS_TYPE_TO, letter.to.name, letter.to.address);
    if (!head.reply_to.empty()) {
        add_mailbox(top, GMIME_ADDRESS_TYPE_REPLY_TO, {}, head.reply_to);
    }
    g_mime_message_set_subject(top, tidy_line(rendered.subject).c_str(), utf8);
    set_date(top, at);
    set_field(top, "Message-ID", "<" + tidy_line(letter.message_id) + ">");
    set_field(top, "In-Reply-To", is_id(letter.in_reply_to) ? "<" + letter.in_reply_to + ">" : "");
    set_field(top, "References", references_of(letter));
    set_field(top, "Auto-Submitted", letter.name == engine::automatic_answer ? "auto-replied" : "auto-generated");
    set_field(top, "X-Auto-Response-Suppress", "All");
    const auto body = body_of(letter, rendered, head);
    g_mime_message_set_mime_part(top, GMIME_OBJECT(body.get()));
    const OwnedText text(g_mime_object_to_string(GMIME_OBJECT(top), nullptr));
    return {tidy_line(head.return_path), tidy_line(letter.to.address), with_crlf(text.get())};
}

}  // namespace rexflow::mail
