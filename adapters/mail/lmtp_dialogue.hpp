#pragma once

#include "engine/result.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::mail {

/// Undoes dot-stuffing (RFC 5321, 4.5.2), whatever pieces the bytes arrive in. The end is CRLF "." CRLF and nothing
/// less: what a careless server would take for an end is text.
class DotReader {
public:
    /// Appends what belongs to the message to `into`. @return how many bytes it used; fewer than all once it is at_end
    std::size_t read(std::string_view bytes, std::string& into);
    [[nodiscard]] bool at_end() const { return state_ == State::end; }

private:
    enum class State { line_start, dot, dot_cr, text, cr, end };
    State state_ = State::line_start;
};

/// What an LMTP server brings for us: the envelope and the message.
struct LmtpMail {
    std::string sender;  ///< empty for a bounce's "<>"
    std::vector<std::string> recipients;
    std::string bytes;
};

struct LmtpRules {
    std::size_t longest_message = 50UL * 1024 * 1024;
    std::size_t most_recipients = 100;
    /// Addresses, or whole domains as "@cpts.example"; none: every recipient is ours.
    std::vector<std::string> recipients;
};

/// Our half of an LMTP conversation (RFC 2033), without sockets. Every reply has an enhanced status (RFC 2034); nothing
/// of the mail is repeated in one.
///
/// `take` is called once a message, whoever many it is for, with Return-Path and Delivered-To put before its own fields
/// (RFC 5321, 4.4). It returns when the message is durable; only then each recipient is answered 250, and where it
/// fails each with 451, so that the mail server keeps the message and tries again.
class LmtpDialogue {
public:
    using Take = std::function<engine::Result<void>(std::string raw)>;
    LmtpDialogue(LmtpRules rules, Take take) : rules_(std::move(rules)), take_(std::move(take)) {}

    [[nodiscard]] static std::string greeting();

    /// Uses up the bytes that arrived, complete commands and parts of messages alike, and returns what is to be said.
    [[nodiscard]] std::string hear(std::string_view bytes);

    /// After QUIT, or when the other side is not worth listening to any longer: the reply is the last.
    [[nodiscard]] bool is_over() const { return is_over_; }

    /// Said in place of an answer when the server is stopping.
    [[nodiscard]] static std::string farewell();
    /// Said when nothing came for too long.
    [[nodiscard]] static std::string too_slow();

private:
    std::string answer(std::string_view line);
    std::string say_hello(std::string_view argument);
    std::string start_mail(std::string_view argument);
    std::string add_recipient(std::string_view argument);
    std::string start_data(std::string_view argument);
    std::string reset(std::string_view argument);
    std::string quit(std::string_view argument);
    std::string refuse_again(std::string reply);
    std::string end_data();
    [[nodiscard]] bool is_taken(std::string raw) const;
    [[nodiscard]] bool is_ours(std::string_view address) const;

    LmtpRules rules_;
    Take take_;
    std::string line_;
    bool greeted_ = false;
    bool has_sender_ = false;
    bool is_over_ = false;
    bool is_receiving_ = false;
    bool is_too_long_ = false;
    int refusals_ = 0;
    DotReader dots_;
    LmtpMail mail_;
};

}  // namespace rexflow::mail
