#pragma once

#include "engine/ports/clock.hpp"
#include "tests/support/paris.hpp"

#include <stdexcept>
#include <string>

namespace rexflow::testing {

/// The moment a wall clock in Paris shows "2025-03-03 09:00" (or "... 09:00:30").
[[nodiscard]] inline engine::Instant paris(const std::string& text) {
    const auto day = engine::parse_day(text.substr(0, 10));
    const auto utc = engine::parse_instant(text.substr(0, 10) + "T" + text.substr(11) + "Z");
    if (!day || !utc) throw std::invalid_argument("no moment: " + text);
    return ParisTime().instant(*day, *utc - std::chrono::sys_days(*day));
}

/// The other way round, without the seconds when there are none.
[[nodiscard]] inline std::string paris(engine::Instant at) {
    const auto local = ParisTime().local(at);
    auto text = engine::to_text(std::chrono::sys_days(local.on) + local.at);  // "2025-03-03T09:00:00Z"
    text[10] = ' ';
    return text.substr(0, local.at % std::chrono::minutes(1) == std::chrono::seconds(0) ? 16 : 19);
}

/// Stands where it is set.
class FakeClock final : public engine::Clock {
public:
    explicit FakeClock(engine::Instant now) : now_(now) {}
    [[nodiscard]] engine::Instant now() const override { return now_; }
    void set(engine::Instant now) { now_ = now; }
    void pass(std::chrono::seconds time) { now_ += time; }

private:
    engine::Instant now_;
};

}  // namespace rexflow::testing
