#include "adapters/api/json_body.hpp"
#include "adapters/api/json_schema.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {

namespace {

using api::Json;

bool fits(const char* schema, const char* value) {
    return api::misfit(Json::object(), Json::parse(schema), Json::parse(value)).empty();
}

}  // namespace

TEST_CASE("a schema is held against values word by word", "[api][schema]") {
    CHECK(fits(R"({"type": "integer", "minimum": 1, "maximum": 3})", "3"));
    CHECK(!fits(R"({"type": "integer", "minimum": 1, "maximum": 3})", "4"));
    CHECK(!fits(R"({"type": "integer"})", "1.5"));
    CHECK(fits(R"({"type": ["string", "null"], "maxLength": 2})", "\"éà\""));
    CHECK(!fits(R"({"type": ["string", "null"], "maxLength": 2})", "\"éàü\""));
    CHECK(fits(R"({"type": ["string", "null"]})", "null"));
    CHECK(!fits(R"({"enum": ["step", "fact"]})", "\"other\""));
    CHECK(!fits(R"({"type": "array", "items": {"type": "string"}, "maxItems": 1})", R"(["a", "b"])"));
    CHECK(!fits(R"({"type": "array", "items": {"type": "string"}})", R"(["a", 1])"));
    CHECK(!fits(R"({"required": ["a"]})", "{}"));
    CHECK(!fits(R"({"properties": {"a": {}}, "additionalProperties": false})", R"({"b": 1})"));
    CHECK(!fits(R"({"additionalProperties": {"type": "string"}})", R"({"b": 1})"));
    CHECK(fits(R"({"anyOf": [{"type": "null"}, {"type": "integer"}]})", "1"));
    CHECK(!fits(R"({"anyOf": [{"type": "null"}, {"type": "integer"}]})", "\"1\""));
    CHECK(!fits(R"({"pattern": "a"})", "\"a\""));  // a word nobody checks is no check
}

TEST_CASE("what does not fit is named by its place and never repeated", "[api][schema]") {
    const auto schema = Json::parse(R"({"properties": {"a": {"items": {"type": "string"}}}})");

    CHECK(api::misfit({}, schema, Json::parse(R"({"a": ["x", 5]})")) == "/a/1: is of another type");
}

TEST_CASE("bytes come out of base64 as they went in, and nothing else is taken", "[api]") {
    CHECK(api::from_base64("") == "");
    CHECK(api::from_base64("Zg==") == "f");
    CHECK(api::from_base64("Zm8=") == "fo");
    CHECK(api::from_base64("Zm9vYmFy") == "foobar");
    CHECK(api::from_base64("/+8A") == std::string("\xff\xef\x00", 3));
    for (const auto* const text : {"", "Zg==", "Zm8=", "Zm9vYmFy", "/+8A"})
        CHECK(api::to_base64(api::from_base64(text).value()) == text);
    for (const auto* const bad : {"Zg", "Zg=", "Z===", "Zm9v\n", "Zm-v", "Zg==Zg=="}) CHECK(!api::from_base64(bad));
}

}  // namespace rexflow::testing
