#pragma once

#include "engine/event.hpp"

/// Fields that several events share, and the words forms are written in.
namespace rexflow::rex_case {

using engine::FieldDescriptor;
using engine::FieldKind;

[[nodiscard]] constexpr FieldDescriptor required(FieldDescriptor field) {
    field.presence = engine::Presence::required;
    return field;
}

/// Free text that carries the lesson and survives the erasure of the people.
[[nodiscard]] constexpr FieldDescriptor narrative(FieldDescriptor field) {
    field.privacy = engine::Privacy::narrative;
    return field;
}

/// Names, contact details, a sender's words, and texts likely to name somebody.
[[nodiscard]] constexpr FieldDescriptor identity(FieldDescriptor field) {
    field.privacy = engine::Privacy::identity;
    return field;
}

[[nodiscard]] constexpr FieldDescriptor one_of(FieldDescriptor field, std::span<const engine::Choice> choices) {
    field.choices = choices;
    return field;
}

inline constexpr auto note = identity({"note", FieldKind::long_text, {"Note", "Note"}});
/// Names nobody, and stays when the people of a case are gone.
inline constexpr auto erasure_fields = std::to_array<FieldDescriptor>({narrative(note)});
inline constexpr auto reason = required(narrative({"reason", FieldKind::long_text, {"Motif", "Reason"}}));
inline constexpr auto name = identity({"name", FieldKind::text, {"Nom et prénom", "Name"}});
inline constexpr auto address = identity({"address", FieldKind::address, {"Adresse de courriel", "E-mail address"}});
inline constexpr auto phone = identity({"phone", FieldKind::phone, {"Téléphone", "Phone"}});
inline constexpr auto windows =
    FieldDescriptor{"windows", FieldKind::windows, {"Plages où le joindre", "Windows when they can be reached"}};
inline constexpr auto message = FieldDescriptor{"message", FieldKind::number, {"Message enregistré", "Stored message"}};
inline constexpr auto pilot = required({"pilot", FieldKind::member, {"Pilote", "Pilot"}});
inline constexpr auto step_due =
    FieldDescriptor{"due", FieldKind::day, {"Étape à terminer avant le", "Step to be completed by"}};
inline constexpr auto minutes_spent =
    FieldDescriptor{"minutes", FieldKind::number, {"Temps passé (minutes)", "Time spent (minutes)"}};

}  // namespace rexflow::rex_case
