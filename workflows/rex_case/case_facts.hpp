#pragma once

#include "engine/event.hpp"
#include "workflows/rex_case/model.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace rexflow::rex_case {

/// Something the analysis of level 3 collects; later entries refer to it by its `seq`.
enum class ItemKind { source, interview, chronology, gap, factor, barrier };

struct Item {
    int seq = 0;
    ItemKind kind = ItemKind::source;
    int belongs_to = 0;  ///< of a factor: the seq of its gap
};

/// How far the level-3 analysis of a case counts for its closing.
enum class Analysis {
    never,       ///< level 3 was not reached
    running,     ///< reached, and n6 not completed since the last reopening
    called_off,  ///< the last word is that no meeting is needed
    completed,   ///< n6 completed after the last reopening
};

/// How the reporter learnt the outcome.
enum class Feedback {
    none,
    left,     ///< on the page behind the receipt code: told once it is read
    told,     ///< by call or at a meeting, or read
    on_page,  ///< by the outcome letter: taken back if it bounces
    declined,
    impossible,
};

enum class Survey { none, open, closed };
enum class Report { none, drafted, approved };

/// The three questions of every level; the fourth (what changed) is offered and never asked for.
enum QuestionBits : unsigned { what_happened = 1, why = 2, what_learned = 4 };

/// Everything guards, acceptance rules and duties remember of a case. Folded from the history and nothing else.
/// Private texts are never here: a history may hold vault references in their place.
struct CaseFacts {
    unsigned levels = 0;  ///< bit n-1: level n was reached
    std::optional<engine::MemberId> pilot;
    std::vector<engine::MemberId> set_aside;
    std::string windows;            ///< when the reporter can be called, in the notation of reading::to_text
    bool assessed_at_once = false;  ///< extra-CPTS or urgent: severity is to be assessed before the call

    std::vector<std::chrono::sys_days> attempt_days;  ///< different UTC days on which nobody was reached
    bool withdrawal_asked = false;

    std::vector<Item> items;
    bool no_gap_justified = false;
    bool meeting_held = false;
    bool minutes_recorded = false;
    int linked_actions = 0;
    std::vector<int> open_actions;  ///< seq of the action_linked whose action has not ended
    bool no_action_justified = false;
    Survey survey = Survey::none;
    Report report = Report::none;
    engine::Actor report_author;
    Analysis analysis = Analysis::never;

    unsigned questions = 0;  ///< QuestionBits
    Feedback feedback = Feedback::none;
    bool has_receipt = false;       ///< the report came by the public page: its author holds a receipt code
    bool has_address = false;       ///< a mail address of the reporter is known
    bool waits_for_reader = false;  ///< something was left for the holder of the code and is not read yet
    bool patient_informed = false;

    std::string waiting_reply;                ///< message that came to a case at rest and nobody has answered; "12"
    std::vector<std::string> offered_splits;  ///< messages that seem to be about another matter
    std::vector<std::string> offered_links;   ///< numbers of cases that seem to be about the same event

    engine::Actor sheet_author;
    engine::Actor first_reader;
    bool erased = false;

    /// An attempt of its day, UTC: "different days" needs no more than that.
    void add_attempt(engine::Instant at);
    [[nodiscard]] bool has(ItemKind kind) const { return count(kind) > 0; }
    [[nodiscard]] std::ptrdiff_t count(ItemKind kind) const;
    [[nodiscard]] const Item* find_item(int seq) const;
    [[nodiscard]] bool every_gap_has_a_factor() const;
    [[nodiscard]] bool is_set_aside(std::optional<engine::MemberId> member) const;
    /// By whatever way, or nothing can be told.
    [[nodiscard]] bool is_told() const { return feedback != Feedback::none && feedback != Feedback::left; }
    [[nodiscard]] bool has_level(int level) const { return (levels >> (level - 1) & 1U) != 0; }
};

/// The number in a reference field; 0, which no event has, where there is none.
[[nodiscard]] int seq_of(std::string_view reference);

}  // namespace rexflow::rex_case
