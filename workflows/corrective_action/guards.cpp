#include "workflows/corrective_action/definition.hpp"

#include <array>

namespace rexflow::corrective_action {

namespace {

using engine::Configuration;
using engine::Event;
using engine::text_of;

bool is_given(const Event& event, std::string_view key) { return !text_of(event.payload, key).empty(); }

bool owner_and_due(const ActionFacts&, const Configuration&, const Event& event) {
    return is_given(event, "owner") && is_given(event, "due");
}

/// Only a member approves, and never the member who is to carry the action out.
bool another_approves(const ActionFacts& facts, const Configuration&, const Event& event) {
    const auto approver = event.actor.member();
    return approver && approver != facts.owner_member;
}

bool reason(const ActionFacts&, const Configuration&, const Event& event) { return is_given(event, "reason"); }

bool proof_or_statement(const ActionFacts&, const Configuration&, const Event& event) {
    return is_given(event, "proof") || is_given(event, "statement");
}

bool new_due_and_reason(const ActionFacts&, const Configuration&, const Event& event) {
    return is_given(event, "due") && is_given(event, "reason");
}

bool found_effective(const ActionFacts&, const Configuration&, const Event& event) {
    return text_of(event.payload, "outcome") == "effective";
}

bool found_ineffective(const ActionFacts&, const Configuration&, const Event& event) {
    return text_of(event.payload, "outcome") == "ineffective";
}

/// Every condition of this table depends on the form alone: some form always fits.
bool some_form_fits(const ActionFacts&, const Configuration&) { return true; }

constexpr auto all_conditions = std::to_array<engine::Condition<ActionFacts>>({
    {{"owner_and_due_given", {"Indiquez un responsable et une échéance.", "Name an owner and a due date."}},
     owner_and_due,
     some_form_fits},
    {{"approver_is_not_owner",
      {"La validation revient à un membre de la cellule autre que le responsable de l’action.",
       "A member of the cell other than the action’s owner has to approve it."}},
     another_approves,
     some_form_fits},
    {{"reason_given", {"Indiquez le motif.", "Give the reason."}}, reason, some_form_fits},
    {{"proof_or_statement_given",
      {"Joignez une preuve ou décrivez ce qui a été fait.", "Attach a proof or say what was done."}},
     proof_or_statement,
     some_form_fits},
    {{"new_due_and_reason_given",
      {"Indiquez la nouvelle échéance et le motif.", "Give the new due date and the reason."}},
     new_due_and_reason,
     some_form_fits},
    {{"effective", {"L’évaluation doit conclure que l’action est efficace.", "The evaluation must find it effective."}},
     found_effective,
     some_form_fits},
    {{"ineffective",
      {"L’évaluation doit conclure que l’action est inefficace.", "The evaluation must find it ineffective."}},
     found_ineffective,
     some_form_fits},
});

}  // namespace

std::span<const engine::Condition<ActionFacts>> conditions() { return all_conditions; }

}  // namespace rexflow::corrective_action
