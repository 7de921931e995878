#include "adapters/web/client_address.hpp"
#include "adapters/web/unknown_links.hpp"
#include "tests/support/fake_clock.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace rexflow::testing {

namespace {

using web::client_network;
using Proxies = std::vector<std::string>;

const Proxies no_proxy;
const Proxies proxy{"127.0.0.1", "::1"};

}  // namespace

TEST_CASE("a client is the address that connects, an IPv6 one its network", "[web]") {
    CHECK(client_network("192.0.2.7", "", no_proxy) == "192.0.2.7");
    CHECK(client_network("2001:db8:1:2:3:4:5:6", "", no_proxy) == "2001:db8:1:2::");
    CHECK(client_network("::ffff:192.0.2.7", "", no_proxy) == "192.0.2.7");
}

TEST_CASE("only a trusted proxy says for whom it asks", "[web]") {
    CHECK(client_network("192.0.2.7", "198.51.100.1", proxy) == "192.0.2.7");
    CHECK(client_network("127.0.0.1", "198.51.100.1", no_proxy) == "127.0.0.1");
    CHECK(client_network("127.0.0.1", "198.51.100.1", proxy) == "198.51.100.1");
    CHECK(client_network("::1", " 2001:db8::9 ", proxy) == "2001:db8::");
}

TEST_CASE("what a client writes before the proxy's own word is not believed", "[web]") {
    CHECK(client_network("127.0.0.1", "203.0.113.9, 198.51.100.1", proxy) == "198.51.100.1");
    CHECK(client_network("127.0.0.1", "198.51.100.1, 127.0.0.1", proxy) == "198.51.100.1");
    CHECK(client_network("127.0.0.1", "nonsense", proxy) == "127.0.0.1");
    CHECK(client_network("127.0.0.1", "", proxy) == "127.0.0.1");
}

TEST_CASE("whoever asks for many unknown addresses is braked for ten minutes, nobody else", "[web]") {
    web::UnknownLinks links;
    const auto now = paris("2025-03-03 09:00");
    for (int i = 0; i < 30; ++i) {
        CHECK_FALSE(links.is_braked("192.0.2.7", now));
        links.count("192.0.2.7", now);
    }

    CHECK(links.is_braked("192.0.2.7", now));
    CHECK_FALSE(links.is_braked("192.0.2.8", now));
    CHECK(links.is_braked("192.0.2.7", paris("2025-03-03 09:09")));
    CHECK_FALSE(links.is_braked("192.0.2.7", paris("2025-03-03 09:10")));
}

TEST_CASE("a flood of addresses fills no memory", "[web]") {
    web::UnknownLinks links;
    const auto now = paris("2025-03-03 09:00");
    for (int i = 0; i < 30; ++i) links.count("192.0.2.7", now);
    for (int i = 0; i < 10'000; ++i) links.count(std::to_string(i), now);

    CHECK_FALSE(links.is_braked("192.0.2.7", now));
}

}  // namespace rexflow::testing
