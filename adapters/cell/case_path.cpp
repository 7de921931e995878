#include "adapters/cell/case_path.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace rexflow::cell {

namespace {

using engine::Text;
using States = std::span<const std::string_view>;

/// A stretch of a process: the states of its first region that belong to it.
struct Stage {
    std::string_view workflow;
    Text label;
    States states;
    int level = 0;  ///< the level it stands for; 0: every case goes through it
};

constexpr auto collecting = std::to_array<std::string_view>({"new_case", "received", "contacting", "collecting"});
constexpr auto oriented = std::to_array<std::string_view>({"awaiting_follow_up"});
constexpr auto together = std::to_array<std::string_view>(
    {"n1_collecting_data", "n2_chronology", "n3_gaps_and_factors", "n4_action_plan", "n5_satisfaction", "n6_report"});
constexpr auto ending = std::to_array<std::string_view>({"concluding", "closed", "dismissed"});
constexpr auto decided = std::to_array<std::string_view>({"new_action", "proposed"});
constexpr auto approved = std::to_array<std::string_view>({"approved"});
constexpr auto in_progress = std::to_array<std::string_view>({"in_progress"});
constexpr auto done = std::to_array<std::string_view>({"done"});
constexpr auto evaluated =
    std::to_array<std::string_view>({"evaluated_effective", "evaluated_ineffective", "abandoned"});

constexpr std::array stages{
    Stage{"rex_case", {"1. Recueil", "1. Collecting"}, collecting},
    Stage{"rex_case", {"2. Orientation", "2. Orientation"}, oriented, 2},
    Stage{"rex_case", {"3. Réunion", "3. Meeting"}, together, 3},
    Stage{"rex_case", {"Conclusion", "Conclusion"}, ending},
    Stage{"corrective_action", {"Proposée", "Proposed"}, decided},
    Stage{"corrective_action", {"Validée", "Approved"}, approved},
    Stage{"corrective_action", {"En cours", "In progress"}, in_progress},
    Stage{"corrective_action", {"Réalisée", "Done"}, done},
    Stage{"corrective_action", {"Évaluée", "Evaluated"}, evaluated},
};

bool holds(const Stage& stage, std::string_view state) {
    return std::ranges::find(stage.states, state) != stage.states.end();
}

bool was_reached(const Stage& stage, unsigned levels) {
    return stage.level == 0 || (levels >> (stage.level - 1) & 1U) != 0;
}

/// The state, where its name says more than the stage's.
std::string note_of(const Viewpoint& view, const CaseFile& file, const Stage& stage) {
    auto state = view.words().state(file.row, 0);
    return state == view.in(stage.label) ? view.in({"en cours", "under way"}) : std::move(state);
}

}  // namespace

void add_path(engine::PageData& page, const Viewpoint& view, const CaseFile& file) {
    const auto state = file.row.states.empty() ? std::string{} : file.row.states.front();
    bool is_before = std::ranges::any_of(
        stages, [&](const Stage& stage) { return stage.workflow == file.row.workflow && holds(stage, state); });
    for (const auto& stage : stages) {
        if (stage.workflow != file.row.workflow) continue;
        const bool is_now = holds(stage, state);
        if (is_now) is_before = false;
        const bool reached = was_reached(stage, file.row.levels);
        auto& item = page.add("path");
        item.values = {{"stage", view.in(stage.label)},
                       {"stage_note", is_now ? note_of(view, file, stage) : std::string{}},
                       {"is_now", is_now ? "yes" : ""},
                       {"is_past", is_before && reached ? "yes" : ""},
                       {"is_skipped", is_before && !reached ? "yes" : ""},
                       {"is_maybe", !is_before && !is_now && stage.level != 0 ? "yes" : ""}};
    }
}

}  // namespace rexflow::cell
