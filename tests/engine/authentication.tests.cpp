#include "engine/authentication.hpp"

#include <catch2/catch.hpp>

using rexflow::engine::is_vouched_for;
using rexflow::engine::read_authentication_results;

namespace {

bool vouched(const std::vector<std::string>& fields) {
    return is_vouched_for(fields, "mx.cpts.example", "cpts.example");
}

}  // namespace

TEST_CASE("a field of authentication results is read with its comments left out", "[authentication]") {
    const auto read = read_authentication_results(
        "MX.cpts.example (our server; \\) x) 1; DKIM=pass (2048-bit; \"quoted\") header.d=CPTS.example "
        "header.b=\"a;b\";\r\n"
        "\tspf/1=fail reason=\"no; never\" smtp.mailfrom=bounce@cpts.example; none");

    CHECK(read.authserv_id == "mx.cpts.example");
    REQUIRE(read.results.size() == 2);
    CHECK(read.results[0].method == "dkim");
    CHECK(read.results[0].result == "pass");
    CHECK(read.results[0].property("header.d") == "cpts.example");
    CHECK(read.results[0].property("header.b") == "a;b");
    CHECK(read.results[1].method == "spf");
    CHECK(read.results[1].result == "fail");
    CHECK(read.results[1].property("smtp.mailfrom") == "bounce@cpts.example");
}

TEST_CASE("the receiving server vouches by DMARC, or by SPF or DKIM of the same domain", "[authentication]") {
    const std::string field =
        GENERATE("mx.cpts.example; dmarc=pass (p=none) header.from=cpts.example",
                 "mx.cpts.example; spf=fail smtp.mailfrom=x.example; dmarc=pass header.from=cpts.example",
                 "mx.cpts.example; spf=pass smtp.mailfrom=pilote@cpts.example",
                 "mx.cpts.example; spf=pass smtp.mailfrom=bounces.cpts.example; dmarc=none",
                 "mx.cpts.example; dkim=fail header.d=cpts.example; dkim=pass header.d=cpts.example",
                 "mx.cpts.example; dkim=pass header.i=@mail.cpts.example");
    INFO(field);

    CHECK(vouched({field}));
}

TEST_CASE("it does not vouch for what failed, for another domain, or in another server's name", "[authentication]") {
    const std::string field = GENERATE(
        "mx.cpts.example; dmarc=fail header.from=cpts.example; spf=pass smtp.mailfrom=cpts.example",
        "mx.cpts.example; dmarc=pass header.from=other.example",
        "mx.cpts.example; spf=pass smtp.mailfrom=other.example",
        "mx.cpts.example; spf=pass smtp.mailfrom=notcpts.example", "mx.cpts.example; spf=pass",
        "mx.cpts.example; dkim=pass header.d=example", "mx.cpts.example; none", "mx.cpts.example", "",
        "mx.cpts.example; x=\"; dmarc=pass header.from=cpts.example\"", "mx.cpts.example; (dmarc=pass) spf=none",
        "mx.other.example; dmarc=pass header.from=cpts.example", "; dmarc=pass");
    INFO(field);

    CHECK_FALSE(vouched({field}));
}

TEST_CASE("a field below the server's own is the sender's word", "[authentication]") {
    CHECK_FALSE(vouched({"mx.cpts.example; dmarc=fail header.from=cpts.example",
                         "mx.cpts.example; dmarc=pass header.from=cpts.example"}));
    CHECK_FALSE(vouched({"mx.cpts.example; none", "mx.cpts.example; spf=pass smtp.mailfrom=cpts.example"}));
    CHECK(vouched({"relay.example; dmarc=fail", "mx.cpts.example; dmarc=pass header.from=cpts.example"}));
}

TEST_CASE("hostile fields are read to the end", "[authentication]") {
    for (const auto* piece : {"(", "\"", "\\", ";", "=", "a=", "=;", "(("}) {
        std::string field = "mx.cpts.example; ";
        for (int i = 0; i < 20'000; ++i) field += piece;
        INFO(piece);
        CHECK_FALSE(vouched({field}));
    }
}
