#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rexflow::web {

/// Whether a text is an IP address, as the trusted proxies are written.
[[nodiscard]] bool is_ip_address(const std::string& text);

/// Who asks, for counting: an IPv4 address, or the /64 network of an IPv6 one, which is one customer.
/// Behind proxies that are trusted, the last address of X-Forwarded-For that is not one of them; what stands before it
/// may be invented by the client.
[[nodiscard]] std::string client_network(const std::string& peer, std::string_view forwarded_for,
                                         std::span<const std::string> trusted_proxies);

}  // namespace rexflow::web
