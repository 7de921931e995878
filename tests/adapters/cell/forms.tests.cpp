#include "adapters/cell/event_form.hpp"
#include "adapters/cell/event_groups.hpp"
#include "adapters/mustache/page_renderer.hpp"
#include "tests/adapters/cell/scraped_form.hpp"
#include "tests/scenarios/stories.hpp"
#include "tests/support/sqlite_data.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// The forms of every event of every workflow, made from the descriptors.
namespace rexflow::testing {

namespace {

using cell::Typed;
using engine::FieldDescriptor;
using engine::FieldKind;
using engine::Locale;
using engine::Payload;

constexpr const char* hostile = "<b>{{x}}</b>{{{y}}}\"'&<script>";

/// A level 3 case with something to refer to for every field that refers, and an action of its own.
class Cases {
public:
    Cases() {
        reach_reporter(office);
        analyse_until_n4(office);
        office.does(first_case, "action_linked",
                    {{"title", "Fiche de liaison (exemple)"}, {"owner", "Paul Modèle"}, {"due", "2025-05-05"}});
    }

    /// Calls `look` with each event of each workflow, its case and a view of it.
    template <typename Look>
    void for_every_event(Locale locale, const Look& look) {
        office.sees([&](const engine::Reader& reader) {
            const cell::Viewpoint view{reader, office.context(),  office.dispatcher(), *reader.find_member(pilot),
                                       locale, office.clock.now()};
            for (const auto* const number : {first_case, "REX-2025-0001/A1"}) {
                const auto file = value_of(cell::open_case(view, *engine::CaseNumber::parse(number)));
                for (const auto& event : file.workflow->events()) look(view, file, event);
            }
            return 0;
        });
    }

    /// A value of a field, as the history spells it; empty where nothing fits.
    [[nodiscard]] std::string sample(const FieldDescriptor& field) {
        switch (field.kind) {
            case FieldKind::text:
                return "L’été, « à midi » & <plus>";
            case FieldKind::long_text:
                return "Première ligne\n  deuxième \"ligne\" {{x}}";
            case FieldKind::choice:
                return std::string(field.choices.back().value);
            case FieldKind::choices:
                return std::string(field.choices.front().value) + "," + std::string(field.choices.back().value);
            case FieldKind::flag:
                return "no";
            case FieldKind::number:
                return "15";
            case FieldKind::day:
                return "2025-03-31";
            case FieldKind::instant:
                return "2025-04-07T10:30:00Z";
            case FieldKind::address:
                return "lea@exemple.example";
            case FieldKind::addresses:
                return "lea@exemple.example,paul@exemple.example";
            case FieldKind::phone:
                return "06 39 98 00 42";
            case FieldKind::member:
                return "member:1";
            case FieldKind::reference:
                if (field.key == "gap" || field.key == "ref") return office.entry(first_case, "gap_added");
                if (field.key == "item") return office.entry(first_case, "chronology_item_added");
                return field.key == "action" ? office.entry(first_case, "action_linked") : "";
            case FieldKind::windows:
                return "tue,thu 12:00-14:00; not wed";
            case FieldKind::file:
                return "";
        }
        return "";
    }

