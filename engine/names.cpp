// How the enumerations that are stored or shown are spelled.
#include "engine/command.hpp"
#include "engine/message.hpp"
#include "engine/ports/store.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rexflow::engine {

namespace {

template <typename Enum, std::size_t size>
using Spellings = std::array<std::pair<Enum, std::string_view>, size>;

constexpr Spellings<Role, 9> roles{{
    {Role::reporter, "reporter"},
    {Role::pilot, "pilot"},
    {Role::cell, "cell"},
    {Role::coordinator, "coordinator"},
    {Role::professional, "professional"},
    {Role::participants, "participants"},
    {Role::silent_participants, "silent_participants"},
    {Role::owner, "owner"},
    {Role::reader, "reader"},
}};

constexpr Spellings<Outcome, 7> outcomes{{
    {Outcome::received, "received"},
    {Outcome::case_opened, "case_opened"},
    {Outcome::reply, "reply"},
    {Outcome::auto_held, "auto_held"},
    {Outcome::bounce, "bounce"},
    {Outcome::duplicate, "duplicate"},
    {Outcome::quarantined, "quarantined"},
}};

constexpr Spellings<OutboxState, 6> outbox_states{{
    {OutboxState::queued, "queued"},
    {OutboxState::braked, "braked"},
    {OutboxState::sent, "sent"},
    {OutboxState::refused, "refused"},
    {OutboxState::given_up, "given_up"},
    {OutboxState::erased, "erased"},
}};

constexpr Spellings<LinkState, 4> link_states{{
    {LinkState::open, "open"},
    {LinkState::used, "used"},
    {LinkState::revoked, "revoked"},
    {LinkState::expired, "expired"},
}};

template <typename Enum, std::size_t size>
std::string_view spell(const Spellings<Enum, size>& spellings, Enum value) {
    return std::ranges::find(spellings, value, &std::pair<Enum, std::string_view>::first)->second;
}

template <typename Enum, std::size_t size>
std::optional<Enum> unspell(const Spellings<Enum, size>& spellings, std::string_view text) {
    const auto found = std::ranges::find(spellings, text, &std::pair<Enum, std::string_view>::second);
    return found == spellings.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace

std::string_view to_text(Role role) { return spell(roles, role); }
std::optional<Role> parse_role(std::string_view text) { return unspell(roles, text); }
std::string_view to_text(Outcome outcome) { return spell(outcomes, outcome); }
std::optional<Outcome> parse_outcome(std::string_view text) { return unspell(outcomes, text); }
std::string_view to_text(LinkState state) { return spell(link_states, state); }
std::string_view to_text(OutboxState state) { return spell(outbox_states, state); }
std::optional<OutboxState> parse_outbox_state(std::string_view text) { return unspell(outbox_states, text); }

bool is_outside(Role role) {
    switch (role) {
        case Role::reporter:
        case Role::professional:
        case Role::participants:
        case Role::silent_participants:
        case Role::owner:
            return true;
        case Role::pilot:
        case Role::cell:
        case Role::coordinator:
        case Role::reader:
            return false;
    }
    return true;
}

}  // namespace rexflow::engine
