#include "engine/reading/window_text.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {

namespace {

using engine::Locale;
using engine::reading::parse_window;
using engine::reading::Window;
using namespace std::chrono_literals;

std::string said(std::string_view text, Locale locale) {
    const auto window = parse_window(text);
    return window ? in_words(*window, locale) : "not a window";
}

}  // namespace

TEST_CASE("a window is written in one way, and read back from it", "[window]") {
    Window lunch;
    lunch.days = {std::chrono::Tuesday, std::chrono::Thursday};
    lunch.from = 12h;
    lunch.to = 14h;
    lunch.channel = "sms";
    CHECK(to_text(lunch) == "tue,thu 12:00-14:00 via sms");
    CHECK(parse_window("tue,thu 12:00-14:00 via sms").value() == lunch);

    for (const std::string_view text :
         {"12:00-14:00", "not wed", "not fri 14:00-18:00", "2026-03-12 19:00-21:00", "from 2026-03-24",
          "19:00-24:00 from 2026-03-24", "not from 2026-04-03 until 2026-04-10", "via secretary", "working days",
          "mon,tue,wed,thu,fri,sat,sun", "not 2026-03-11"}) {
        INFO(text);
        REQUIRE(parse_window(text));
        CHECK(to_text(*parse_window(text)) == text);
    }
}

TEST_CASE("what is no window is refused with an example of one", "[window]") {
    for (const std::string_view text : {"",
                                        "not",
                                        " ",
                                        "tuesday",
                                        "tue, thu",
                                        "thu,tue",
                                        "tue,tue",
                                        "14:00-12:00",
                                        "12:00-12:00",
                                        "12:00-24:01",
                                        "12:60-13:00",
                                        "9:00-12:00",
                                        "12:00",
                                        "2026-02-30",
                                        "from",
                                        "from tue",
                                        "via fax",
                                        "not via sms",
                                        "tue  thu",
                                        "tue 12:00-14:00 ",
                                        "12:00-14:00 tue",
                                        "not working days",
                                        "until 2026-03-01 from 2026-02-01",
                                        "via sms via sms",
                                        "tue 2026-03-12"}) {
        INFO(text);
        const auto window = parse_window(text);
        REQUIRE_FALSE(window);
        CHECK(window.error().code == engine::Error::Code::invalid_input);
        CHECK_FALSE(window.error().hint.empty());
    }
}

TEST_CASE("a window is said in French", "[window]") {
    CHECK(said("tue,thu 12:00-14:00", Locale::fr) == "mardi et jeudi, entre 12\u00A0h et 14\u00A0h");
    CHECK(said("12:30-14:00", Locale::fr) == "en semaine, entre 12\u00A0h\u00A030 et 14\u00A0h");
    CHECK(said("not wed", Locale::fr) == "pas le mercredi");
    CHECK(said("not mon,wed", Locale::fr) == "pas le lundi ni le mercredi");
    CHECK(said("not 09:00-12:00", Locale::fr) == "pas entre 9\u00A0h et 12\u00A0h");
    CHECK(said("not fri 14:00-18:00", Locale::fr) == "pas le vendredi, entre 14\u00A0h et 18\u00A0h");
    CHECK(said("mon,tue,wed,thu,fri", Locale::fr) == "du lundi au vendredi");
    CHECK(said("not tue,wed,thu", Locale::fr) == "pas du mardi au jeudi");
    CHECK(said("sat,sun", Locale::fr) == "le week-end");
    CHECK(said("not sat,sun", Locale::fr) == "pas le week-end");
    CHECK(said("mon,tue,wed,thu,fri,sat,sun", Locale::fr) == "tous les jours");
    CHECK(said("mon,wed,fri", Locale::fr) == "lundi, mercredi et vendredi");
    CHECK(said("2026-03-12 19:00-21:00", Locale::fr) == "jeudi 12 mars, entre 19\u00A0h et 21\u00A0h");
    CHECK(said("not 2026-03-12", Locale::fr) == "pas le jeudi 12 mars");
    CHECK(said("from 2026-03-24", Locale::fr) == "à partir du 24 mars");
    CHECK(said("from 2026-04-01", Locale::fr) == "à partir du 1er avril");
    CHECK(said("tue from 2026-03-24", Locale::fr) == "mardi, à partir du 24 mars");
    CHECK(said("until 2026-03-20", Locale::fr) == "jusqu’au 20 mars");
    CHECK(said("not from 2026-04-03 until 2026-04-10", Locale::fr) == "pas du 3 avril au 10 avril");
    CHECK(said("via sms", Locale::fr) == "de préférence par SMS");
    CHECK(said("19:00-21:00 via message", Locale::fr) ==
          "en semaine, entre 19\u00A0h et 21\u00A0h, en laissant un message");
    CHECK(said("via secretary", Locale::fr) == "en passant par le secrétariat");
    CHECK(said("working days", Locale::fr) == "en semaine");
}

TEST_CASE("a window is said in English", "[window]") {
    CHECK(said("tue,thu 12:00-14:00", Locale::en) == "Tuesday and Thursday, between 12:00 and 14:00");
    CHECK(said("not wed", Locale::en) == "not on Wednesday");
    CHECK(said("not mon,wed", Locale::en) == "not on Monday or Wednesday");
    CHECK(said("not tue,wed,thu", Locale::en) == "not Tuesday to Thursday");
    CHECK(said("not sat,sun", Locale::en) == "not at the weekend");
    CHECK(said("not 2026-03-12", Locale::en) == "not on Thursday 12 March");
    CHECK(said("from 2026-03-24", Locale::en) == "from 24 March");
    CHECK(said("working days", Locale::en) == "on weekdays");
    CHECK(said("via message", Locale::en) == "leaving a message");
}

}  // namespace rexflow::testing
