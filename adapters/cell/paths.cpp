#include "adapters/cell/paths.hpp"

#include "adapters/web/asker.hpp"

#include <fmt/format.h>

namespace rexflow::cell::paths {

std::string as_value(std::string_view path) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    std::string value;
    for (const char c : path)
        if (plain.find(c) != std::string_view::npos)
            value += c;
        else
            value += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return value;
}

std::string login_for(const web::Request& request) {
    const auto wanted = request.query.empty() ? request.path : request.path + '?' + request.query;
    return leading_to(login, web::is_local_path(wanted) ? wanted : home);
}

std::string leading_to(std::string_view path, std::string_view wanted) {
    return wanted == home ? std::string(path) : fmt::format("{}?vers={}", path, as_value(wanted));
}

std::string wanted_after_login(const engine::Payload& fields) {
    const auto wanted = engine::text_of(fields, "vers");
    const bool leads_out = wanted.starts_with(logout) || wanted.starts_with(login);
    return web::is_local_path(wanted) && !leads_out ? std::string(wanted) : std::string(home);
}

}  // namespace rexflow::cell::paths
