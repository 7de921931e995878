#pragma once

#include "adapters/mail/line_connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rexflow::mail {

/// A server's answer (RFC 5321, 4.2), of which only codes are ever passed on.
struct SmtpReply {
    int code = 0;
    std::string enhanced;            ///< "5.1.1" (RFC 3463); empty when not given
    std::vector<std::string> lines;  ///< without the code; EHLO's extensions, AUTH's challenge

    [[nodiscard]] bool is_positive() const { return code >= 200 && code < 400; }
    [[nodiscard]] std::string status() const;  ///< "550 5.1.1"
};

[[nodiscard]] engine::Result<SmtpReply> read_smtp_reply(LineConnection& connection);

/// The refusal of a letter: refused_for_now or refused_for_good; `authentication` where the code says that we are
/// not logged in (RFC 4954, 6).
[[nodiscard]] engine::Error letter_refused(const SmtpReply& reply);

/// The message as it goes after DATA: CRLF line ends, dots doubled, the final dot.
[[nodiscard]] std::string dot_stuffed(std::string_view bytes);

}  // namespace rexflow::mail
