#include "tests/support/mail_builder.hpp"

#include <utility>

namespace rexflow::testing {

Mail& Mail::from(std::string mailbox) {
    from_ = std::move(mailbox);
    return *this;
}
Mail& Mail::to(std::string address) {
    to_ = std::move(address);
    return *this;
}
Mail& Mail::subject(std::string text) {
    subject_ = std::move(text);
    return *this;
}
Mail& Mail::text(std::string body) {
    text_ = std::move(body);
    return *this;
}
Mail& Mail::id(std::string message_id) {
    id_ = std::move(message_id);
    return *this;
}
Mail& Mail::without_id() { return id({}); }
Mail& Mail::answers(const std::string& message_id) { return header("In-Reply-To: <" + message_id + ">"); }
Mail& Mail::header(std::string line) {
    headers_.push_back(std::move(line));
    return *this;
}

std::string Mail::raw() const {
    std::string raw;
    if (!from_.empty()) raw += "From: " + from_ + "\r\n";
    raw += "To: " + to_ + "\r\nSubject: " + subject_ + "\r\n";
    if (id_ && !id_->empty()) raw += "Message-ID: <" + *id_ + ">\r\n";
    for (const auto& line : headers_) raw += line + "\r\n";
    return raw + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text_;
}

std::string bounce_of(const std::string& message_id, const std::string& recipient, const std::string& action,
                      const std::string& status) {
    return "From: MAILER-DAEMON@mx.example\r\nTo: qualite@cpts.example\r\nSubject: Undelivered Mail\r\n"
           "Return-Path: <>\r\nMessage-ID: <report-of-" +
           message_id.substr(0, message_id.find('@')) + "@mx.example>\r\nMIME-Version: 1.0\r\n" +
           "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n"
           "--b\r\nContent-Type: text/plain\r\n\r\nNot delivered.\r\n"
           "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
           "Final-Recipient: rfc822; " +
           recipient + "\r\nAction: " + action + "\r\nStatus: " + status +
           "\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <" + message_id +
           ">\r\nSubject: Lettre\r\n\r\n...\r\n--b--\r\n";
}

}  // namespace rexflow::testing
