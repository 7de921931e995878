#include "adapters/hooks/signature.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {

TEST_CASE("deliveries are signed as RFC 4231 has HMAC-SHA256", "[webhook]") {
    CHECK(hooks::hmac_sha256(std::string(20, '\x0b'), "Hi There") ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(hooks::hmac_sha256("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hooks::hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First") ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("the instant is signed with the body", "[webhook]") {
    const engine::Instant at{std::chrono::seconds(1'741'000'000)};

    CHECK(hooks::signature("secret", at, "{}") == "t=1741000000,v1=" + hooks::hmac_sha256("secret", "1741000000.{}"));
    CHECK(hooks::signature("secret", at, "{}") != hooks::signature("secret", at + std::chrono::seconds(1), "{}"));
}

}  // namespace rexflow::testing
