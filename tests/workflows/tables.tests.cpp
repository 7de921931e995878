#include "engine/diagram.hpp"
#include "workflows/corrective_action/workflow.hpp"
#include "workflows/rex_case/workflow.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace rexflow::testing {

namespace {

std::string text_of_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::unique_ptr<engine::Workflow>> both_workflows() {
    std::vector<std::unique_ptr<engine::Workflow>> both;
    both.push_back(rex_case::make_workflow());
    both.push_back(corrective_action::make_workflow());
    return both;
}

bool is_worded(const engine::Text& text) { return !text.fr.empty() && !text.en.empty(); }

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("the built tables are the published ones, row for row", "[table]") {
    for (const auto& workflow : both_workflows()) {
        const auto file = std::string(workflow->name()) + ".tsv";
        const auto expected = std::filesystem::path(REXFLOW_SOURCE_DIR) / "tests/workflows/expected" / file;

        CHECK(engine::tsv(*workflow) == text_of_file(expected));
    }
}

TEST_CASE("the built tables are those the design was given", "[table]") {
    const auto folder = std::filesystem::path(REXFLOW_SHARED_DIR) / "workflow";
    if (!std::filesystem::exists(folder)) {
        WARN("skipped: the design's folder is not there");
        return;
    }
    for (const auto& workflow : both_workflows())
        CHECK(engine::tsv(*workflow) == text_of_file(folder / (std::string(workflow->name()) + ".tsv")));
}

TEST_CASE("a case has 72 rows, 28 steps and 29 states", "[table]") {
    const auto workflow = rex_case::make_workflow();

    std::size_t states = 0;
    for (const auto& region : workflow->regions()) states += region.states.size();
    CHECK(workflow->table().size() == 72);
    CHECK(std::ranges::count(workflow->events(), engine::EventKind::step, &engine::EventDescriptor::kind) == 28);
    CHECK(states == 29);
}

TEST_CASE("every guard of a table says in both languages what is missing", "[guard]") {
    for (const auto& workflow : both_workflows()) {
        std::set<std::string_view> described;
        for (const auto& guard : workflow->guards()) {
            INFO(guard.name);
            CHECK(is_worded(guard.missing));
            CHECK(guard.missing.fr != guard.missing.en);
            CHECK(described.insert(guard.name).second);
        }
        std::set<std::string_view> used;
        for (const auto& row : workflow->table())
            if (!row.guard.empty()) used.insert(row.guard);
        CHECK(described == used);
    }
}

TEST_CASE("every event of a table has a form with labels in both languages", "[event]") {
    for (const auto& workflow : both_workflows()) {
        for (const auto& row : workflow->table()) REQUIRE(workflow->find_event(row.event) != nullptr);
        std::set<std::string_view> names;
        for (const auto& event : workflow->events()) {
            INFO(event.name);
            CHECK(names.insert(event.name).second);
            CHECK(is_worded(event.label));
            std::set<std::string_view> keys;
            for (const auto& field : event.fields) {
                INFO(field.key);
                CHECK(keys.insert(field.key).second);
                CHECK(is_worded(field.label));
                const bool chooses =
                    field.kind == engine::FieldKind::choice || field.kind == engine::FieldKind::choices;
                CHECK(chooses == !field.choices.empty());
                for (const auto& choice : field.choices) CHECK(is_worded(choice.label));
            }
        }
    }
}

TEST_CASE("contact details and free texts never stay in the history in clear", "[event][privacy]") {
    using engine::FieldKind;
    // Codes written by the program or read on an official receipt.
    const std::set<std::string_view> codes{"number",       "letter", "to",         "status",
                                           "duplicate_of", "case",   "profession", "reading_reason"};
    for (const auto& workflow : both_workflows())
        for (const auto& event : workflow->events())
            for (const auto& field : event.fields) {
                INFO(event.name << " " << field.key);
                const bool names_people = field.kind == FieldKind::address || field.kind == FieldKind::addresses ||
                                          field.kind == FieldKind::phone || field.kind == FieldKind::file;
                const bool is_free = field.kind == FieldKind::text || field.kind == FieldKind::long_text;
                if (names_people) CHECK(field.privacy == engine::Privacy::identity);
                if (is_free && !codes.contains(field.key)) CHECK(field.privacy != engine::Privacy::open);
            }
}

TEST_CASE("the rows of the policy have different keys", "[obligation]") {
    for (const auto& workflow : both_workflows()) {
        std::set<std::string_view> keys;
        for (const auto& rule : workflow->obligations()) CHECK(keys.insert(rule.key).second);
        CHECK(!keys.empty());
    }
}

TEST_CASE("a diagram shows every row of its table", "[diagram]") {
    for (const auto& workflow : both_workflows()) {
        const auto rows = workflow->table().size();

        CHECK(count_of(engine::table(*workflow), "\n") == rows + 1);
        CHECK(count_of(engine::mermaid(*workflow), " --> ") == rows + workflow->regions().size());
        CHECK(count_of(engine::dot(*workflow), " -> ") == rows);
    }
}

TEST_CASE("a drawing names every state and marks those of the case", "[diagram]") {
    const auto workflow = rex_case::make_workflow();

    const auto plain = engine::svg(*workflow);
    const auto marked = engine::svg(*workflow, workflow->replay({}).value(), engine::Locale::en);

    for (const auto& region : workflow->regions())
        for (const auto& state : region.states) CHECK(plain.find(state.label.fr) != std::string::npos);
    CHECK(plain.find("<title>rex_case</title>") != std::string::npos);
    CHECK(count_of(plain, "state here") == 0);
    CHECK(count_of(marked, "state here") == 3);
    CHECK(marked.find("New case") != std::string::npos);
}

}  // namespace rexflow::testing
