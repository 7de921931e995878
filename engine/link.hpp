#pragma once

#include "engine/command.hpp"
#include "engine/ids.hpp"
#include "engine/text.hpp"
#include "engine/time.hpp"

#include <optional>
#include <string>

namespace rexflow::engine {

/// A question put to one person by a letter, answered once on a page behind a signed link.
struct Link {
    LinkId id;
    CaseId case_id;
    std::string question;  ///< QuestionDescriptor::name
    Role role = Role::reporter;
    std::string address;  ///< of the person asked; empty once they are erased
    Locale locale = Locale::fr;
    Instant issued_at;
    Instant expires_at;
    std::optional<Instant> used_at;     ///< they answered, by this link or by another to the same question
    std::optional<Instant> revoked_at;  ///< the question was settled, asked anew or taken back; or the person erased
};

enum class LinkState { open, used, revoked, expired };

/// An answer that was given stays the first thing to say of a link, whatever came later.
[[nodiscard]] constexpr LinkState state_of(const Link& link, Instant now) {
    if (link.used_at) return LinkState::used;
    if (link.revoked_at) return LinkState::revoked;
    return now > link.expires_at ? LinkState::expired : LinkState::open;
}

[[nodiscard]] std::string_view to_text(LinkState state);

}  // namespace rexflow::engine
