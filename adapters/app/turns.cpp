#include "adapters/app/turns.hpp"

#include "adapters/app/mailbox_troubles.hpp"
#include "adapters/app/reading_ahead.hpp"

namespace rexflow::app {

namespace {

using engine::Err;
using engine::Result;

constexpr int reminders_at_once = 200;  ///< a commit each
constexpr int letters_at_once = 50;

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

Result<int> take_mail(const Installation& installation, const WatchedInbox& watched,
                      const engine::IntakeLine::Report& report) {
    auto& inbox = *watched.inbox;
    auto& store = installation.store();
    ReadingAhead ahead;
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
    const auto noted = note_fetch(installation, watched, taken ? std::nullopt : std::optional(taken.error()));
    if (!taken) return Err(taken.error());
    if (!finished) return Err(finished.error());
    if (!noted) return Err(noted.error());
    return *taken;
}

}  // namespace rexflow::app