    Office office{"2025-03-03 09:00"};
};

std::string rendered(const cell::Viewpoint& view, engine::PageData page) {
    static const auto renderer = value_of(mustache::make_page_renderer());
    return value_of(renderer->render("cell/form", view.locale, std::move(page)));
}

}  // namespace

TEST_CASE("what stands in the form of any event comes back from the page as it went in", "[cell][forms]") {
    Cases cases;
    int events = 0;
    int fields = 0;
    for (const auto locale : {Locale::fr, Locale::en})
        cases.for_every_event(locale, [&](const auto& view, const auto& file, const auto& event) {
            INFO(file.workflow->name() << " " << event.name);
            const cell::FormSubject subject{view, event, file.row.id, file.history};
            Payload payload;
            for (const auto& field : event.fields)
                if (auto value = cases.sample(field); !value.empty()) payload[std::string(field.key)] = value;

            const auto html = rendered(view, cell::event_form(view, file, event, cell::typed_from(subject, payload)));
            const auto action = cell::address_of(file.row.number) + "/faire/" + std::string(event.name);
            const auto back = cell::read_fields(subject, scraped_form(html, action));

            CHECK(back.payload == payload);
            for (const auto& [key, trouble] : back.troubles) {
                INFO(key);
                CHECK(event.find_field(key)->kind == FieldKind::file);
            }
            ++events;
            fields += static_cast<int>(payload.size());
        });
    CHECK(events == 2 * (28 + 49 + 14));
    CHECK(fields > 300);
}

TEST_CASE("markup and template syntax in any field of any form come out as text", "[cell][forms][hostile]") {
    Cases cases;
    cases.for_every_event(Locale::fr, [&](const auto& view, const auto& file, const auto& event) {
        INFO(event.name);
        Typed typed;
        cell::FormNews news;
        for (const auto& field : event.fields) {
            typed[std::string(field.key)] = hostile;
            news.troubles[std::string(field.key)] = hostile;
        }
        typed["happened_at"] = hostile;
        news.troubles["happened_at"] = hostile;
        news.reasons = {hostile};
        news.has_changed = true;

        const auto html = rendered(view, cell::event_form(view, file, event, typed, news));

        CHECK(html.find("<b>{{x}}") == std::string::npos);
        CHECK(html.find("<script") == std::string::npos);
        CHECK(html.find("{{{y}}}\"") == std::string::npos);
        CHECK(html.find("&lt;b&gt;{{x}}&lt;") != std::string::npos);
    });
}

TEST_CASE("a form says of each field what is missing or not understood, and keeps it", "[cell][forms]") {
    Cases cases;
    cases.for_every_event(Locale::fr, [&](const auto& view, const auto& file, const auto& event) {
        INFO(event.name);
        const cell::FormSubject subject{view, event, file.row.id, file.history};
        const auto blank = cell::read_fields(subject, {});
        for (const auto& field : event.fields)
            CHECK(blank.troubles.contains(field.key) == (field.presence == engine::Presence::required));

        Typed typed;
        for (const auto& field : event.fields) typed[std::string(field.key)] = "?";
        const auto wrong = cell::read_fields(subject, typed);
        for (const auto& field : event.fields) {
            INFO(field.key);
            const bool takes_any =
                field.kind == FieldKind::text || field.kind == FieldKind::long_text || field.kind == FieldKind::phone;
            const bool is_boxes = field.kind == FieldKind::choices;
            CHECK(wrong.troubles.contains(field.key) ==
                  (is_boxes ? field.presence == engine::Presence::required : !takes_any));
        }
    });
}

TEST_CASE("every event a person records is in exactly one group of the case's page, and says what is done",
          "[cell][forms]") {
    const auto workflows = every_workflow();
    for (const auto& workflow : workflows.all())
        for (const auto& event : workflow->events()) {
            INFO(event.name);
            std::ptrdiff_t groups = 0;
            for (const auto& group : cell::event_groups()) groups += std::ranges::count(group.events, event.name);
            CHECK(groups == (cell::is_by_program(event.name) ? 0 : 1));
            CHECK((cell::act_of(event).fr != event.label.fr) == (groups == 1));
        }
}

TEST_CASE("every deadline but the two that ask for nothing in particular leads to an event of its workflow",
          "[cell][forms]") {
    const auto workflows = every_workflow();
    for (const auto& workflow : workflows.all())
        for (const auto& rule : workflow->obligations()) {
            INFO(rule.key);
            const auto event = cell::event_for_duty(rule.key.substr(0, rule.key.find('.')));
            if (rule.key == "inactivity" || rule.key == "collection_stalled")
                CHECK(event.empty());
            else
                CHECK(workflow->find_event(event) != nullptr);
        }
}

TEST_CASE("a moment is typed on the wall clock of the CPTS, in summer and in winter", "[cell][forms]") {
    Office office("2025-03-03 09:00");
    const auto& calendar = office.context().calendar;
    CHECK(engine::to_text(value_of(cell::parse_local_moment("2025-07-14T10:30", calendar))) == "2025-07-14T08:30:00Z");
    CHECK(engine::to_text(value_of(cell::parse_local_moment("2025-01-14T10:30:00", calendar))) ==
          "2025-01-14T09:30:00Z");
    CHECK(cell::local_moment(*engine::parse_instant("2025-07-14T08:30:00Z"), calendar) == "2025-07-14T10:30");
    for (const auto* const wrong : {"", "2025-07-14", "2025-02-30T10:30", "2025-07-14T24:30", "2025-07-14T10:60",
                                    "2025-07-14 10:30", "2025-07-14T1a:30", "2025-07-14T10:30Z"})
        CHECK_FALSE(cell::parse_local_moment(wrong, calendar));
}

TEST_CASE("hours are typed as a person says them, and in the notation", "[cell][forms]") {
    Cases cases;
    cases.for_every_event(Locale::fr, [&](const auto& view, const auto& file, const auto& event) {
        if (event.name != "reporter_details_corrected") return;
        const cell::FormSubject subject{view, event, file.row.id, file.history};
        const auto read = [&](const char* typed) {
            return cell::read_fields(subject, {{"windows", typed}}).payload["windows"];
        };
        CHECK(read("mardi et jeudi entre 12 h et 14 h") == "tue,thu 12:00-14:00");
        CHECK(read("tue,thu 12:00-14:00; not wed") == "tue,thu 12:00-14:00; not wed");
        CHECK(cell::read_fields(subject, {{"windows", "quand les poules auront des dents"}}).troubles.size() == 1);
    });
}

}  // namespace rexflow::testing
