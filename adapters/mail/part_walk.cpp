#include "adapters/mail/part_walk.hpp"

#include "adapters/mail/charset.hpp"
#include "adapters/mail/flowed_text.hpp"
#include "adapters/mail/gmime_object.hpp"
#include "adapters/mail/header_block.hpp"
#include "adapters/mail/html_text.hpp"
#include "adapters/mail/message_fields.hpp"
#include "adapters/mail/part_content.hpp"
#include "adapters/mail/protection.hpp"
#include "adapters/mail/tidy_text.hpp"
#include "adapters/mail/winmail.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace rexflow::mail {
namespace {

using engine::Err;
using engine::InboundEmail;
using engine::Protection;
using engine::Result;

std::string_view view(const char* text) { return text == nullptr ? std::string_view{} : std::string_view(text); }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::string parameter(GMimeObject* part, const char* name) {
    return lower_case(view(g_mime_object_get_content_type_parameter(part, name)));
}

/// What is no media type at all says nothing: the part is plain text (RFC 2045, 5.2).
std::string media_type(GMimeObject* part) {
    const auto declared = view(g_mime_object_get_header(part, "Content-Type"));
    if (!declared.empty() && declared.find('/') == std::string_view::npos) {
        return "text/plain";
    }
    const OwnedText type(g_mime_content_type_get_mime_type(g_mime_object_get_content_type(part)));
    return tidy_line(lower_case(view(type.get())));
}

/// The last part of a path, however it is written; what a file may be called and never where it goes.
std::string safe_file_name(std::string_view declared) {
    auto name = tidy_line(declared);
    name.erase(0, name.find_last_of("/\\") + 1);
    return name == "." || name == ".." ? std::string{} : name;
}

std::string file_name_of(GMimeObject* part) {
    const char* declared = GMIME_IS_PART(part) ? g_mime_part_get_filename(GMIME_PART(part))
                                               : g_mime_object_get_content_disposition_parameter(part, "filename");
    return safe_file_name(view(declared));
}

template <typename Types>
bool is_one_of(std::string_view type, const Types& types) {
    return std::ranges::find(types, type) != types.end();
}

/// Text that its reader sees as the body; every other kind of text is a file.
constexpr std::array<std::string_view, 6> body_types{"text/plain",    "text/html",     "text/enriched",
                                                     "text/richtext", "text/markdown", "text/x-markdown"};
constexpr std::array<std::string_view, 3> markup_types{"text/html", "text/enriched", "text/richtext"};
constexpr std::array<std::string_view, 2> smime_types{"application/pkcs7-mime", "application/x-pkcs7-mime"};
constexpr std::array<std::string_view, 2> winmail_types{"application/ms-tnef", "application/vnd.ms-tnef"};

/// Whether a part declared as plain text is a page of HTML after all.
bool looks_like_html(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return equal_ignoring_case(text.substr(0, 14), "<!DOCTYPE html") || equal_ignoring_case(text.substr(0, 5), "<html");
}

enum class Source { nothing, html, plain };

struct Body {
    Source source = Source::nothing;
    std::string text;
};

/// One field of a forwarded message, as people's mail programs write it above the text they pass on.
std::string introduction(std::string_view label, std::string_view value) {
    return value.empty() ? std::string{} : std::string(label) + "\u00A0: " + std::string(value) + "\n";
}

std::string introduction(const InboundEmail& forwarded, std::string_view date) {
    std::string from;
    for (const auto& mailbox : forwarded.from) {
        from +=
            (from.empty() ? "" : ", ") + mailbox.name + (mailbox.name.empty() ? "" : " ") + "<" + mailbox.address + ">";
    }
    return "---------- Message transféré ----------\n" + introduction("De", from) + introduction("Date", date) +
           introduction("Objet", forwarded.subject) + "\n";
}

class PartWalk {
public:
    PartWalk(const ReadingLimits& limits, InboundEmail& email, std::optional<std::size_t> wanted)
        : limits_(limits), email_(email), wanted_(wanted) {}

    Result<Walked> run(GMimeObject* top) {
        email_.media_type = media_type(top);
        is_report_ = email_.media_type == "multipart/report";
        email_.report_type = is_report_ ? parameter(top, "report-type") : "";
        auto body = read(top, 1);
        if (!exceeded_.empty()) {
            return Err(unreadable(exceeded_));
        }
        email_.text = std::move(body.text);
        return std::move(walked_);
    }

private:
    Body read(GMimeObject* part, std::size_t depth) {
        ++parts_;
        if (parts_ > limits_.parts || depth > limits_.nesting) {
            exceeded_ = parts_ > limits_.parts ? "too_many_parts" : "nested_too_deep";
        }
        if (part == nullptr || !exceeded_.empty()) {
            return {};
        }
        if (GMIME_IS_MULTIPART(part)) {
            return read_parts(GMIME_MULTIPART(part), depth);
        }
        if (GMIME_IS_MESSAGE_PART(part)) {
            return read_message_part(GMIME_MESSAGE_PART(part), depth);
        }
        return GMIME_IS_PART(part) ? read_leaf(GMIME_PART(part), depth) : Body{};
    }

