#include "workflows/corrective_action/definition.hpp"

#include <array>

namespace rexflow::corrective_action {

namespace {

using engine::Choice;
using engine::EventDescriptor;
using engine::EventKind;
using engine::FieldDescriptor;
using engine::FieldKind;
using engine::Presence;
using engine::Privacy;
using engine::StateDescriptor;

constexpr auto states = std::to_array<StateDescriptor>({
    {"new_action", {"Nouvelle action", "New action"}},
    {"proposed", {"Proposée", "Proposed"}},
    {"approved", {"Validée", "Approved"}},
    {"in_progress", {"En cours", "In progress"}},
    {"done", {"Réalisée", "Done"}},
    {"abandoned", {"Abandonnée", "Abandoned"}},
    {"evaluated_effective", {"Évaluée efficace", "Found effective"}},
    {"evaluated_ineffective", {"Évaluée inefficace", "Found ineffective"}},
});

constexpr auto all_regions = std::to_array<engine::RegionDescriptor>({{"action", states}});

constexpr auto effects = std::to_array<Choice>({
    {"effective", {"Efficace", "Effective"}},
    {"ineffective", {"Inefficace", "Ineffective"}},
});

constexpr auto barriers = std::to_array<Choice>({
    {"prevention", {"Prévention (empêche l’erreur)", "Prevention (keeps the error from happening)"}},
    {"recovery", {"Récupération (arrête l’erreur à temps)", "Recovery (catches the error in time)"}},
    {"mitigation", {"Atténuation (limite les conséquences)", "Mitigation (limits the harm)"}},
});

constexpr FieldDescriptor title{
    "title", FieldKind::text, {"Intitulé", "Title"}, Presence::required, Privacy::narrative};
constexpr FieldDescriptor owner{
    "owner", FieldKind::text, {"Responsable", "Owner"}, Presence::required, Privacy::identity};
constexpr FieldDescriptor owner_address{"owner_address",
                                        FieldKind::address,
                                        {"Adresse du responsable", "Owner’s address"},
                                        Presence::optional,
                                        Privacy::identity};
constexpr FieldDescriptor owner_member{
    "owner_member", FieldKind::member, {"Responsable, s’il est de la cellule", "Owner, when a member of the cell"}};
constexpr FieldDescriptor due{"due", FieldKind::day, {"À réaliser avant le", "To be done by"}, Presence::required};
constexpr FieldDescriptor new_due{"due", FieldKind::day, {"Nouvelle échéance", "New due date"}, Presence::required};
constexpr FieldDescriptor resumed_due{"due", FieldKind::day, {"Nouvelle échéance", "New due date"}};
constexpr FieldDescriptor wished_due{"due", FieldKind::day, {"Date souhaitée", "Date wished for"}};
constexpr FieldDescriptor wish{
    "reason", FieldKind::long_text, {"Explication", "Explanation"}, Presence::optional, Privacy::identity};
constexpr FieldDescriptor evaluation_on{"evaluation_on", FieldKind::day, {"À évaluer avant le", "To be evaluated by"}};
constexpr FieldDescriptor barrier{"barrier",          FieldKind::choice, {"Type de barrière", "Kind of barrier"},
                                  Presence::optional, Privacy::open,     barriers};
constexpr FieldDescriptor parent_reference{
    "parent_reference", FieldKind::reference, {"Inscription dans le dossier", "Entry in the case it belongs to"}};
constexpr FieldDescriptor reason{
    "reason", FieldKind::long_text, {"Motif", "Reason"}, Presence::required, Privacy::narrative};
constexpr FieldDescriptor note{"note", FieldKind::long_text, {"Note", "Note"}, Presence::optional, Privacy::identity};
constexpr FieldDescriptor note_text{
    "text", FieldKind::long_text, {"Note", "Note"}, Presence::required, Privacy::identity};
constexpr FieldDescriptor proof{"proof", FieldKind::file, {"Preuve", "Proof"}, Presence::optional, Privacy::identity};
constexpr FieldDescriptor statement{
    "statement", FieldKind::long_text, {"Ce qui a été fait", "What was done"}, Presence::optional, Privacy::narrative};
constexpr FieldDescriptor outcome{"outcome",          FieldKind::choice, {"Effet constaté", "Effect found"},
                                  Presence::required, Privacy::open,     effects};
constexpr FieldDescriptor finding{"finding",
                                  FieldKind::long_text,
                                  {"Sur quoi repose ce constat", "What this finding rests on"},
                                  Presence::optional,
                                  Privacy::narrative};
constexpr FieldDescriptor message{
    "message", FieldKind::number, {"Message enregistré", "Stored message"}, Presence::optional};
constexpr FieldDescriptor letter{"letter", FieldKind::text, {"Lettre", "Letter"}};
constexpr FieldDescriptor failed_letter{"letter", FieldKind::text, {"Lettre", "Letter"}, Presence::required};
constexpr FieldDescriptor status{"status", FieldKind::text, {"Code du serveur", "Server’s code"}};
constexpr FieldDescriptor message_text{
    "text", FieldKind::long_text, {"Texte", "Text"}, Presence::optional, Privacy::identity};
constexpr auto command_fates = std::to_array<engine::Choice>({
    {"accepted", {"Acceptées", "Accepted"}},
    {"not_accepted", {"Non acceptées", "Not accepted"}},
});
constexpr FieldDescriptor commands_in_it{"commands",         FieldKind::choice, {"Commandes", "Commands"},
                                         Presence::optional, Privacy::open,     command_fates};
constexpr FieldDescriptor stopped{
    "stopped", FieldKind::flag, {"Plus rien n’est envoyé à cette adresse", "Nothing more is sent to this address"}};

constexpr auto decided_fields =
    std::to_array({title, owner, owner_address, owner_member, due, evaluation_on, barrier, parent_reference});
constexpr auto noted = std::to_array({note});
/// Names nobody, and stays when the people of an action are gone.
constexpr auto erasure_fields = std::to_array<FieldDescriptor>(
    {{"note", FieldKind::long_text, {"Note", "Note"}, Presence::optional, Privacy::narrative}});
constexpr auto reasoned = std::to_array({reason});
constexpr auto done_fields = std::to_array({statement, proof, evaluation_on});
constexpr auto postponed_fields = std::to_array({new_due, reason});
constexpr auto evaluated_fields = std::to_array({outcome, finding});
constexpr auto resumed_fields = std::to_array({reason, resumed_due});
constexpr auto asked_fields = std::to_array({wished_due, wish});
constexpr auto note_fields = std::to_array({note_text});
constexpr auto message_fields = std::to_array({message, message_text, commands_in_it});
constexpr auto sent_fields = std::to_array({letter, message, note});
constexpr auto failure_fields = std::to_array({failed_letter, status, stopped, message});

constexpr auto all_events = std::to_array<EventDescriptor>({
    {"action_decided", EventKind::step, {"Action décidée", "Action decided"}, decided_fields},
    {"action_approved", EventKind::step, {"Action validée", "Action approved"}, noted},
    {"action_abandoned", EventKind::step, {"Action abandonnée", "Action abandoned"}, reasoned},
    {"action_started", EventKind::step, {"Action commencée", "Action started"}, noted},
    {"action_done", EventKind::step, {"Action réalisée", "Action done"}, done_fields},
    {"action_postponed", EventKind::step, {"Échéance repoussée", "Action postponed"}, postponed_fields},
    {"action_evaluated", EventKind::step, {"Action évaluée", "Action evaluated"}, evaluated_fields},
    {"action_resumed", EventKind::step, {"Action reprise", "Action resumed"}, resumed_fields},
    {"delay_asked", EventKind::fact, {"Délai demandé par le responsable", "Owner asks for more time"}, asked_fields},
    {"note_added", EventKind::fact, {"Note ajoutée", "Note added"}, note_fields},
    {"message_received", EventKind::fact, {"Message reçu", "Message received"}, message_fields},
    {"message_sent", EventKind::fact, {"Message envoyé", "Message sent"}, sent_fields},
    {"delivery_failed", EventKind::fact, {"Lettre non remise", "Letter not delivered"}, failure_fields},
    {"identity_erased", EventKind::fact, {"Identités effacées", "Identities erased"}, erasure_fields},
});

}  // namespace

std::span<const engine::RegionDescriptor> regions() { return all_regions; }

std::span<const EventDescriptor> events() { return all_events; }

}  // namespace rexflow::corrective_action
