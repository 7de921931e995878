#include "adapters/app/reconciliation.hpp"

#include <fmt/format.h>

#include <charconv>

namespace rexflow::app {

namespace {

using engine::Err;
using engine::Result;
using namespace std::chrono_literals;

constexpr engine::TimeOfDay quiet_time = 3h;

/// "2026-11-23 0": the night that was looked at, and how many were missing.
std::string key_of(std::string_view source) { return "reconciled:" + std::string(source); }

/// The night this moment belongs to: before three it is still the one before.
std::string night_of(const engine::Context& context, engine::Instant now) {
    return engine::to_text(context.calendar.zone().local(now - quiet_time).on);
}

}  // namespace

Result<Reconciliation> reconcile(const Installation& installation, engine::Inbox& inbox) {
    auto messages = inbox.list();
    if (!messages) return Err(messages.error());
    Reconciliation found{inbox.name(), messages->size(), {}};
    auto read = installation.store().read([&](const engine::Reader& reader) -> Result<void> {
        for (auto& message : *messages)
            if (!reader.find_message(engine::Origin{found.source, message.uid}))
                found.missing.push_back(std::move(message));
        return {};
    });
    if (!read) return Err(read.error());
    return found;
}

Result<bool> reconcile_nightly(const Installation& installation, engine::Inbox& inbox) {
    const auto night = night_of(installation.context(), installation.clock().now());
    const auto key = key_of(inbox.name());
    std::string noted;
    auto read = installation.store().read([&](const engine::Reader& reader) -> Result<void> {
        noted = reader.note(key).value_or("");
        return {};
    });
    if (!read) return Err(read.error());
    if (noted.starts_with(night)) return false;
    const auto found = reconcile(installation, inbox);
    if (!found) return Err(found.error());
    auto written = installation.store().write([&](engine::Unit& unit) -> Result<void> {
        unit.set_note(key, fmt::format("{} {}", night, found->missing.size()));
        return {};
    });
    if (!written) return Err(written.error());
    return true;
}

std::size_t missing_last_night(const engine::Reader& reader, std::string_view source) {
    const auto noted = reader.note(key_of(source)).value_or("");
    const auto number = std::string_view(noted).substr(std::min(noted.find(' '), noted.size() - 1) + 1);
    std::size_t missing = 0;
    std::from_chars(number.data(), number.data() + number.size(), missing);
    return missing;
}

}  // namespace rexflow::app
