#include "adapters/web/form.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {

namespace {

using engine::Payload;
using web::parse_form;

}  // namespace

TEST_CASE("a form is read as browsers write it", "[web]") {
    CHECK(*parse_form("answer=resolved&note=Merci+%C3%A0+tous%21") ==
          Payload{{"answer", "resolved"}, {"note", "Merci à tous!"}});
    CHECK(*parse_form("note=a%0D%0Ab%0D%0A++") == Payload{{"note", "a\nb"}});
    CHECK(*parse_form("a=&b&c=1=2") == Payload{{"a", ""}, {"b", ""}, {"c", "1=2"}});
    CHECK(parse_form("")->empty());
    CHECK(*parse_form("&&a=1&") == Payload{{"a", "1"}});
}

TEST_CASE("a form that no page of ours sends is refused", "[web]") {
    for (const auto* const body : {"a=%", "a=%4", "a=%GG", "a=%-1", "a=%00", "a=%07", "a=1&a=2", "a=%C3", "a=%E9t%E9",
                                   "a=%C0%AF", "a=%ED%A0%80", "a=%F4%90%80%80", "a=%F0%80%80%80", "%FF=1"}) {
        INFO(body);
        CHECK(parse_form(body).error().code == engine::Error::Code::invalid_input);
    }
    std::string many;
    for (std::size_t i = 0; i <= web::most_form_fields; ++i) many += "f" + std::to_string(i) + "=1&";
    CHECK_FALSE(parse_form(many));
}

}  // namespace rexflow::testing