    Body read_leaf(GMimePart* part, std::size_t depth) {
        auto* object = GMIME_OBJECT(part);
        const auto type = media_type(object);
        if (read_report_part(part, type)) {
            return {};
        }
        const bool is_top = depth == 1 || is_top_of_message_;
        if (is_one_of(type, body_types) && (is_top || !is_attached(part))) {
            return read_text(part, type);
        }
        const auto name = file_name_of(object);
        if (is_one_of(type, winmail_types) || equal_ignoring_case(name, "winmail.dat")) {
            return read_winmail(part, name, type);
        }
        if (is_one_of(type, smime_types)) {
            return read_smime(part, name, type, depth);
        }
        keep_attachment(object, name, type);
        const bool is_mail_file = name.size() > 4 && equal_ignoring_case(name.substr(name.size() - 4), ".eml");
        return type == "message/rfc822" || is_mail_file ? read_mail_file(decoded_content(object), depth) : Body{};
    }

    // --- multiparts -------------------------------------------------------------------------------------------------

    Body read_parts(GMimeMultipart* multipart, std::size_t depth) {
        const auto type = media_type(GMIME_OBJECT(multipart));
        const auto protection = type == "multipart/signed"      ? Protection::signed_
                                : type == "multipart/encrypted" ? Protection::encrypted
                                                                : Protection::none;
        email_.protection = stronger(email_.protection, protection);
        is_top_of_message_ = false;
        const bool is_alternative = type == "multipart/alternative";
        Body whole;
        const int count = g_mime_multipart_get_count(multipart);
        for (int i = 0; i < count && exceeded_.empty(); ++i) {
            auto* part = g_mime_multipart_get_part(multipart, i);
            has_better_ = is_alternative && whole.source == Source::plain;
            auto body = read(part, depth + 1);
            if (is_blank(body.text)) {
                continue;
            }
            if (whole.text.empty() || (is_alternative && body.source > whole.source)) {
                whole = std::move(body);
            } else if (!is_alternative && whole.text.size() < limits_.text_bytes) {
                whole.text += "\n\n" + body.text;
                whole.source = std::max(whole.source, body.source);
            }
        }
        has_better_ = false;
        return whole;
    }

    // --- text -------------------------------------------------------------------------------------------------------

    static bool is_attached(GMimePart* part) {
        const bool has_name = !view(g_mime_part_get_filename(part)).empty();
        return has_name || lower_case(view(g_mime_object_get_disposition(GMIME_OBJECT(part)))) == "attachment";
    }

    Body read_text(GMimePart* part, const std::string& type) {
        auto* object = GMIME_OBJECT(part);
        if (has_better_ && type != "text/plain") {
            return {};
        }
        auto bytes = decoded_content(object, limits_.html_bytes);
        const auto charset = parameter(object, "charset");
        if (is_one_of(type, markup_types) || looks_like_html(bytes)) {
            return read_html(bytes, charset);
        }
        bytes.resize(std::min(bytes.size(), limits_.text_bytes));
        auto text = to_utf8(bytes, charset);
        if (parameter(object, "format") == "flowed") {
            text = unfold_flowed(text, parameter(object, "delsp") == "yes" ? DelSp::yes : DelSp::no);
        }
        return read_plain(tidy(text));
    }

    Body read_plain(std::string text) {
        auto unsealed = without_armour(std::move(text));
        email_.protection = stronger(email_.protection, unsealed.protection);
        return {Source::plain, std::move(unsealed.content)};
    }

    static Body read_html(std::string_view bytes, std::string_view charset) {
        const auto html = tidy(to_utf8(bytes, charset.empty() ? charset_in_html(bytes) : charset));
        return {Source::html, tidy(html_to_text(html))};
    }

    // --- reports ----------------------------------------------------------------------------------------------------

    /// Parts that mail servers and programs write for each other (RFC 3464, 8098, 6522).
    bool read_report_part(GMimePart* part, const std::string& type) {
        auto* object = GMIME_OBJECT(part);
        if (type == "message/delivery-status" || type == "message/global-delivery-status") {
            read_delivery_status(decoded_content(object), email_);
        } else if (type == "message/disposition-notification") {
            const auto content = decoded_content(object);
            report_on(find_value(read_header_block(content), "Original-Message-ID"));
        } else if (type == "text/rfc822-headers" || type == "message/global-headers") {
            const auto content = decoded_content(object);
            report_on(find_value(read_header_block(content), "Message-ID"));
        } else {
            return false;
        }
        return true;
    }

    void report_on(std::string_view message_id) {
        if (auto ids = ids_in(message_id); email_.reported_message_id.empty() && !ids.empty()) {
            email_.reported_message_id = std::move(ids.front());
        }
    }

    // --- messages in the message ------------------------------------------------------------------------------------

