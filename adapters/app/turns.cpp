#include "adapters/app/turns.hpp"

#include "adapters/app/reading_ahead.hpp"

#include <fmt/format.h>

namespace rexflow::app {

namespace {

using engine::Err;
using engine::Result;

constexpr int reminders_at_once = 200;  ///< a commit each
constexpr int letters_at_once = 50;

/// Failures in a row after which a mailbox is in trouble: a server may restart.
constexpr int failures_until_told = 3;

std::string trouble_key(const engine::Inbox& inbox) { return "mailbox:" + inbox.name(); }

Result<void> tell_coordinators(const Installation& installation, engine::Unit& unit, std::string_view letter,
                               const std::string& mailbox, engine::Instant since) {
    const auto now = installation.clock().now();
    const auto& correspondence = installation.correspondence();
    for (const auto& member : unit.members()) {
        if (!member.active || member.role != engine::MemberRole::coordinator) continue;
        engine::LetterOrder order;
        order.letter = letter;
        order.to = engine::Role::coordinator;
        order.variables.values["mailbox"] = mailbox;
        order.variables.values["since"] = correspondence.moment_in_words(since, member.locale);
        unit.enqueue(correspondence.write(order, {member.address, member.name, member.locale}, now));
    }
    return {};
}

/// What is kept of a mailbox that fails: "3 2026-11-23T04:00:00Z", failures in a row and since when.
struct Trouble {
    int failures = 0;
    engine::Instant since;

    [[nodiscard]] std::string text() const { return fmt::format("{} {}", failures, engine::to_text(since)); }
    [[nodiscard]] static Trouble parse(const std::string& text, engine::Instant now) {
        const auto blank = text.find(' ');
        if (blank == std::string::npos) return {0, now};
        return {std::atoi(text.c_str()), engine::parse_instant(text.substr(blank + 1)).value_or(now)};
    }
};

Result<void> note_fetch(const Installation& installation, const engine::Inbox& inbox, bool worked) {
    const auto key = trouble_key(inbox);
    std::string noted;
    auto read = installation.store().read([&](const engine::Reader& reader) -> Result<void> {
        noted = reader.note(key).value_or("");
        return {};
    });
    if (!read) return read;
    if (worked && noted.empty()) return {};
    return installation.store().write([&](engine::Unit& unit) -> Result<void> {
        auto trouble = Trouble::parse(unit.note(key).value_or(""), installation.clock().now());
        if (worked) {
            unit.set_note(key, "");
            if (trouble.failures < failures_until_told) return {};
            return tell_coordinators(installation, unit, "mailbox_recovered", inbox.name(), trouble.since);
        }
        ++trouble.failures;
        unit.set_note(key, trouble.text());
        if (trouble.failures != failures_until_told) return {};
        return tell_coordinators(installation, unit, "mailbox_trouble", inbox.name(), trouble.since);
    });
}

}  // namespace

Result<engine::Reminders::Turn> take_reminder_turns(const Installation& installation, const std::stop_token& stop) {
    engine::Reminders::Turn all;
    do {
        engine::Reminders::Turn turn;
        auto done = installation.store().write([&](engine::Unit& unit) -> Result<void> {
            turn = installation.reminders().turn(unit, installation.clock().now(), reminders_at_once);
            return {};
        });
        if (!done) return Err(done.error());
        all.queued += turn.queued;
        all.failed += turn.failed;
        all.more = turn.more;
    } while (all.more && !stop.stop_requested());
    return all;
}

Result<engine::Delivery::Turn> take_delivery_turns(const Installation& installation, const std::stop_token& stop) {
    engine::Delivery::Turn all;
    do {
        const auto turn =
            installation.delivery().turn(installation.store(), installation.clock().now(), letters_at_once);
        if (!turn) return Err(turn.error());
        all.sent += turn->sent;
        all.postponed += turn->postponed;
        all.failed += turn->failed;
        all.braked += turn->braked;
        all.more = turn->more;
    } while (all.more && !stop.stop_requested());
    return all;
}

Result<int> take_mail(const Installation& installation, engine::Inbox& inbox,
                      const engine::IntakeLine::Report& report) {
    auto& store = installation.store();
    ReadingAhead ahead(installation.message_reader());
    engine::IntakeLine line(store, installation.message_reader(), installation.intake(), report, ahead.starter());
    const auto now = installation.clock().now();
    const auto is_known = [&](std::string_view uid) {
        bool known = false;
        const auto read = store.read([&](const engine::Reader& reader) -> Result<void> {
            known = reader.find_message(engine::Origin{inbox.name(), std::string(uid)}).has_value();
            return {};
        });
        return read && known;
    };
    const auto taken = inbox.fetch(is_known, [&](std::string_view uid, std::string raw) {
        return line.take({inbox.name(), std::string(uid)}, std::move(raw), now);
    });
    const auto finished = line.finish(now);
    const auto noted = note_fetch(installation, inbox, taken.has_value());
    if (!taken) return Err(taken.error());
    if (!finished) return Err(finished.error());
    if (!noted) return Err(noted.error());
    return *taken;
}

}  // namespace rexflow::app
