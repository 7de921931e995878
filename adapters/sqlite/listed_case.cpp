#include "adapters/sqlite/listed_case.hpp"

#include "adapters/sqlite/case_table.hpp"
#include "adapters/sqlite/codec.hpp"

#include <algorithm>
#include <utility>

namespace rexflow::sqlite {

namespace {

enum Column {
    next_due_at_column = case_table::row_columns + 1,
    next_due_column,
    questions_column,
    column_count,
};

std::int64_t standing_of(const Tools& tools, engine::CaseId id, unsigned levels, const std::string& states) {
    const auto find = [&] {
        return tools.database.number(
            "SELECT standings.id FROM cases JOIN standings ON standings.workflow = cases.workflow "
            "AND standings.levels = ?2 AND standings.states = ?3 WHERE cases.id = ?1",
            id, levels, states);
    };
    if (const auto known = find(); known != 0) return known;
    tools.database.run(
        "INSERT INTO standings (workflow, levels, states) SELECT workflow, ?2, ?3 FROM cases WHERE id = ?1", id, levels,
        states);
    return find();
}

std::vector<engine::QuestionKey> questions_of(std::string_view text) {
    const auto names = decode_names(text);
    std::vector<engine::QuestionKey> questions;
    for (std::size_t place = 0; place + 1 < names.size(); place += 2)
        questions.push_back({names[place], names[place + 1]});
    return questions;
}

}  // namespace

ListColumns list_columns(const Tools& tools, engine::CaseId id, const engine::Situation& situation) {
    const auto& live = situation.obligations;
    const auto first = std::ranges::min_element(
        live, {}, [](const auto& entry) { return std::pair(entry.second.due_at, std::string_view(entry.first)); });
    std::vector<std::string> questions;
    for (const auto& question : situation.questions) {
        questions.emplace_back(question.key);
        questions.push_back(question.about);
    }
    return {standing_of(tools, id, situation.levels, encode(situation.states)),
            first != live.end() ? text_of(first->second.due_at) : std::string(no_due_text),
            first != live.end() ? first->first : std::string(), encode(questions)};
}

void keep_set_asides(const Tools& tools, engine::CaseId id, const std::vector<engine::MemberId>& members) {
    tools.database.run("DELETE FROM case_set_asides WHERE case_id = ?1", id);
    for (const auto member : members)
        tools.database.run("INSERT INTO case_set_asides VALUES (?1, ?2) ON CONFLICT DO NOTHING", id, member);
}

int case_columns() { return column_count; }

engine::ListedCase listed_case(const Query& found, engine::Instant now) {
    engine::ListedCase listed{case_table::row_of(found), {}, false, questions_of(found.text(questions_column))};
    if (!found.text(next_due_column).empty()) {
        listed.next_due = {std::string(found.text(next_due_column)), found.instant(next_due_at_column)};
        listed.late = listed.next_due->at < now;
    }
    return listed;
}

}  // namespace rexflow::sqlite
