#include "adapters/cell/route.hpp"

#include <catch2/catch.hpp>

namespace rexflow::cell {

namespace {

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("a part of a pattern is one segment of the path, and never empty", "[cell]") {
    CHECK(match("/", "/") == Parts{});
    CHECK(match("/dossiers", "/dossiers") == Parts{});
    CHECK(match("/dossiers/{number}", "/dossiers/REX-2026-0001") == Parts{"REX-2026-0001"});
    CHECK(match("/dossiers/{number}/faire/{event}", "/dossiers/REX-2026-0001/faire/oriented") ==
          Parts{"REX-2026-0001", "oriented"});
    for (const auto* const path : {"", "/", "/dossiers", "/dossiers/", "/dossiers/x/", "/dossiers/x/y", "dossiers/x"})
        CHECK_FALSE(match("/dossiers/{number}", path));
    CHECK_FALSE(match("/dossiers", "/dossiers/"));
}

TEST_CASE("the first row that matches counts, and an unknown method is told what is possible", "[cell]") {
    const std::vector<Route> routes{
        {"GET", "/dossiers/nouveau"}, {"POST", "/dossiers/nouveau"}, {"GET", "/dossiers/{number}"}};
    CHECK(find_route(routes, "GET", "/dossiers/nouveau").route == &routes[0]);
    CHECK(find_route(routes, "HEAD", "/dossiers/nouveau").route == &routes[0]);
    CHECK(find_route(routes, "GET", "/dossiers/x").parts == Parts{"x"});
    CHECK(find_route(routes, "POST", "/dossiers/x").route == nullptr);
    CHECK(find_route(routes, "PUT", "/dossiers/nouveau").allowed == "GET, HEAD, POST");
    CHECK(find_route(routes, "GET", "/rien").allowed.empty());
}

}  // namespace rexflow::cell
