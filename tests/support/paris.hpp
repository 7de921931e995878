#pragma once

#include "engine/ports/time_zone.hpp"

#include <string_view>

namespace rexflow::testing {

/// A zone that keeps one offset all year, as the French overseas zones do.
class FixedTime final : public engine::TimeZone {
public:
    FixedTime(std::string_view name, std::chrono::seconds ahead_of_utc) : name_(name), ahead_(ahead_of_utc) {}

    [[nodiscard]] std::string_view name() const override { return name_; }

    [[nodiscard]] engine::LocalTime local(engine::Instant at) const override {
        const auto shown = at + ahead_;
        const auto midnight = std::chrono::floor<std::chrono::days>(shown);
        return {engine::Day(midnight), shown - midnight};
    }

    [[nodiscard]] engine::Instant instant(engine::Day on, engine::TimeOfDay at) const override {
        return std::chrono::sys_days(on) + at - ahead_;
    }

private:
    std::string_view name_;
    std::chrono::seconds ahead_;
};

/// Europe/Paris since 1996, computed: summer time from the last Sunday of March to the last Sunday of October, both
/// 1:00 UTC (directive 2000/84/EC). So that the engine's tests need no tz database.
class ParisTime final : public engine::TimeZone {
public:
    [[nodiscard]] std::string_view name() const override { return "Europe/Paris"; }

    [[nodiscard]] engine::LocalTime local(engine::Instant at) const override {
        return (is_summer(at) ? summer() : winter()).local(at);
    }

    [[nodiscard]] engine::Instant instant(engine::Day on, engine::TimeOfDay at) const override {
        const engine::LocalTime asked{on, at};
        for (const auto candidate : {summer().instant(on, at), winter().instant(on, at)})
            if (local(candidate) == asked) return candidate;
        return changes_at(on.year(), std::chrono::March);
    }

    [[nodiscard]] static engine::Instant changes_at(std::chrono::year year, std::chrono::month month) {
        return std::chrono::sys_days(year / month / std::chrono::Sunday[std::chrono::last]) + std::chrono::hours(1);
    }

private:
    static FixedTime winter() { return {"CET", std::chrono::hours(1)}; }
    static FixedTime summer() { return {"CEST", std::chrono::hours(2)}; }

    static bool is_summer(engine::Instant at) {
        const auto year = engine::Day(std::chrono::floor<std::chrono::days>(at)).year();
        return changes_at(year, std::chrono::March) <= at && at < changes_at(year, std::chrono::October);
    }
};

}  // namespace rexflow::testing
