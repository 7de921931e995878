#pragma once

#include "engine/accounts.hpp"

#include <string>

namespace rexflow::cell {

/// Who asks for a page: a member with a session, or a stranger on the pages that are open to everyone.
struct Visitor {
    engine::Member member;  ///< of a stranger: without id, and inactive
    engine::Locale locale = engine::Locale::fr;
    engine::SessionId session;  ///< of a stranger: none
    std::string token;          ///< the session's, from the cookie; never into a page
    std::string csrf;           ///< the hidden field `csrf` of every form
    engine::Outstanding outstanding = engine::Outstanding::nothing;

    [[nodiscard]] bool is_stranger() const { return session == engine::SessionId{}; }
};

}  // namespace rexflow::cell
