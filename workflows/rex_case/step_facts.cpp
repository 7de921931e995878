#include "workflows/rex_case/definition.hpp"

#include <array>

namespace rexflow::rex_case {

namespace {

using engine::in;
using engine::Passage;
using engine::StateRef;

struct LevelGate {
    StateRef entering;
    int level;
};

/// Levels are an add-only set.
constexpr auto gates = std::to_array<LevelGate>({
    {in(Handling::contacting), 1},
    {in(Handling::awaiting_follow_up), 2},
    {in(Handling::n1_collecting_data), 3},
    {in(Declaration::part1_due), 4},
});

void count_attempt(CaseFacts& facts, const Passage& passage) {
    const auto outcome = passage.field("outcome");
    if (outcome == "no_answer" || outcome == "call_back_later" || outcome == "unreachable")
        facts.add_attempt(passage.event.occurred_at);
}

/// "n6 completed after the last reopening": whatever takes the conclusion back asks for N6 again, which is one step
/// away from `concluding` (step_reopened, then step_completed). That is a case reopened by a person or by a severity
/// that became serious, a case reconsidered, and a step reopened. An analysis that was called off stays called off
/// until a meeting is called or N6 is opened again.
void follow_analysis(CaseFacts& facts, const Passage& passage) {
    const auto before = handling(passage.before);
    const auto after = handling(passage.after);
    if (before == after) return;
    const bool taken_back = before == Handling::closed || passage.event.type == "case_reconsidered";
    if (is_level_3(after))
        facts.analysis = Analysis::running;
    else if (passage.event.type == "meeting_called_off")
        facts.analysis = Analysis::called_off;
    else if (before == Handling::n6_report && after == Handling::concluding)
        facts.analysis = Analysis::completed;
    else if (taken_back && facts.analysis == Analysis::completed)
        facts.analysis = Analysis::running;
}

void remember_report(CaseFacts& facts, const Passage& passage) {
    facts.windows = passage.field("windows");
    facts.has_receipt = passage.field("channel") == "web";
    facts.has_address = !passage.field("address").empty();
    facts.assessed_at_once = passage.field("scope") == "extra" || passage.field("urgent") == "yes";
}

void remember_pilot(CaseFacts& facts, const Passage& passage) {
    facts.pilot = engine::Actor{std::string(passage.field("pilot"))}.member();
}

/// A sheet submitted again is read again from the start.
void remember_author(CaseFacts& facts, const Passage& passage) {
    facts.sheet_author = passage.event.actor;
    facts.first_reader = {};
}

void remember_reader(CaseFacts& facts, const Passage& passage) {
    if (passage.enters(in(Sharing::second_reading))) facts.first_reader = passage.event.actor;
}

struct StepFold {
    std::string_view event;
    void (*fold)(CaseFacts&, const Passage&);
};

constexpr auto folds = std::to_array<StepFold>({
    {"report_received", remember_report},
    {"taken_in_charge", remember_pilot},
    {"call_logged", count_attempt},
    {"follow_up_recorded", count_attempt},
    {"sheet_submitted", remember_author},
    {"reading_done", remember_reader},
    {"case_reopened", [](CaseFacts& facts, const Passage&) { facts.waiting_reply.clear(); }},
});

}  // namespace

void fold_step(CaseFacts& facts, const Passage& passage) {
    for (const auto& gate : gates)
        if (passage.enters(gate.entering)) facts.levels |= 1U << (gate.level - 1);
    follow_analysis(facts, passage);
    for (const auto& fold : folds)
        if (fold.event == passage.event.type) fold.fold(facts, passage);
}

}  // namespace rexflow::rex_case
