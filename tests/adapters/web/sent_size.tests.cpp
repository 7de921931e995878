#include "adapters/web/compression.hpp"
#include "tests/adapters/web/cell_site.hpp"
#include "tests/scenarios/stories.hpp"

#include <zlib.h>
#include <catch2/catch.hpp>

/// What goes over the line.
namespace rexflow::testing {

namespace {

const Browser::Fields packed{{"Accept-Encoding", "gzip, deflate, br"}};

std::string unpacked(const std::string& bytes) {
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    std::string text(1 << 20, '\0');
    auto source = bytes;
    stream.next_in = reinterpret_cast<Bytef*>(source.data());
    stream.avail_in = static_cast<uInt>(source.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return text;
}

/// The address of a file as a page names it: "/style.css?v=...".
std::string named(const std::string& html, const std::string& path) {
    const auto at = html.find('"' + path);
    REQUIRE(at != std::string::npos);
    return html.substr(at + 1, html.find('"', at + 1) - at - 1);
}

}  // namespace

TEST_CASE("the first page costs less than 60 KiB in all as sent, with style sheet and script", "[web][size]") {
    CellSite site;
    for (int i = 0; i < 40; ++i)
        site.office.mail(Mail().from("Lea Exemple <lea" + std::to_string(i) + "@idel.example>"));
    auto fields = packed;
    fields.emplace_back("Cookie", site.session_of(pilot));

    for (const auto* const path : {"/", "/dossiers", "/dossiers/REX-2025-0001"}) {
        const auto page = site.browser().get(path, fields);
        REQUIRE(page.status == 200);
        REQUIRE(page.fields.at("content-encoding") == "gzip");
        const auto html = unpacked(page.body);
        const auto style = site.browser().get(named(html, "/style.css"), packed);
        const auto script = site.browser().get(named(html, "/live.js"), packed);
        const auto all = page.body.size() + style.body.size() + script.body.size();
        INFO(path << ": " << page.body.size() << " + " << style.body.size() << " + " << script.body.size() << " bytes");
        CHECK(all < 60 * 1024);
        CHECK(all < 24 * 1024);  // as it is today, with some room
    }
}

TEST_CASE("a file whose address names its version is kept for good, another for an hour; known ones are not sent again",
          "[web][size]") {
    CellSite site;
    const auto html = site.browser().get("/connexion").body;
    const auto address = named(html, "/style.css");
    const auto plain = site.browser().get(address);
    const auto small = site.browser().get(address, packed);

    CHECK(plain.fields.at("cache-control") == "public, max-age=31536000, immutable");
    CHECK(plain.fields.at("vary") == "Accept-Encoding");
    CHECK(small.fields.at("content-encoding") == "gzip");
    CHECK(unpacked(small.body) == plain.body);
    CHECK(small.fields.at("etag") != plain.fields.at("etag"));
    CHECK(site.browser().get("/style.css").fields.at("cache-control") == "public, max-age=3600");
    CHECK(site.browser().get("/style.css?v=0000").fields.at("cache-control") == "public, max-age=3600");
    const auto again = site.browser().get(address, {{"If-None-Match", plain.fields.at("etag")}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(site.browser().get("/live.js").fields.at("content-type") == "text/javascript; charset=utf-8");
}

TEST_CASE("who takes no gzip gets none, and no page another site leads to is made smaller", "[web][size]") {
    CellSite site;
    const auto encoding = [&](const std::string& path, const Browser::Fields& fields) {
        const auto page = site.browser().get(path, fields);
        CHECK(page.fields.at("vary") == "Accept-Encoding");
        return page.fields.count("content-encoding");
    };
    const std::string page = "/connexion";
    CHECK(encoding(page, packed) == 1);
    CHECK(encoding(page, {}) == 0);
    CHECK(encoding(page, {{"Accept-Encoding", "br"}}) == 0);
    CHECK(encoding(page, {{"Accept-Encoding", "gzip;q=0, br"}}) == 0);
    CHECK(encoding(page, {{"Accept-Encoding", "br;q=1.0, gzip;q=0.8"}}) == 1);
    auto from = [&](const char* site_name) {
        auto fields = packed;
        fields.emplace_back("Sec-Fetch-Site", site_name);
        return fields;
    };
    CHECK(encoding(page + "?vers=/dossiers", from("cross-site")) == 0);
    CHECK(encoding(page + "?vers=/dossiers", from("same-site")) == 0);
    CHECK(encoding(page + "?vers=/dossiers", from("same-origin")) == 1);
    CHECK(encoding(page + "?vers=/dossiers", packed) == 0);
}

TEST_CASE("pages with the script allow it from here alone", "[web][size]") {
    CellSite site;
    const auto policy = site.browser().get("/connexion").fields.at("content-security-policy");
    CHECK(policy.find("script-src 'self'; connect-src 'self';") != std::string::npos);
    CHECK(policy.find("unsafe") == std::string::npos);
}

}  // namespace rexflow::testing
