#include "workflows/corrective_action/definition.hpp"

#include <array>

namespace rexflow::corrective_action {

namespace {

using engine::AnswerDescriptor;
using Names = std::string_view;

/// The table asks for a proof or a statement; the owner's word is one.
constexpr auto their_word = std::to_array<engine::PresetField>(
    {{"statement",
      {"Le responsable de l’action a répondu « c’est fait » à la lettre qui le lui demandait.",
       "The owner of the action answered “it is done” to the letter that asked."}}});

constexpr auto done_fields = std::to_array<Names>({"statement"});
constexpr auto delay_fields = std::to_array<Names>({"due", "reason"});
constexpr auto letters = std::to_array<Names>({"action_assigned", "action_reminded", "action_overdue"});
constexpr auto answers = std::to_array<AnswerDescriptor>({
    {"done", "link_done", "action_done", their_word, done_fields},
    {"delay", "link_delay", "delay_asked", {}, delay_fields},
});

/// An action that is put off is still the same: what an earlier letter asked can still be answered.
constexpr auto all_questions = std::to_array<engine::QuestionDescriptor>({
    {.name = "action",
     .asked = engine::Role::owner,
     .obligation = "implementation",
     .when_asked_anew = engine::OldLinks::kept,
     .letters = letters,
     .answers = answers},
});

}  // namespace

std::span<const engine::QuestionDescriptor> questions() { return all_questions; }

}  // namespace rexflow::corrective_action
