#pragma once

#include "engine/text.hpp"

#include <chrono>
#include <string>

namespace rexflow::engine {

/// The CPTS as its letters name it.
struct House {
    std::string name;             ///< "CPTS des Portes du Lauragais"
    std::string contact_address;  ///< where the cell is written to; From of every letter
    std::string contact_phone;    ///< may be empty
    Locale locale = Locale::fr;   ///< of people whose language nobody knows
    std::string mail_domain;      ///< right-hand side of our Message-IDs
    /// Whether the mail server delivers "qualite+token@cpts.example" to "qualite@cpts.example" (subaddressing,
    /// RFC 5233). Only then do letters carry a signed Reply-To; else replies are known by our Message-IDs.
    bool subaddressing = false;
    /// Under which name our receiving server writes Authentication-Results (RFC 8601). Commands by mail are then
    /// carried out only when it vouches for the sender's domain; empty: it says nothing.
    std::string authserv_id = {};
    /// Where people outside reach the pages of this program, "https://rex.cpts.example"; empty: letters carry no links.
    std::string public_url = {};
    std::chrono::days links_last{60};  ///< how long a link in a letter can be answered
};

}  // namespace rexflow::engine