    Body read_message_part(GMimeMessagePart* part, std::size_t depth) {
        auto* object = GMIME_OBJECT(part);
        keep_attachment(object, file_name_of(object), media_type(object));
        auto* message = g_mime_message_part_get_message(part);
        if (message == nullptr) {
            return {};
        }
        report_on(view(g_mime_object_get_header(GMIME_OBJECT(message), "Message-ID")));
        const OwnedText head(g_mime_object_get_headers(GMIME_OBJECT(message), nullptr));
        return read_forwarded(message, view(head.get()), depth);
    }

    Body read_mail_file(const std::string& raw, std::size_t depth) {
        const auto head = read_header_block(raw);
        if (head.fields.empty() || !check_limits(raw, limits_)) {
            return {};
        }
        report_on(find_value(head, "Message-ID"));
        const auto message = parse_message(raw);
        return message.object ? read_forwarded(message.object.get(), std::string_view(raw).substr(0, head.size), depth)
                              : Body{};
    }

    /// A report passed on as an attachment is the matter itself. What a bounce brings back is not.
    Body read_forwarded(GMimeMessage* message, std::string_view head, std::size_t depth) {
        auto* top = g_mime_message_get_mime_part(message);
        if (is_report_ || top == nullptr) {
            return {};
        }
        InboundEmail forwarded;
        const auto fields = read_header_block(head);
        read_fields(fields, forwarded);
        is_top_of_message_ = true;
        auto body = read(top, depth + 1);
        is_top_of_message_ = false;
        if (is_blank(body.text) && forwarded.subject.empty() && forwarded.from.empty()) {
            return {};
        }
        return {Source::plain, introduction(forwarded, tidy_line(unfolded(find_value(fields, "Date")))) + body.text};
    }

    // --- containers -------------------------------------------------------------------------------------------------

    Body read_smime(GMimePart* part, const std::string& name, const std::string& type, std::size_t depth) {
        const auto bytes = decoded_content(GMIME_OBJECT(part));
        const auto unsealed = open_smime(bytes);
        const auto said = parameter(GMIME_OBJECT(part), "smime-type");
        const auto protection = unsealed                                        ? unsealed->protection
                                : said == "signed-data" || said == "certs-only" ? Protection::signed_
                                                                                : Protection::encrypted;
        email_.protection = stronger(email_.protection, protection);
        const bool is_readable = unsealed && !unsealed->content.empty() && check_limits(unsealed->content, limits_);
        if (!is_readable) {
            keep_attachment(GMIME_OBJECT(part), name, type);
            return {};
        }
        const auto inner = parse_part(unsealed->content);
        return inner.object ? read(inner.object.get(), depth + 1) : Body{};
    }

    Body read_winmail(GMimePart* part, const std::string& name, const std::string& type) {
        auto winmail = unpack_winmail(decoded_content(GMIME_OBJECT(part)), limits_.winmail_bytes);
        if (!winmail) {
            keep_attachment(GMIME_OBJECT(part), name, type);
            return {};
        }
        for (auto& file : winmail->files) {
            keep_file(safe_file_name(to_utf8(file.name, winmail->charset)), std::move(file.content));
        }
        if (!is_blank(winmail->text)) {
            return {Source::html, tidy(to_utf8(winmail->text, winmail->charset))};
        }
        return read_html(winmail->html, winmail->charset);
    }

    // --- attachments ------------------------------------------------------------------------------------------------

    void keep_attachment(GMimeObject* part, const std::string& name, const std::string& type) {
        if (wanted_ == email_.attachments.size()) {
            walked_.attachment = decoded_content(part);
        }
        keep({name, type, decoded_size(part), decoded_content(part, engine::Attachment::most_beginning)});
    }

    void keep_file(std::string name, std::string content) {
        const auto size = content.size();
        auto beginning = content.substr(0, engine::Attachment::most_beginning);
        if (wanted_ == email_.attachments.size()) {
            walked_.attachment = std::move(content);
        }
        keep({std::move(name), "application/octet-stream", size, std::move(beginning)});
    }

    void keep(engine::Attachment attachment) {
        email_.attachments.push_back(std::move(attachment));
        if (email_.attachments.size() > limits_.attachments) {
            exceeded_ = "too_many_attachments";
        }
    }

    const ReadingLimits& limits_;
    InboundEmail& email_;
    std::optional<std::size_t> wanted_;
    Walked walked_;
    bool is_report_ = false;
    bool is_top_of_message_ = false;  ///< the next part is the whole body of a forwarded message
    bool has_better_ = false;         ///< an alternative was read that is taken before any HTML
    std::size_t parts_ = 0;
    std::string_view exceeded_;
};

}  // namespace

Result<Walked> walk_parts(GMimeObject* top, const ReadingLimits& limits, InboundEmail& email,
                          std::optional<std::size_t> wanted) {
    return PartWalk(limits, email, wanted).run(top);
}

}  // namespace rexflow::mail
