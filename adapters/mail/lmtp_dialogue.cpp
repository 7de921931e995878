#include "adapters/mail/lmtp_dialogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace rexflow::mail {
namespace {

constexpr std::size_t longest_command = 2048;  ///< RFC 5321, 4.5.3.1.4, with room for long paths of SMTPUTF8
constexpr int most_refusals = 20;              ///< a client that is wrong so often is not a mail server

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, [](char l, char r) { return lower(l) == lower(r); });
}

bool starts_with(std::string_view text, std::string_view start) { return same(text.substr(0, start.size()), start); }

/// "FROM:<lea@cpts.example> SIZE=1000"
struct Path {
    std::string address;
    std::vector<std::string_view> parameters;
};

std::optional<Path> parse_path(std::string_view argument, std::string_view name) {
    if (!starts_with(argument, name)) return std::nullopt;
    argument.remove_prefix(name.size());
    argument.remove_prefix(std::min(argument.find_first_not_of(' '), argument.size()));
    const auto end = argument.find('>');
    if (!argument.starts_with('<') || end == std::string_view::npos) return std::nullopt;
    Path path;
    path.address = argument.substr(1, end - 1);
    const bool is_clean = std::ranges::none_of(
        path.address, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F' || c == '<'; });
    if (!is_clean) return std::nullopt;
    auto rest = argument.substr(end + 1);
    if (!rest.empty() && rest.front() != ' ') return std::nullopt;
    while (!rest.empty()) {
        const auto blank = std::min(rest.find(' '), rest.size());
        if (blank > 0) path.parameters.push_back(rest.substr(0, blank));
        rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
    return path;
}

std::string_view domain_of(std::string_view address) {
    const auto at = address.rfind('@');
    return at == std::string_view::npos ? std::string_view{} : address.substr(at);
}

/// "cellule+token@cpts.example" without its subaddress (RFC 5233).
std::string without_subaddress(std::string_view address) {
    const auto domain = domain_of(address);
    const auto local = address.substr(0, address.size() - domain.size());
    return std::string(local.substr(0, std::min(local.find('+'), local.size()))) + std::string(domain);
}

std::string repeated(std::string_view reply, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += reply;
    return all;
}

}  // namespace

std::size_t DotReader::read(std::string_view bytes, std::string& into) {
    std::size_t at = 0;
    while (at < bytes.size() && state_ != State::end) {
        const char c = bytes[at];
        switch (state_) {
            case State::line_start:
                if (c == '.') {
                    state_ = State::dot;
                    ++at;
                    continue;
                }
                break;
            case State::dot:
                if (c == '\r') {
                    state_ = State::dot_cr;
                    ++at;
                    continue;
                }
                break;
            case State::dot_cr:
                if (c == '\n') {
                    state_ = State::end;
                    ++at;
                    continue;
                }
                into += '\r';
                break;
            case State::text:
            case State::cr:
            case State::end:
                break;
        }
        // Text up to the next CR, which may begin a line end.
        const bool ends_line = c == '\n' && state_ == State::cr;
        if (ends_line || c == '\r') {
            into += c;
            ++at;
        } else {
            const auto end = std::min(bytes.find('\r', at), bytes.size());
            into.append(bytes.substr(at, end - at));
            at = end;
        }
        state_ = ends_line ? State::line_start : c == '\r' ? State::cr : State::text;
    }
    return at;
}

std::string LmtpDialogue::greeting() { return "220 RexFlow LMTP\r\n"; }
std::string LmtpDialogue::farewell() { return "421 4.3.2 stopping, try again later\r\n"; }
std::string LmtpDialogue::too_slow() { return "421 4.4.2 nothing came for too long\r\n"; }

std::string LmtpDialogue::hear(std::string_view bytes) {
    std::string replies;
    while (!bytes.empty() && !is_over_) {
        if (is_receiving_) {
            bytes.remove_prefix(dots_.read(bytes, mail_.bytes));
            if (mail_.bytes.size() > rules_.longest_message) {
                is_too_long_ = true;
                mail_.bytes.clear();
            }
            if (dots_.at_end()) replies += end_data();
            continue;
        }
        const auto end = bytes.find('\n');
        line_.append(bytes.substr(0, std::min(end, bytes.size())));
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        if (line_.size() > longest_command) {
            is_over_ = true;
            replies += "500 5.5.2 a command is too long\r\n";
        } else if (end != std::string_view::npos) {
            if (line_.ends_with('\r')) line_.pop_back();
            replies += answer(line_);
            line_.clear();
        }
    }
    return replies;
}

std::string LmtpDialogue::answer(std::string_view line) {
    struct Command {
        std::string_view verb;
        std::string (LmtpDialogue::*answer)(std::string_view argument);
    };
    static constexpr std::array<Command, 6> commands{{{"LHLO", &LmtpDialogue::say_hello},
                                                      {"MAIL", &LmtpDialogue::start_mail},
                                                      {"RCPT", &LmtpDialogue::add_recipient},
                                                      {"DATA", &LmtpDialogue::start_data},
                                                      {"RSET", &LmtpDialogue::reset},
                                                      {"QUIT", &LmtpDialogue::quit}}};
    const auto blank = std::min(line.find(' '), line.size());
    const auto verb = line.substr(0, blank);
    const auto argument = line.substr(std::min(blank + 1, line.size()));
    for (const auto& command : commands)
        if (same(verb, command.verb)) return (this->*command.answer)(argument);
    if (same(verb, "NOOP")) return "250 2.0.0 ok\r\n";
    if (same(verb, "VRFY")) return "252 2.0.0 it is told by RCPT\r\n";
    if (same(verb, "EHLO") || same(verb, "HELO")) return refuse_again("500 5.5.1 this is LMTP, say LHLO\r\n");
    return refuse_again("500 5.5.2 not a command here\r\n");
}

std::string LmtpDialogue::refuse_again(std::string reply) {
    if (++refusals_ < most_refusals) return reply;
    is_over_ = true;
    return "421 4.7.0 too many mistakes\r\n";
}

std::string LmtpDialogue::say_hello(std::string_view argument) {
    if (argument.empty()) return refuse_again("501 5.5.4 LHLO wants a name\r\n");
    static_cast<void>(reset({}));
    greeted_ = true;
    return fmt::format(
        "250-RexFlow\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE {}\r\n",
        rules_.longest_message);
}

std::string LmtpDialogue::start_mail(std::string_view argument) {
    if (!greeted_) return refuse_again("503 5.5.1 LHLO first\r\n");
    if (has_sender_) return refuse_again("503 5.5.1 there is a sender already\r\n");
    auto path = parse_path(argument, "FROM:");
    if (!path) return refuse_again("501 5.1.7 not a sender\r\n");
    for (const auto parameter : path->parameters) {
        if (starts_with(parameter, "SIZE=")) {
            std::size_t size = 0;
            std::from_chars(parameter.data() + 5, parameter.data() + parameter.size(), size);
            if (size > rules_.longest_message) return "552 5.3.4 the message is too long\r\n";
        } else if (!starts_with(parameter, "BODY=") && !same(parameter, "SMTPUTF8")) {
            return refuse_again("555 5.5.4 a parameter is not known\r\n");
        }
    }
    mail_.sender = std::move(path->address);
    has_sender_ = true;
    return "250 2.1.0 ok\r\n";
}

std::string LmtpDialogue::add_recipient(std::string_view argument) {
    if (!has_sender_) return refuse_again("503 5.5.1 MAIL first\r\n");
    auto path = parse_path(argument, "TO:");
    if (!path || path->address.empty()) return refuse_again("501 5.1.3 not a recipient\r\n");
    if (!path->parameters.empty()) return refuse_again("555 5.5.4 a parameter is not known\r\n");
    if (mail_.recipients.size() == rules_.most_recipients) return "452 4.5.3 too many recipients\r\n";
    if (!is_ours(path->address)) return "550 5.1.1 nobody of that address here\r\n";
    mail_.recipients.push_back(std::move(path->address));
    return "250 2.1.5 ok\r\n";
}

bool LmtpDialogue::is_ours(std::string_view address) const {
    const auto matches = [&](std::string_view known) {
        return same(known, known.starts_with('@') ? domain_of(address) : address) ||
               same(known, without_subaddress(address));
    };
    return rules_.recipients.empty() || std::ranges::any_of(rules_.recipients, matches);
}

std::string LmtpDialogue::start_data(std::string_view) {
    if (mail_.recipients.empty()) return refuse_again("503 5.5.1 no valid recipients\r\n");
    is_receiving_ = true;
    dots_ = {};
    return "354 go on, end with a dot\r\n";
}

std::string LmtpDialogue::end_data() {
    is_receiving_ = false;
    const auto count = mail_.recipients.size();
    std::string_view reply = "552 5.3.4 the message is too long\r\n";
    if (!is_too_long_) {
        auto raw = fmt::format("Return-Path: <{}>\r\n", mail_.sender);
        for (const auto& recipient : mail_.recipients) raw += fmt::format("Delivered-To: {}\r\n", recipient);
        raw += mail_.bytes;
        mail_.bytes = {};
        reply = is_taken(std::move(raw)) ? "250 2.0.0 stored\r\n" : "451 4.3.0 not stored now, try again later\r\n";
    }
    static_cast<void>(reset({}));
    return repeated(reply, count);
}

/// Whatever goes wrong, the mail server keeps the message: the answer is a no for now, never silence.
bool LmtpDialogue::is_taken(std::string raw) const {
    try {
        return take_(std::move(raw)).has_value();
    } catch (const std::exception&) {
        return false;
    }
}

std::string LmtpDialogue::reset(std::string_view) {
    mail_ = {};
    has_sender_ = false;
    is_too_long_ = false;
    return "250 2.0.0 ok\r\n";
}

std::string LmtpDialogue::quit(std::string_view) {
    is_over_ = true;
    return "221 2.0.0 goodbye\r\n";
}

}  // namespace rexflow::mail
