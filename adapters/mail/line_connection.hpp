#pragma once

#include "adapters/mail/mail_server.hpp"
#include "engine/result.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace rexflow::mail {

/// A connection to a mail server that speaks in lines (RFC 1939, RFC 3501, RFC 5321). Nothing on it takes longer than
/// the server's time limits, however slowly the other side drips. Certificates are verified strictly, the host name
/// included (RFC 6125); TLS 1.2 at least. A client certificate is shown where the server asks for one.
///
/// Errors are `connection` (does not answer, closes, certificate not accepted) or `protocol` (a line too long), never
/// with what the server said.
class LineConnection {
public:
    [[nodiscard]] static engine::Result<LineConnection> open(const MailServer& server);

    LineConnection(LineConnection&&) noexcept;
    LineConnection& operator=(LineConnection&&) noexcept;
    ~LineConnection();

    /// Goes on encrypted. What the server sent in clear before is refused, not read (RFC 3207, 6).
    [[nodiscard]] engine::Result<void> start_tls();

    /// The next line without its line end; at most `longest` bytes.
    [[nodiscard]] engine::Result<std::string> read_line(std::size_t longest);
    [[nodiscard]] engine::Result<void> write(std::string_view bytes);

    /// Exactly `count` bytes, whatever they are, appended to `into`; its memory is the caller's to bound.
    [[nodiscard]] engine::Result<void> read_bytes(std::size_t count, std::string& into);
    /// Reads `count` bytes and forgets them.
    [[nodiscard]] engine::Result<void> skip_bytes(std::size_t count);

private:
    class Channel;
    explicit LineConnection(std::unique_ptr<Channel> channel);
    std::unique_ptr<Channel> channel_;
};

}  // namespace rexflow::mail
