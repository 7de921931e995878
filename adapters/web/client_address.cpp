#include "adapters/web/client_address.hpp"

#include <Poco/Net/IPAddress.h>

#include <algorithm>
#include <optional>

namespace rexflow::web {

namespace {

using Poco::Net::IPAddress;

std::optional<IPAddress> parse(const std::string& text) {
    IPAddress address;
    if (!IPAddress::tryParse(text, address)) return std::nullopt;
    if (address.isIPv4Mapped()) IPAddress::tryParse(text.substr(text.rfind(':') + 1), address);
    return address;
}

std::string network_of(IPAddress address) {
    constexpr unsigned customer_bits = 64;
    if (address.family() == IPAddress::IPv6) address.mask(IPAddress(customer_bits, IPAddress::IPv6));
    return address.toString();
}

bool is_trusted(const IPAddress& address, std::span<const std::string> proxies) {
    return std::ranges::any_of(proxies, [&](const std::string& proxy) { return parse(proxy) == address; });
}

std::string trimmed(std::string_view text) {
    const auto first = std::min(text.find_first_not_of(" \t"), text.size());
    const auto last = text.find_last_not_of(" \t");
    return std::string(text.substr(first, last == std::string_view::npos ? 0 : last + 1 - first));
}

}  // namespace

bool is_ip_address(const std::string& text) { return parse(text).has_value(); }

std::string client_network(const std::string& peer, std::string_view forwarded_for,
                           std::span<const std::string> trusted_proxies) {
    auto client = parse(peer);
    if (!client) return peer;
    while (is_trusted(*client, trusted_proxies) && !forwarded_for.empty()) {
        const auto comma = forwarded_for.rfind(',');
        const auto last = forwarded_for.substr(comma == std::string_view::npos ? 0 : comma + 1);
        forwarded_for = forwarded_for.substr(0, comma == std::string_view::npos ? 0 : comma);
        const auto before = parse(trimmed(last));
        if (!before) break;
        client = before;
    }
    return network_of(*client);
}

}  // namespace rexflow::web
