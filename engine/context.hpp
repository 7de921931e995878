#pragma once

#include "engine/calendar.hpp"
#include "engine/house.hpp"
#include "engine/policy.hpp"
#include "engine/ports/secrets.hpp"
#include "engine/workflow.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// What a letter is called when people speak of it: "l’accusé de réception".
using LetterLabel = std::function<std::string(std::string_view letter, Locale locale)>;

/// The rules and means the services of the engine share. All of it outlives them.
struct Context {
    const Workflows& workflows;
    const Policy& policy;
    const Calendar& calendar;
    const House& house;
    const Signer& signer;
    Nonces& nonces;
    LetterLabel letter_label;
};

}  // namespace rexflow::engine
