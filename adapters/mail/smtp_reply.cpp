#include "adapters/mail/smtp_reply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::mail {
namespace {

using engine::Err;
using engine::Error;
using engine::Result;

constexpr std::size_t longest_reply_line = 4096;  // RFC 5321 says 512
constexpr int most_reply_lines = 200;
constexpr std::array login_codes{530, 534, 535, 538};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "5.1.1" at the start of a text (RFC 3463, 2).
std::string enhanced_status(std::string_view text) {
    const auto word = text.substr(0, text.find(' '));
    const bool is_status = word.size() >= 5 && word.size() <= 9 && std::ranges::count(word, '.') == 2 &&
                           is_digit(word.front()) && is_digit(word.back()) &&
                           std::ranges::all_of(word, [](char c) { return is_digit(c) || c == '.'; });
    return is_status ? std::string(word) : std::string{};
}

bool is_reply_line(std::string_view line) {
    return line.size() >= 3 && std::ranges::all_of(line.substr(0, 3), is_digit) && line[0] >= '2' && line[0] <= '5' &&
           (line.size() == 3 || line[3] == ' ' || line[3] == '-');
}

}  // namespace

std::string SmtpReply::status() const {
    return enhanced.empty() ? std::to_string(code) : fmt::format("{} {}", code, enhanced);
}

Result<SmtpReply> read_smtp_reply(LineConnection& connection) {
    SmtpReply reply;
    for (int count = 0; count < most_reply_lines; ++count) {
        const auto line = connection.read_line(longest_reply_line);
        if (!line) {
            return Err(line.error());
        }
        if (!is_reply_line(*line)) {
            break;
        }
        reply.code = (*line)[0] * 100 + (*line)[1] * 10 + (*line)[2] - '0' * 111;
        reply.lines.push_back(line->size() > 4 ? line->substr(4) : std::string{});
        if (line->size() == 3 || (*line)[3] == ' ') {
            reply.enhanced = enhanced_status(reply.lines.back());
            return reply;
        }
    }
    return Err(Error::Code::protocol, "the server's answer is not SMTP",
               "check that host, port and security of the outgoing server belong to an SMTP server");
}

Error letter_refused(const SmtpReply& reply) {
    if (std::ranges::find(login_codes, reply.code) != login_codes.end()) {
        return {Error::Code::authentication, reply.status(), "the outgoing server wants a login, or another one"};
    }
    if (reply.code >= 400 && reply.code < 500) {
        return {Error::Code::refused_for_now, reply.status(), "it is tried again"};
    }
    if (reply.code >= 500) {
        return {Error::Code::refused_for_good, reply.status(), "the server will not take this mail"};
    }
    return {Error::Code::protocol, "the server's answer does not belong to the command", ""};
}

std::string dot_stuffed(std::string_view bytes) {
    std::string stuffed;
    stuffed.reserve(bytes.size() + bytes.size() / 64 + 8);
    bool at_line_start = true;
    for (const char c : bytes) {
        if (c == '\r') {
            continue;
        }
        if (c == '.' && at_line_start) {
            stuffed += '.';
        }
        at_line_start = c == '\n';
        stuffed += at_line_start ? "\r\n" : std::string_view(&c, 1);
    }
    return stuffed + (at_line_start ? ".\r\n" : "\r\n.\r\n");
}

}  // namespace rexflow::mail
