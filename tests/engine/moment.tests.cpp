#include "engine/moment.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using rexflow::engine::LocalTime;
using rexflow::engine::read_moment;

namespace {

/// Monday 12 January 2026, 10:00.
constexpr LocalTime monday{2026y / 1 / 12, 10h};

struct Written {
    std::string_view text;
    LocalTime means;
};

}  // namespace

TEST_CASE("a moment is read as people type it", "[moment]") {
    const auto written = GENERATE(values<Written>({
        {"demain 14h", {2026y / 1 / 13, 14h}},
        {"demain à 9 h 30", {2026y / 1 / 13, 9h + 30min}},
        {"Demain", {2026y / 1 / 13, 9h}},
        {"après-demain 8h", {2026y / 1 / 14, 8h}},
        {"aujourd’hui 15:30", {2026y / 1 / 12, 15h + 30min}},
        {"15h", {2026y / 1 / 12, 15h}},
        {"9h", {2026y / 1 / 13, 9h}},
        {"jeudi midi", {2026y / 1 / 15, 12h}},
        {"lundi 8h15", {2026y / 1 / 19, 8h + 15min}},
        {"le 14/01 à 9h", {2026y / 1 / 14, 9h}},
        {"05/01", {2027y / 1 / 5, 9h}},
        {"14/01/2026 17:00", {2026y / 1 / 14, 17h}},
        {"14.01.26 17h", {2026y / 1 / 14, 17h}},
        {"2026-01-14 17:00", {2026y / 1 / 14, 17h}},
        {"mercredi 14 janvier 2026, 9h", {2026y / 1 / 14, 9h}},
        {"1er février", {2026y / 2 / 1, 9h}},
        {"tomorrow at 14:00", {2026y / 1 / 13, 14h}},
        {"on Friday 14:00", {2026y / 1 / 16, 14h}},
    }));
    INFO(written.text);

    CHECK(read_moment(written.text, monday) == written.means);
}

TEST_CASE("what is not surely a moment is none", "[moment]") {
    for (const auto* text : {"", "bientôt", "12", "demain soir", "25h", "14h75", "31/02", "14/13", "2026-02-30",
                             "14h 15h", "le patient", "9h30h", "99999999999999999999"}) {
        INFO(text);
        CHECK_FALSE(read_moment(text, monday));
    }
}
