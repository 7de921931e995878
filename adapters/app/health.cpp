#include "adapters/app/health.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace rexflow::app {

namespace {

using namespace std::chrono_literals;

/// A reminder or letter that waits longer than this is not being looked after.
constexpr auto patience = 15min;

}  // namespace

nlohmann::ordered_json Health::json() const {
    return {{"healthy", reasons.empty()}, {"reasons", reasons}, {"cases", cases},
            {"quarantined", quarantined}, {"held", held},       {"letters_waiting", letters_waiting}};
}

engine::Result<Health> examine(const Installation& installation) {
    Health health;
    const auto now = installation.clock().now();
    auto read = installation.store().read([&](const engine::Reader& reader) -> engine::Result<void> {
        health.cases = reader.count_cases();
        health.quarantined = reader.count_messages(engine::Outcome::quarantined);
        health.held = reader.count_messages(engine::Outcome::auto_held);
        health.letters_waiting =
            reader.count_letters(engine::OutboxState::queued) + reader.count_letters(engine::OutboxState::braked);
        if (const auto next = reader.next_obligation_at(); next && now - *next > patience)
            health.reasons.emplace_back("a reminder is waiting to be queued since " + engine::to_text(*next));
        if (const auto next = reader.next_letter_at(); next && now - *next > patience)
            health.reasons.emplace_back("a letter is waiting to be sent since " + engine::to_text(*next));
        for (const auto& mailbox : installation.settings().mailboxes) {
            const auto kind = mailbox.kind == MailboxSettings::Kind::maildir ? "maildir:" : "pop3:";
            const auto name = kind + mailbox.name;
            if (const auto trouble = reader.note("mailbox:" + name); trouble && !trouble->empty())
                health.reasons.push_back(fmt::format("{} cannot be read (failures and since: {})", name, *trouble));
        }
        return {};
    });
    if (!read) return engine::Err(read.error());
    return health;
}

}  // namespace rexflow::app
