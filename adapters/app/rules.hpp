#pragma once

#include "adapters/app/settings.hpp"
#include "engine/calendar.hpp"
#include "engine/policy.hpp"
#include "engine/workflow.hpp"

#include <memory>

namespace rexflow::app {

/// What the settings decide: the calendar and the deadlines in force, and the workflows they are for.
struct Rules {
    engine::Workflows workflows;
    std::unique_ptr<engine::TimeZone> zone;
    engine::Calendar calendar;  ///< refers to *zone
    engine::Policy policy;

    /// Error::Code::configuration with the place in rexflow.json.
    [[nodiscard]] static engine::Result<Rules> make(const Settings& settings);
};

/// Every workflow this program knows.
[[nodiscard]] engine::Workflows known_workflows();

}  // namespace rexflow::app
