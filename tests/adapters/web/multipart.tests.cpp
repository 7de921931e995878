#include "adapters/web/multipart.hpp"

#include <catch2/catch.hpp>

namespace rexflow::web {

namespace {

constexpr const char* content_type = "multipart/form-data; boundary=x";

std::string part(const std::string& disposition, const std::string& content) {
    return "--x\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}

}  // namespace

TEST_CASE("the texts of an upload are read as those of any form", "[web][multipart]") {
    const auto form = parse_multipart(content_type, part("name=\"note\"", " Été\r\nligne ") + "--x--\r\n");
    REQUIRE(form);
    CHECK(form->at("note") == "Été\nligne");
}

TEST_CASE("a file keeps every byte, and loses the folders of its name", "[web][multipart]") {
    const std::string bytes("\0\r\n--y\xff\r\n", 9);
    const auto form =
        parse_multipart(content_type, part("name=\"file\"; filename=\"a/b\\recu.pdf\"", bytes) + "--x--\r\n");
    REQUIRE(form);
    CHECK(form->at("file") == "file:recu.pdf\n" + bytes);
}

TEST_CASE("a file that was not chosen is empty", "[web][multipart]") {
    const auto form = parse_multipart(content_type, part("name=\"file\"; filename=\"\"", "") + "--x--\r\n");
    REQUIRE(form);
    CHECK(form->at("file").empty());
}

TEST_CASE("an upload that is badly written is refused", "[web][multipart][hostile]") {
    const auto good = part("name=\"a\"", "1");
    for (const auto& body : {std::string{}, std::string("--x"), std::string("--x\r\n"), good, good + "--y--",
                             std::string("--x\r\nnothing\r\n--x--"), part("name=\"a\"", "\xff") + "--x--",
                             part("name=\"a\"", std::string(1, '\0')) + "--x--", good + good + "--x--",
                             part("nothing", "1") + "--x--", part("name=\"a\"; filename=\"b\nc\"", "1") + "--x--"}) {
        INFO(body);
        CHECK_FALSE(parse_multipart(content_type, body));
    }
    CHECK_FALSE(parse_multipart("multipart/form-data", good + "--x--"));
    std::string many;
    for (int i = 0; i < 65; ++i) many += part("name=\"" + std::to_string(i) + "\"", "1");
    CHECK_FALSE(parse_multipart(content_type, many + "--x--"));
}

}  // namespace rexflow::web
