#include "workflows/rex_case/definition.hpp"

#include <array>

/// What letters ask of people outside, and what their answers become.
namespace rexflow::rex_case {

namespace {

using engine::AnswerDescriptor;
using engine::PresetField;
using engine::Role;
using Names = std::string_view;

constexpr PresetField code(std::string_view key, std::string_view value) { return {key, {value, value}}; }

constexpr auto note = std::to_array<Names>({"note"});

constexpr auto resolved = std::to_array({code("answer", "resolved")});
constexpr auto unresolved = std::to_array({code("answer", "unresolved")});
constexpr auto follow_up_letters = std::to_array<Names>({"follow_up_asked"});
constexpr auto follow_up_answers = std::to_array<AnswerDescriptor>({
    {"resolved", "link_resolved", "follow_up_answered", resolved, note},
    {"unresolved", "link_unresolved", "follow_up_answered", unresolved, note},
});

constexpr auto present = std::to_array({code("answer", "present")});
constexpr auto absent = std::to_array({code("answer", "absent")});
constexpr auto meeting_letters = std::to_array<Names>({"meeting_invited", "meeting_reminded"});
constexpr auto meeting_answers = std::to_array<AnswerDescriptor>({
    {"present", "link_present", "attendance_announced", present, note},
    {"absent", "link_absent", "attendance_announced", absent, note},
});

constexpr auto opinion =
    std::to_array<Names>({"listening", "delay", "usefulness", "practice", "actions", "recommended", "solved", "text"});
constexpr auto survey_letters = std::to_array<Names>({"survey_invited", "survey_reminded"});
constexpr auto survey_answers = std::to_array<AnswerDescriptor>({
    {"given", "link", "survey_answered", {}, opinion},
});

// Nothing is asked, and no obligation ends it: the page behind the link tells until the link expires.
constexpr auto outcome_letters = std::to_array<Names>({"outcome_told"});
constexpr auto report_letters = std::to_array<Names>({"report_told"});

constexpr auto all_questions = std::to_array<engine::QuestionDescriptor>({
    {.name = "follow_up",
     .asked = Role::reporter,
     .obligation = "orientation_follow_up",
     .letters = follow_up_letters,
     .answers = follow_up_answers},
    {.name = "meeting",
     .asked = Role::participants,
     .obligation = "meeting",
     .address_field = "address",
     .letters = meeting_letters,
     .answers = meeting_answers},
    {.name = "survey",
     .asked = Role::participants,
     .obligation = "survey",
     .address_field = "address",
     .letters = survey_letters,
     .answers = survey_answers},
    {.name = "outcome", .asked = Role::reporter, .obligation = {}, .letters = outcome_letters},
    {.name = "report", .asked = Role::reporter, .obligation = {}, .letters = report_letters},
});

}  // namespace

std::span<const engine::QuestionDescriptor> questions() { return all_questions; }

}  // namespace rexflow::rex_case
