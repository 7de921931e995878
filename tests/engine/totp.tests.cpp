#include "engine/totp.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace rexflow;
using namespace std::chrono_literals;
using engine::Instant;

namespace {

/// The secret of the test vectors of RFC 4226 and RFC 6238.
const std::string secret = "12345678901234567890";

std::string in_hex(std::string_view bytes) {
    constexpr auto* digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += {digits[byte >> 4U], digits[byte & 15U]};
    }
    return text;
}

}  // namespace

TEST_CASE("HMAC-SHA-1 gives the digests of RFC 2202", "[totp]") {
    CHECK(in_hex(engine::hmac_sha1(std::string(20, '\x0b'), "Hi There")) == "b617318655057264e28bc0b6fb378c8ef146be00");
    CHECK(in_hex(engine::hmac_sha1("Jefe", "what do ya want for nothing?")) ==
          "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    CHECK(in_hex(engine::hmac_sha1(std::string(20, '\xaa'), std::string(50, '\xdd'))) ==
          "125d7342b9ac11cd91a39af48aa17b4f63f175d3");
    CHECK(
        in_hex(engine::hmac_sha1(std::string(80, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "aa4ae5e15272d00e95705637ce8a3b55ed402112");
    CHECK(in_hex(engine::hmac_sha1(std::string(80, '\xaa'),
                                   "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data")) ==
          "e8e99d0f45237d786d6bbaa7965c7808bbff1a91");
}

TEST_CASE("codes by counter are those of RFC 4226, appendix D", "[totp]") {
    constexpr std::array expected{"755224", "287082", "359152", "969429", "338314",
                                  "254676", "287922", "162583", "399871", "520489"};
    for (std::uint64_t counter = 0; counter < expected.size(); ++counter)
        CHECK(engine::hotp(secret, counter, 6) == expected[counter]);
}

TEST_CASE("codes by time are those of RFC 6238, appendix B", "[totp]") {
    struct Vector {
        std::uint64_t seconds;
        const char* code;
    };
    for (const auto& [seconds, code] :
         {Vector{59, "94287082"}, Vector{1111111109, "07081804"}, Vector{1111111111, "14050471"},
          Vector{1234567890, "89005924"}, Vector{2000000000, "69279037"}, Vector{20000000000, "65353130"}})
        CHECK(engine::hotp(secret, seconds / 30, 8) == code);
}

TEST_CASE("a code counts in its own half minute, the one before and the one after", "[totp]") {
    const Instant now(1111111109s);  // step 37037036, code 081804
    CHECK(engine::totp_step(secret, "081804", now) == 37037036);
    CHECK(engine::totp_step(secret, "081 804", now) == 37037036);
    CHECK(engine::totp_step(secret, "081804", now + 30s) == 37037036);
    CHECK(engine::totp_step(secret, "081804", now - 30s) == 37037036);
    CHECK_FALSE(engine::totp_step(secret, "081804", now + 60s));
    CHECK_FALSE(engine::totp_step(secret, "081804", now - 60s));
    for (const auto* const code : {"", "08180", "0818040", "08180a", "-81804"})
        CHECK_FALSE(engine::totp_step(secret, code, now));
    CHECK_FALSE(engine::totp_step("", engine::hotp("", 37037036, 6), now));
}

TEST_CASE("a secret is written for an app as RFC 4648 and the key URI format say", "[totp]") {
    CHECK(engine::base32_of("") == "");
    CHECK(engine::base32_of("f") == "MY");
    CHECK(engine::base32_of("foobar") == "MZXW6YTBOI");
    CHECK(engine::bytes_of_base32("mzxw6ytboi") == "foobar");
    CHECK_FALSE(engine::bytes_of_base32("1"));
    CHECK(engine::totp_uri("foobar", "CPTS des Collines", "ana@cpts.example") ==
          "otpauth://totp/CPTS%20des%20Collines:ana%40cpts.example?secret=MZXW6YTBOI&issuer=CPTS%20des%20Collines"
          "&algorithm=SHA1&digits=6&period=30");
}

TEST_CASE("a recovery code is known however it is typed", "[totp]") {
    CHECK(engine::recovery_code_of(" ABCD-efgh ijkl-mnop ") == "abcdefghijklmnop");
}
