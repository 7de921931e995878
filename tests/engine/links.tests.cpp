#include "engine/links.hpp"
#include "tests/support/counting_nonces.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/plain_signer.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace rexflow::testing {

namespace {

using engine::Link;
using engine::LinkState;
using engine::LinkTokens;

const PlainSigner signer;
const LinkTokens tokens(signer);

Link issued(const std::string& at) {
    Link link;
    link.issued_at = paris(at);
    link.expires_at = paris(at) + std::chrono::hours(24);
    return link;
}

}  // namespace

TEST_CASE("a token is 32 letters and digits, and gives back its id", "[links]") {
    const auto token = tokens.token("abcdefghijklmnop");

    CHECK(token.size() == 32);
    CHECK(token.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567") == std::string::npos);
    CHECK(tokens.read(token) == "abcdefghijklmnop");
}

TEST_CASE("every change to a token makes it none", "[links]") {
    const auto token = tokens.token("abcdefghijklmnop");
    for (std::size_t at = 0; at < token.size(); ++at) {
        auto changed = token;
        changed[at] = changed[at] == 'q' ? 'r' : 'q';
        CHECK_FALSE(tokens.read(changed));
    }
    for (const auto& other : {std::string{}, token + "a", token.substr(1), token.substr(0, 16),
                              "abcdefghijklmnop" + signer.sign("abcdefghijklmnop"),
                              "abcdefghijklmnop" + signer.sign("form:abcdefghijklmnop")})
        CHECK_FALSE(tokens.read(other));
}

TEST_CASE("tokens of different links have nothing in common", "[links]") {
    CountingNonces nonces;
    std::set<std::string> signatures;
    for (int i = 0; i < 1000; ++i) signatures.insert(tokens.token(nonces.next()).substr(16));

    CHECK(signatures.size() == 1000);
}

TEST_CASE("a form counts for its link, for a day", "[links]") {
    const auto at = paris("2025-03-03 09:00");
    const auto form = tokens.form_token("abcdefghijklmnop", at);

    CHECK(tokens.is_form_token(form, "abcdefghijklmnop", at));
    CHECK(tokens.is_form_token(form, "abcdefghijklmnop", paris("2025-03-04 09:00")));
    CHECK_FALSE(tokens.is_form_token(form, "abcdefghijklmnop", paris("2025-03-04 09:00:01")));
    CHECK_FALSE(tokens.is_form_token(form, "abcdefghijklmnop", paris("2025-03-03 08:59")));
    CHECK_FALSE(tokens.is_form_token(form, "ponmlkjihgfedcba", at));
    for (const auto& other : {std::string{}, std::string("."), "9" + form, form + "a", form.substr(1),
                              std::string("99999999999999999999.aaaaaaaaaaaaaaaa"), "-" + form})
        CHECK_FALSE(tokens.is_form_token(other, "abcdefghijklmnop", at));
}

TEST_CASE("secrets are the same or not, whatever their length", "[links]") {
    CHECK(engine::is_same_secret("abc", "abc"));
    CHECK(engine::is_same_secret("", ""));
    CHECK_FALSE(engine::is_same_secret("abc", "abd"));
    CHECK_FALSE(engine::is_same_secret("abc", "ab"));
    CHECK_FALSE(engine::is_same_secret("", "a"));
}

TEST_CASE("a link is open until its last second, and an answer outlasts everything", "[links]") {
    auto link = issued("2025-03-03 09:00");
    CHECK(state_of(link, paris("2025-03-03 09:00")) == LinkState::open);
    CHECK(state_of(link, paris("2025-03-04 09:00")) == LinkState::open);
    CHECK(state_of(link, paris("2025-03-04 09:00:01")) == LinkState::expired);

    link.revoked_at = paris("2025-03-03 10:00");
    CHECK(state_of(link, paris("2025-03-05 09:00")) == LinkState::revoked);
    link.revoked_at.reset();
    link.used_at = paris("2025-03-03 10:00");
    CHECK(state_of(link, paris("2025-03-05 09:00")) == LinkState::used);
}

}  // namespace rexflow::testing
