#include "adapters/mail/message_reader.hpp"

#include "adapters/mail/content_hash.hpp"
#include "adapters/mail/gmime_object.hpp"
#include "adapters/mail/header_block.hpp"
#include "adapters/mail/message_fields.hpp"
#include "adapters/mail/part_walk.hpp"
#include "adapters/mail/tidy_text.hpp"
#include "engine/utf8.hpp"

#include <algorithm>
#include <exception>

namespace rexflow::mail {
namespace {

using engine::Err;
using engine::InboundEmail;
using engine::Result;

/// Line ends and blanks around the body say nothing; a text beyond the limit ends at a whole character.
std::string trimmed(std::string text, std::size_t longest) {
    text.resize(engine::whole_characters(text, longest).size());
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    text.erase(0, text.find_first_not_of("\r\n"));
    return text;
}

/// Blanks and an mbox "From " line before the first field, as exports of mailboxes have them.
std::string_view without_preamble(std::string_view raw) {
    raw.remove_prefix(std::min(raw.find_first_not_of(" \t\r\n"), raw.size()));
    if (raw.starts_with("From ") || raw.starts_with(">From ")) {
        raw.remove_prefix(std::min(raw.find('\n') + 1, raw.size()));
    }
    return raw;
}

/// The boundary of a multipart whose header does not tell it: the body begins with a line of two hyphens, perhaps
/// after the usual sentence for old mail programs, and with a field of a part. Empty where it does not.
std::string_view undeclared_boundary(std::string_view body) {
    constexpr std::string_view sentence = "This is a multi";
    body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
    if (body.starts_with(sentence)) {
        const auto end = std::min(body.find("\n--"), body.size() - 1);
        body.remove_prefix(end + 1);
    }
    const auto line = body.substr(0, body.find_first_of("\r\n"));
    auto rest = body.substr(line.size());
    rest.remove_prefix(std::min(rest.find_first_not_of("\r\n"), rest.size()));
    constexpr std::size_t longest = 74;  // RFC 2046, 5.1.1, with room for two hyphens
    const bool is_boundary = line.starts_with("--") && line.size() > 2 && line.size() <= longest &&
                             line.find_first_of("\"\\") == std::string_view::npos;
    return is_boundary && equal_ignoring_case(rest.substr(0, 8), "content-") ? line.substr(2) : std::string_view{};
}

/// What to parse instead of a message whose parts the parser did not find; empty where there are none.
std::string with_declared_boundary(std::string_view body, const InboundEmail& email) {
    const auto boundary = undeclared_boundary(body);
    if (boundary.empty()) {
        return {};
    }
    const auto says = [body](std::string_view text) { return body.find(text) != std::string_view::npos; };
    const bool is_alternative = says("text/plain") && says("text/html") && !says("name=");
    const std::string guessed = is_alternative ? "multipart/alternative" : "multipart/mixed";
    const auto type = email.media_type.starts_with("multipart/") ? email.media_type : guessed;
    return "Content-Type: " + type + "; report-type=\"" + email.report_type + "\"; boundary=\"" +
           std::string(boundary) + "\"\n\n" + std::string(body);
}

struct Read {
    InboundEmail email;
    Walked walked;
    bool has_no_parts = false;  ///< a multipart in which no boundary was found, or plain text
};

Result<void> walk(std::string_view raw, const ReadingLimits& limits, std::optional<std::size_t> wanted, Read& read) {
    const auto message = parse_message(raw);
    auto* const top = message.object ? g_mime_message_get_mime_part(message.object.get()) : nullptr;
    if (top == nullptr) {
        return {};
    }
    auto walked = walk_parts(top, limits, read.email, wanted);
    if (!walked) {
        return Err(walked.error());
    }
    read.walked = std::move(*walked);
    read.has_no_parts = GMIME_IS_MULTIPART(top) ? g_mime_multipart_get_count(GMIME_MULTIPART(top)) == 0
                                                : read.email.media_type == "text/plain";
    return {};
}

Result<Read> read_message(std::string_view raw, const ReadingLimits& limits, std::optional<std::size_t> wanted = {}) {
    raw = without_preamble(raw);
    if (raw.empty()) {
        return Err(unreadable("empty"));
    }
    if (auto within = check_limits(raw, limits); !within) {
        return Err(within.error());
    }
    const auto head = read_header_block(raw);
    if (head.fields.empty() || head.fields.size() > limits.header_fields) {
        return Err(unreadable(head.fields.empty() ? "no_header" : "too_many_fields"));
    }
    Read read;
    auto& email = read.email;
    read_fields(head, email);
    if (auto walked = walk(raw, limits, wanted, read); !walked) {
        return Err(walked.error());
    }
    if (read.has_no_parts) {
        const auto repaired = with_declared_boundary(raw.substr(head.size), email);
        const auto declared = email.media_type;
        if (auto walked = repaired.empty() ? Result<void>{} : walk(repaired, limits, wanted, read); !walked) {
            return Err(walked.error());
        }
        email.media_type = declared;
    }
    if (email.text.empty() && email.attachments.empty() && email.media_type.starts_with("multipart/")) {
        email.text = tidy(raw.substr(head.size, limits.text_bytes));  // better raw than nothing
    }
    email.text = trimmed(std::move(email.text), limits.text_bytes);
    email.content_hash = content_hash(raw);
    return read;
}

}  // namespace

GMimeMessageReader::GMimeMessageReader(ReadingLimits limits) : limits_(limits) { start_gmime(); }

Result<InboundEmail> GMimeMessageReader::read(std::string_view raw) const {
    try {
        auto message = read_message(raw, limits_);
        return message ? Result<InboundEmail>(std::move(message->email)) : Err(message.error());
    } catch (const std::exception&) {
        return Err(unreadable("out_of_memory"));
    }
}

Result<std::string> GMimeMessageReader::attachment(std::string_view raw, std::size_t position) const {
    try {
        auto message = read_message(raw, limits_, position);
        if (message && message->walked.attachment) {
            return std::move(*message->walked.attachment);
        }
        return Err(engine::Error::Code::not_found, "no attachment at this position of the message");
    } catch (const std::exception&) {
        return Err(unreadable("out_of_memory"));
    }
}

}  // namespace rexflow::mail
