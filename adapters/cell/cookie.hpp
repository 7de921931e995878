#pragma once

#include "adapters/web/http.hpp"

#include <string>
#include <string_view>

namespace rexflow::cell {

/// The cookie a session is known by. Where the pages are reached over TLS its name begins with "__Host-", which
/// browsers take from us alone (RFC 6265bis, 4.1.3.2); over plain HTTP, which is for this machine only, they would
/// refuse that name.
class SessionCookie {
public:
    explicit SessionCookie(std::string_view public_url) : is_secure_(public_url.starts_with("https://")) {}

    /// Empty when there is none.
    [[nodiscard]] std::string_view token_of(const web::Request& request) const;
    void set(web::Response& response, std::string_view token) const;
    void clear(web::Response& response) const;

private:
    [[nodiscard]] std::string_view name() const { return is_secure_ ? "__Host-rexflow" : "rexflow"; }
    [[nodiscard]] std::string attributes() const;

    bool is_secure_;
};

}  // namespace rexflow::cell
