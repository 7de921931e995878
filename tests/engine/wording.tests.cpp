#include "engine/wording.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;
using engine::Day;
using engine::Locale;
using engine::LocalTime;

constexpr Day tuesday{2026y / std::chrono::November / 24};

}  // namespace

TEST_CASE("a day is said with its weekday and month, in the language of the person", "[wording]") {
    CHECK(engine::day_in_words(tuesday, Locale::fr) == "mardi 24 novembre 2026");
    CHECK(engine::day_in_words(tuesday, Locale::en) == "Tuesday 24 November 2026");
    CHECK(engine::day_in_words(2026y / std::chrono::August / 30, Locale::fr) == "dimanche 30 août 2026");
    CHECK(engine::day_in_words(2027y / std::chrono::February / 6, Locale::fr) == "samedi 6 février 2027");
}

TEST_CASE("the first of a month is \"1er\" in French only", "[wording]") {
    const Day first = 2026y / std::chrono::March / 1;

    CHECK(engine::day_in_words(first, Locale::fr) == "dimanche 1er mars 2026");
    CHECK(engine::day_in_words(first, Locale::en) == "Sunday 1 March 2026");
    CHECK(engine::day_in_words(2026y / std::chrono::December / 31, Locale::fr) == "jeudi 31 décembre 2026");
}

TEST_CASE("a day that does not exist stays as digits", "[wording]") {
    CHECK(engine::day_in_words(2026y / std::chrono::February / 30, Locale::fr) == "2026-02-30");
}

TEST_CASE("a moment is a day and an hour that no line break can part", "[wording]") {
    CHECK(engine::moment_in_words({tuesday, 12h + 30min}, Locale::fr) == "mardi 24 novembre 2026 à 12\u00A0h\u00A030");
    CHECK(engine::moment_in_words({tuesday, 12h + 30min}, Locale::en) == "Tuesday 24 November 2026 at 12:30");
    CHECK(engine::moment_in_words({tuesday, 9h + 5min + 59s}, Locale::fr) ==
          "mardi 24 novembre 2026 à 9\u00A0h\u00A005");
}

TEST_CASE("an hour without minutes is said short in French", "[wording]") {
    CHECK(engine::moment_in_words({tuesday, 9h}, Locale::fr) == "mardi 24 novembre 2026 à 9\u00A0h");
    CHECK(engine::moment_in_words({tuesday, 0h}, Locale::fr) == "mardi 24 novembre 2026 à 0\u00A0h");
    CHECK(engine::moment_in_words({tuesday, 9h}, Locale::en) == "Tuesday 24 November 2026 at 9:00");
}

TEST_CASE("a distance in days is said as people say it", "[wording]") {
    CHECK(engine::days_in_words(3, Locale::fr) == "dans 3 jours");
    CHECK(engine::days_in_words(1, Locale::fr) == "demain");
    CHECK(engine::days_in_words(0, Locale::fr) == "aujourd’hui");
    CHECK(engine::days_in_words(-1, Locale::fr) == "hier");
    CHECK(engine::days_in_words(-2, Locale::fr) == "il y a 2 jours");
    CHECK(engine::days_in_words(3, Locale::en) == "in 3 days");
    CHECK(engine::days_in_words(1, Locale::en) == "tomorrow");
    CHECK(engine::days_in_words(0, Locale::en) == "today");
    CHECK(engine::days_in_words(-1, Locale::en) == "yesterday");
    CHECK(engine::days_in_words(-2, Locale::en) == "2 days ago");
}

}  // namespace rexflow::testing
