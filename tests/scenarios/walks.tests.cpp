#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <random>
#include <set>

/// Random cases, with a restart after each thing that happens: what is replayed, what is stored and what is queued
/// never differ. A failure prints its seed; `walk(seed)` plays it again.
namespace rexflow::testing {

namespace {

using engine::FieldKind;

constexpr std::array members{coordinator, pilot, colleague};
constexpr std::array people{lea, "paul@officine.example", "dominique@idel.example"};

class Walk {
public:
    Walk(Office& office, unsigned seed) : office_(office), random_(seed) {}

    void begin() {
        const auto taken = office_.mail(Mail().text("Récit " + std::to_string(random_()) + "\r\n"));
        REQUIRE(taken.outcome == engine::Outcome::case_opened);
        number_ = taken.number->text();
    }

    void go_on() {
        const auto before = footprint();
        const auto roll = below(20);
        if (roll < 2) {
            const auto hours = std::chrono::hours(1 + below(70));
            office_.pass_until(paris(office_.clock.now() + hours));
        } else if (roll == 2) {
            const auto letters = office_.outbox(number_);
            const auto& letter = letters[static_cast<std::size_t>(below(static_cast<int>(letters.size())))].letter;
            if (below(2) == 0)
                office_.mail(Mail().text(std::to_string(random_())).answers(letter.message_id));
            else
                office_.takes(bounce_of(letter.message_id, "x@mx.example", "failed", "5.1.1"));
        } else if (!happens()) {
            CHECK(footprint() == before);  // a refusal leaves no trace
        }
        office_.restart();
    }

    /// By whoever is not set aside; false when everybody is.
    bool erase() {
        return std::ranges::any_of(
            members, [&](const char* by) { return office_.tries(number_, "identity_erased", {}, by).has_value(); });
    }

    [[nodiscard]] const std::string& number() const { return number_; }

private:
    int below(int end) { return std::uniform_int_distribution(0, end - 1)(random_); }
    std::string one_of(std::span<const char* const> texts) {
        return texts[static_cast<std::size_t>(below(static_cast<int>(texts.size())))];
    }

    /// How much there is of everything an event leaves behind.
    std::pair<std::size_t, std::size_t> footprint() {
        return office_.sees([&](const engine::Reader& reader) {
            const auto row = reader.find_case(*engine::CaseNumber::parse(number_));
            return std::pair{reader.history(row->id)->size(), reader.outbox_of(row->id).size()};
        });
    }

    /// One event of the case or of one of its actions, mostly one that is on offer.
    bool happens() {
        const bool of_an_action = below(4) == 0;
        const auto [row, history] = office_.sees([&](const engine::Reader& reader) {
            auto chosen = *reader.find_case(*engine::CaseNumber::parse(number_));
            const auto actions = reader.children(chosen.id);
            if (!actions.empty() && of_an_action) chosen = actions.back();
            return std::pair{chosen, reader.history(chosen.id).value()};
        });
        const auto& workflow = *office_.context().workflows.find(row.workflow);
        auto offers = workflow.allowed(history);
        if (below(5) > 0) std::erase_if(offers, [](const engine::Offer& offer) { return !offer.possible; });
        const auto* const form = offers[static_cast<std::size_t>(below(static_cast<int>(offers.size())))].event;
        if (form->name == "identity_erased" || (form->name == "case_dismissed" && below(4) > 0)) return true;

        auto payload = well_filled(*form, static_cast<int>(history.size()));
        if (below(6) == 0) spoil(*form, payload);
        const auto done = office_.tries(row.number.text(), std::string(form->name), payload, one_of(members));
        return done.has_value();
    }

    engine::Payload well_filled(const engine::EventDescriptor& form, int last_seq) {
        engine::Payload payload;
        for (const auto& field : form.fields)
            if (field.presence == engine::Presence::required || below(2) == 0)
                payload[std::string(field.key)] = value(field, last_seq);
        return payload;
    }

    std::string value(const engine::FieldDescriptor& field, int last_seq) {
        const auto choice = [&] {
            return std::string(
                field.choices[static_cast<std::size_t>(below(static_cast<int>(field.choices.size())))].value);
        };
        const auto later = office_.clock.now() + std::chrono::hours(below(24 * 40));
        switch (field.kind) {
            case FieldKind::choice:
                return choice();
            case FieldKind::choices: {
                std::string all;
                for (const auto& each : field.choices) all += (all.empty() ? "" : ",") + std::string(each.value);
                return all;
            }
            case FieldKind::flag:
                return below(3) == 0 ? "no" : "yes";
            case FieldKind::number:
                return std::to_string(below(90));
            case FieldKind::day:
                return engine::to_text(ParisTime().local(later).on);
            case FieldKind::instant:
                return engine::to_text(later);
            case FieldKind::address:
                return one_of(people);
            case FieldKind::addresses:
                return "lea@idel.example,paul@officine.example";
            case FieldKind::phone:
                return "06 39 98 00 42";
            case FieldKind::member:
                return one_of(members);
            case FieldKind::file:
                return "file:recu.pdf\n(exemple)";
            case FieldKind::windows:
                return "tue,thu 12:00-14:00; not wed";
            case FieldKind::reference:
                return std::to_string(1 + below(last_seq));
            case FieldKind::text:
            case FieldKind::long_text:
                return "Texte (exemple)";
        }
        return {};
    }

    void spoil(const engine::EventDescriptor& form, engine::Payload& payload) {
        switch (below(3)) {
            case 0:
                payload["no_such_field"] = "x";
                break;
            case 1:
                if (!payload.empty()) payload.erase(payload.begin());
                break;
            default:
                for (const auto& field : form.fields)
                    if (field.kind != FieldKind::text && field.kind != FieldKind::long_text)
                        payload[std::string(field.key)] = "\x01 not that";
        }
    }

    Office& office_;
    std::mt19937 random_;
    std::string number_;
};

/// Names of letters that were queued in any walk. The office sees to it that they can be rendered.
using Seen = std::set<std::string>;

void walk(Office& office, unsigned seed, int steps, Seen& seen) {
    INFO("seed " << seed);
    Walk walk(office, seed);
    walk.begin();
    for (int step = 0; step < steps; ++step) {
        walk.go_on();
        REQUIRE(office.troubles() == Names{});
    }
    if (seed % 3 == 0 && walk.erase()) {
        office.restart();
        REQUIRE(office.troubles() == Names{});
        for (int step = 0; step < 3; ++step) walk.go_on();
    }
    office.deliver();
    REQUIRE(office.troubles() == Names{});
    for (const auto& row : office.all_letters()) seen.insert(row.letter.name);
}

}  // namespace

TEST_CASE("replayed, stored and queued never differ, whatever happens", "[property]") {
    Seen seen;
    for (unsigned seed = 1; seed <= 200; ++seed) {
        Office office("2025-03-03 09:00");
        walk(office, seed, 20, seen);
    }
    CHECK(seen.size() >= 12);
}

TEST_CASE("replayed, stored and queued never differ on disk either", "[property]") {
    Seen seen;
    Office office("2025-03-03 09:00", on_sqlite());
    for (unsigned seed = 1001; seed <= 1004; ++seed) walk(office, seed, 20, seen);
}

}  // namespace rexflow::testing
