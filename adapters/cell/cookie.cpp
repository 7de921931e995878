#include "adapters/cell/cookie.hpp"

#include "adapters/web/asker.hpp"

#include <fmt/format.h>

namespace rexflow::cell {

std::string_view SessionCookie::token_of(const web::Request& request) const { return web::cookie_of(request, name()); }

void SessionCookie::set(web::Response& response, std::string_view token) const {
    response.fields.emplace_back("Set-Cookie", fmt::format("{}={}; {}", name(), token, attributes()));
}

void SessionCookie::clear(web::Response& response) const {
    response.fields.emplace_back("Set-Cookie", fmt::format("{}=; {}; Max-Age=0", name(), attributes()));
}

/// Ends with the browser at the latest: the session's own limits are in the database.
std::string SessionCookie::attributes() const {
    return fmt::format("Path=/; HttpOnly; SameSite=Lax{}", is_secure_ ? "; Secure" : "");
}

}  // namespace rexflow::cell
