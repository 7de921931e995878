#include "adapters/mail/part_walk.hpp"

#include "adapters/mail/charset.hpp"
#include "adapters/mail/gmime_object.hpp"
#include "adapters/mail/header_block.hpp"
#include "adapters/mail/html_text.hpp"
#include "adapters/mail/message_fields.hpp"

#include <algorithm>

namespace rexflow::mail {
namespace {

using engine::Err;
using engine::InboundEmail;
using engine::Result;

std::string_view view(const char* text) { return text == nullptr ? std::string_view{} : std::string_view(text); }

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::string parameter(GMimeObject* part, const char* name) {
    return lower_case(view(g_mime_object_get_content_type_parameter(part, name)));
}

std::string media_type(GMimeObject* part) {
    const OwnedText type(g_mime_content_type_get_mime_type(g_mime_object_get_content_type(part)));
    return tidy_line(lower_case(view(type.get())));
}

/// The last part of a path, however it is written; what a file may be called and never where it goes.
std::string file_name(const char* declared) {
    auto name = tidy_line(view(declared));
    name.erase(0, name.find_last_of("/\\") + 1);
    return name == "." || name == ".." ? std::string{} : name;
}

/// The decoded content, a message's as it stands.
ssize_t write_content(GMimeObject* part, GMimeStream* stream) {
    if (!GMIME_IS_PART(part)) {
        return g_mime_object_write_content_to_stream(part, nullptr, stream);
    }
    auto* content = g_mime_part_get_content(GMIME_PART(part));
    return content == nullptr ? 0 : g_mime_data_wrapper_write_to_stream(content, stream);
}

std::string decoded_bytes(GMimeObject* part) {
    const Object<GMimeStream> stream(g_mime_stream_mem_new());
    write_content(part, stream.get());
    const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    return bytes->len == 0 ? std::string{} : std::string(reinterpret_cast<const char*>(bytes->data), bytes->len);
}

/// Bytes of the decoded content, counted without keeping them.
std::size_t decoded_size(GMimeObject* part) {
    const Object<GMimeStream> stream(g_mime_stream_null_new());
    return static_cast<std::size_t>(std::max<ssize_t>(0, write_content(part, stream.get())));
}

enum class Source { nothing, html, plain };

struct Body {
    Source source = Source::nothing;
    std::string text;
};

/// Walks the tree of parts once: gathers the body, lists attachments, reads reports.
class PartWalk {
public:
    PartWalk(const ReadingLimits& limits, InboundEmail& email, std::optional<std::size_t> wanted)
        : limits_(limits), email_(email), wanted_(wanted) {}

    Result<Walked> run(GMimeObject* top) {
        email_.media_type = media_type(top);
        email_.report_type = email_.media_type == "multipart/report" ? parameter(top, "report-type") : "";
        auto body = read(top, 1);
        if (!exceeded_.empty()) {
            return Err(unreadable(exceeded_));
        }
        email_.text = std::move(body.text);
        return std::move(walked_);
    }

private:
    Body read(GMimeObject* part, int depth) {
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
        const auto type = media_type(part);
        if (GMIME_IS_PART(part) && read_report_part(GMIME_PART(part), type)) {
            return {};
        }
        const bool is_text = type == "text/plain" || type == "text/html" || type == "text";
        if (GMIME_IS_PART(part) && is_text && (depth == 1 || !is_attached(part))) {
            return read_text(GMIME_PART(part), type);
        }
        keep_attachment(part, type);
        return {};
    }

    Body read_parts(GMimeMultipart* multipart, int depth) {
        const bool is_alternative = media_type(GMIME_OBJECT(multipart)) == "multipart/alternative";
        Body whole;
        const int count = g_mime_multipart_get_count(multipart);
        for (int i = 0; i < count && exceeded_.empty(); ++i) {
            auto body = read(g_mime_multipart_get_part(multipart, i), depth + 1);
            if (is_blank(body.text)) {
                continue;
            }
            if (whole.text.empty() || (is_alternative && body.source > whole.source)) {
                whole = std::move(body);
            } else if (!is_alternative) {
                whole.text += "\n\n" + body.text;
                whole.source = std::max(whole.source, body.source);
            }
        }
        return whole;
    }

    static bool is_attached(GMimeObject* part) {
        const bool has_name = !view(g_mime_part_get_filename(GMIME_PART(part))).empty();
        return has_name || lower_case(view(g_mime_object_get_disposition(part))) == "attachment";
    }

    /// Parts that mail servers and programs write for each other (RFC 3464, 8098, 6522).
    bool read_report_part(GMimePart* part, const std::string& type) {
        if (type == "message/delivery-status" || type == "message/global-delivery-status") {
            read_delivery_status(decoded_bytes(GMIME_OBJECT(part)), email_);
        } else if (type == "message/disposition-notification") {
            const auto content = decoded_bytes(GMIME_OBJECT(part));
            report_on(find_value(read_header_block(content), "Original-Message-ID"));
        } else if (type == "text/rfc822-headers" || type == "message/global-headers") {
            const auto content = decoded_bytes(GMIME_OBJECT(part));
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

    static Body read_text(GMimePart* part, const std::string& type) {
        auto* object = GMIME_OBJECT(part);
        auto text = to_utf8(decoded_bytes(GMIME_OBJECT(part)), parameter(object, "charset"));
        if (type == "text/html") {
            return {Source::html, tidy(html_to_text(text))};
        }
        if (parameter(object, "format") == "flowed") {
            text = unfold_flowed(text, parameter(object, "delsp") == "yes" ? DelSp::yes : DelSp::no);
        }
        return {Source::plain, tidy(text)};
    }

    void keep_attachment(GMimeObject* part, const std::string& type) {
        if (GMIME_IS_MESSAGE_PART(part)) {
            auto* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
            report_on(
                view(message == nullptr ? nullptr : g_mime_object_get_header(GMIME_OBJECT(message), "Message-ID")));
        }
        const char* name = GMIME_IS_PART(part) ? g_mime_part_get_filename(GMIME_PART(part))
                                               : g_mime_object_get_content_disposition_parameter(part, "filename");
        if (wanted_ == email_.attachments.size()) {
            walked_.attachment = decoded_bytes(part);
        }
        email_.attachments.push_back({file_name(name), type, decoded_size(part)});
    }

    const ReadingLimits& limits_;
    InboundEmail& email_;
    std::optional<std::size_t> wanted_;
    Walked walked_;
    int parts_ = 0;
    std::string_view exceeded_;
};

}  // namespace

Result<Walked> walk_parts(GMimeObject* top, const ReadingLimits& limits, InboundEmail& email,
                          std::optional<std::size_t> wanted) {
    return PartWalk(limits, email, wanted).run(top);
}

}  // namespace rexflow::mail
