#include "adapters/mail/message_reader.hpp"

#include "adapters/mail/charset.hpp"
#include "adapters/mail/content_hash.hpp"
#include "adapters/mail/gmime_object.hpp"
#include "adapters/mail/header_block.hpp"
#include "adapters/mail/message_fields.hpp"
#include "adapters/mail/part_walk.hpp"

#include <algorithm>
#include <exception>

namespace rexflow::mail {
namespace {

using engine::Err;
using engine::InboundEmail;
using engine::Result;

/// Line ends and blanks around the body say nothing; a text beyond the limit ends at a whole character.
std::string trimmed(std::string text, std::size_t longest) {
    if (text.size() > longest) {
        while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0U) == 0x80U) {
            --longest;
        }
        text.resize(longest);
    }
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    text.erase(0, text.find_first_not_of("\r\n"));
    return text;
}

Object<GMimeMessage> parsed(std::string_view raw) {
    const Object<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(raw.data(), raw.size()));
    const Object<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    return Object<GMimeMessage>(g_mime_parser_construct_message(parser.get(), parser_options()));
}

/// Blank lines and an mbox "From " line before the first field, as exports of mailboxes have them.
std::string_view without_preamble(std::string_view raw) {
    raw.remove_prefix(std::min(raw.find_first_not_of("\r\n"), raw.size()));
    if (raw.starts_with("From ") || raw.starts_with(">From ")) {
        raw.remove_prefix(std::min(raw.find('\n') + 1, raw.size()));
    }
    return raw;
}

struct Read {
    InboundEmail email;
    Walked walked;
};

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
    if (const auto message = parsed(raw); message && g_mime_message_get_mime_part(message.get()) != nullptr) {
        auto walked = walk_parts(g_mime_message_get_mime_part(message.get()), limits, email, wanted);
        if (!walked) {
            return Err(walked.error());
        }
        read.walked = std::move(*walked);
    }
    if (email.text.empty() && email.attachments.empty() && email.media_type.starts_with("multipart/")) {
        email.text = tidy(raw.substr(head.size));  // parts that nobody can find: better raw than nothing
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
