#pragma once

#include "engine/calendar.hpp"
#include "engine/house.hpp"
#include "engine/policy.hpp"
#include "engine/ports/letter_writer.hpp"
#include "engine/ports/secrets.hpp"
#include "engine/workflow.hpp"

namespace rexflow::engine {

/// The rules and means the services of the engine share. All of it outlives them.
struct Context {
    const Workflows& workflows;
    const Policy& policy;
    const Calendar& calendar;
    const House& house;
    const Signer& signer;
    Nonces& nonces;
    const LetterCatalog& letters;
};

}  // namespace rexflow::engine
