#include "adapters/mail/mail_server.hpp"

#include <algorithm>
#include <array>

namespace rexflow::mail {

bool is_loopback(std::string_view host) {
    constexpr std::array<std::string_view, 3> names{"localhost", "::1", "[::1]"};
    const auto is_of_address = [](char c) { return c == '.' || (c >= '0' && c <= '9'); };
    return std::ranges::find(names, host) != names.end() ||
           (host.starts_with("127.") && std::ranges::all_of(host, is_of_address));
}

}  // namespace rexflow::mail
