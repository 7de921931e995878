#include "adapters/mail/message_fields.hpp"

#include "adapters/mail/gmime_object.hpp"
#include "adapters/mail/tidy_text.hpp"

#include <gmime/gmime.h>

#include <algorithm>
#include <array>

namespace rexflow::mail {
namespace {

using engine::InboundEmail;
using engine::Mailbox;

/// C libraries end a text at its first NUL.
std::string without_nul(std::string_view text) {
    std::string clean(text);
    std::erase(clean, '\0');
    return clean;
}

std::string decoded(std::string_view value) {
    const OwnedText text(g_mime_utils_header_decode_text(parser_options(), without_nul(unfolded(value)).c_str()));
    return text ? tidy_line(text.get()) : std::string{};
}

std::string clean_address(const char* address) {
    auto text = tidy_line(address == nullptr ? "" : address);
    if (const auto at = text.rfind('@'); at != std::string::npos) {
        text.replace(at, std::string::npos, lower_case(std::string_view(text).substr(at)));
    }
    return text;
}

void collect(InternetAddressList* list, std::vector<Mailbox>& mailboxes) {
    const int count = list == nullptr ? 0 : internet_address_list_length(list);
    for (int i = 0; i < count; ++i) {
        auto* address = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(address)) {
            collect(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)), mailboxes);
            continue;
        }
        const char* name = internet_address_get_name(address);
        mailboxes.push_back({tidy_line(name == nullptr ? "" : name),
                             clean_address(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)))});
    }
}

std::vector<Mailbox> mailboxes_in(std::string_view value) {
    const Object<InternetAddressList> list(
        internet_address_list_parse(parser_options(), without_nul(unfolded(value)).c_str()));
    std::vector<Mailbox> mailboxes;
    collect(list.get(), mailboxes);
    return mailboxes;
}

std::string first_word(std::string_view value) {
    const auto line = unfolded(value);
    return tidy_line(lower_case(std::string_view(line).substr(0, line.find_first_of(" ;("))));
}

std::string first_id(std::string_view value) {
    auto ids = ids_in(value);
    return ids.empty() ? std::string{} : std::move(ids.front());
}

void read_from(InboundEmail& email, std::string_view value) {
    if (email.from.empty()) {
        email.from = mailboxes_in(value);
    }
    const auto name = decoded(value.substr(0, value.find('<')));
    if (email.from.empty() && !name.empty()) {
        email.from = {{name, {}}};  // "MAILER-DAEMON <>"
    }
}

void read_sender(InboundEmail& email, std::string_view value) {
    if (auto mailboxes = mailboxes_in(value); !mailboxes.empty()) {
        email.sender = std::move(mailboxes.front());
    }
}

void read_recipients(InboundEmail& email, std::string_view value) {
    for (auto& mailbox : mailboxes_in(value)) {
        email.recipients.push_back(std::move(mailbox.address));
    }
}

/// The last server's is on top.
void read_return_path(InboundEmail& email, std::string_view value) {
    if (!email.return_path.empty()) {
        return;
    }
    auto path = tidy_line(unfolded(value));
    const bool is_bracketed = path.size() > 2 && path.starts_with('<') && path.ends_with('>');
    email.return_path = is_bracketed ? path.substr(1, path.size() - 2) : path;
}

void read_date(InboundEmail& email, std::string_view value) {
    GDateTime* date = g_mime_utils_header_decode_date(without_nul(unfolded(value)).c_str());
    if (date != nullptr) {
        email.date = engine::Instant(std::chrono::seconds(g_date_time_to_unix(date)));
        g_date_time_unref(date);
    }
}

struct FieldReader {
    std::string_view name;
    void (*read)(InboundEmail&, std::string_view value);
};
constexpr std::array field_readers{
    FieldReader{"message-id", [](InboundEmail& email, std::string_view value) { email.message_id = first_id(value); }},
    FieldReader{"in-reply-to",
                [](InboundEmail& email, std::string_view value) { email.in_reply_to = first_id(value); }},
    FieldReader{"references", [](InboundEmail& email, std::string_view value) { email.references = ids_in(value); }},
    FieldReader{"from", read_from},
    FieldReader{"sender", read_sender},
    FieldReader{"return-path", read_return_path},
    FieldReader{"to", read_recipients},
    FieldReader{"cc", read_recipients},
    FieldReader{"delivered-to", read_recipients},
    FieldReader{"x-original-to", read_recipients},
    FieldReader{"envelope-to", read_recipients},
    FieldReader{"x-envelope-to", read_recipients},
    FieldReader{"subject", [](InboundEmail& email, std::string_view value) { email.subject = decoded(value); }},
    FieldReader{"date", read_date},
    FieldReader{"auto-submitted",
                [](InboundEmail& email, std::string_view value) { email.auto_submitted = first_word(value); }},
    FieldReader{"precedence",
                [](InboundEmail& email, std::string_view value) { email.precedence = first_word(value); }},
    FieldReader{"x-auto-response-suppress",
                [](InboundEmail& email, std::string_view) { email.auto_response_suppressed = true; }},
    FieldReader{"authentication-results",
                [](InboundEmail& email, std::string_view value) {
                    email.authentication_results.push_back(tidy_line(unfolded(value)));
                }},
    FieldReader{"list-id", [](InboundEmail& email, std::string_view) { email.is_list = true; }},
    FieldReader{"list-unsubscribe", [](InboundEmail& email, std::string_view) { email.is_list = true; }},
};

constexpr std::array<std::string_view, 11> autoreply_fields{
    "x-autoreply",           "x-autoreply-from",   "x-auto-reply-from",
    "x-autorespond",         "x-autoresponder",    "x-mail-autoreply",
    "x-autogenerated",       "x-vacation",         "x-ms-exchange-inbox-rules-loop",
    "x-fc-machinegenerated", "x-post-messageclass"};

std::string recipient_of(const HeaderBlock& block) {
    auto value = find_value(block, "Final-Recipient");
    value = value.empty() ? find_value(block, "Original-Recipient") : value;
    auto text = unfolded(value.substr(value.find(';') + 1));
    std::erase_if(text, [](char c) { return c == '<' || c == '>'; });
    return clean_address(text.c_str());
}

}  // namespace

void read_fields(const HeaderBlock& head, InboundEmail& email) {
    for (const auto& field : head.fields) {
        const auto name = lower_case(field.name);
        if (const auto reader = std::ranges::find(field_readers, name, &FieldReader::name);
            reader != field_readers.end()) {
            reader->read(email, field.value);
        }
        email.has_autoreply_marks =
            email.has_autoreply_marks || std::ranges::find(autoreply_fields, name) != autoreply_fields.end();
    }
}

void read_delivery_status(std::string_view content, InboundEmail& email) {
    while (!content.empty()) {
        const auto block = read_header_block(content);
        content.remove_prefix(block.size);
        engine::DeliveryStatus status{first_word(find_value(block, "Action")), first_word(find_value(block, "Status")),
                                      recipient_of(block), tidy_line(unfolded(find_value(block, "Diagnostic-Code")))};
        if (!status.action.empty() || !status.status.empty()) {
            email.delivery_statuses.push_back(std::move(status));
        }
    }
}

}  // namespace rexflow::mail
