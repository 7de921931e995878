#include "adapters/app/health.hpp"

#include "adapters/app/mailbox_troubles.hpp"
#include "adapters/app/reconciliation.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include <nlohmann/json.hpp>

namespace rexflow::app {

namespace {

using namespace std::chrono_literals;

/// A reminder or letter that waits longer than this is not being looked after.
constexpr auto patience = 15min;

/// Sentences with places for fmt.
constexpr engine::Text reminder_waits{"un rappel attend d’être préparé depuis le {}",
                                      "a reminder is waiting to be queued since {}"};
constexpr engine::Text letter_waits{"une lettre attend d’être envoyée depuis le {}",
                                    "a letter is waiting to be sent since {}"};
constexpr engine::Text mailbox_fails{"{} : {} (depuis le {}, {} échecs de suite)",
                                     "{}: {} (since {}, {} failures in a row)"};
constexpr engine::Text obligations_late{"{} échéances sont dépassées, la plus ancienne depuis le {}",
                                        "{} obligations are late, the oldest since {}"};
constexpr engine::Text obligation_late{"une échéance est dépassée depuis le {}", "an obligation is late since {}"};
constexpr engine::Text mailbox_stuck{"{} : aucune relève n’a abouti depuis le {}",
                                     "{}: no look at it has ended well since {}"};
constexpr engine::Text mails_missing{
    "{} : {} courriels de la boîte n’étaient pas pris en compte la nuit dernière (rexflow reconcile)",
    "{}: {} mails in it were not accounted for last night (rexflow reconcile)"};

using Said = std::function<std::string(engine::Instant)>;

void look_at_mailbox(const engine::Reader& reader, const std::string& source, engine::Locale locale, const Said& said,
                     std::vector<std::string>& reasons) {
    if (const auto trouble = find_trouble(reader, source))
        reasons.push_back(fmt::format(fmt::runtime(mailbox_fails.in(locale)), source,
                                      words_of(trouble->cause).cause.in(locale), said(trouble->since),
                                      trouble->failures));
    if (const auto missing = missing_last_night(reader, source); missing > 0)
        reasons.push_back(fmt::format(fmt::runtime(mails_missing.in(locale)), source, missing));
}

void look_at_obligations(const engine::Reader& reader, engine::Instant now, engine::Locale locale, const Said& said,
                         Health& health) {
    constexpr int most = 1000;
    engine::DueQuery query;
    query.until = now - 1s;
    query.limit = most;
    const auto late = reader.registers().case_lists->due(query, now);
    health.late = static_cast<int>(late.size());
    if (late.empty()) return;
    const auto since = said(late.front().obligation.due_at);
    health.reasons.push_back(late.size() == 1
                                 ? fmt::format(fmt::runtime(obligation_late.in(locale)), since)
                                 : fmt::format(fmt::runtime(obligations_late.in(locale)), late.size(), since));
}

/// Longer than ten looks, and than a slow server may take.
void look_at_looks(const MailboxLooks& looks, const MailboxSettings& mailbox, engine::Instant now,
                   engine::Locale locale, const Said& said, std::vector<std::string>& reasons) {
    constexpr int looks_missed = 10;
    const auto since = looks.looked_at(mailbox.source()).value_or(looks.started_at());
    if (now - since > std::max<std::chrono::seconds>(patience, looks_missed * mailbox.every))
        reasons.push_back(fmt::format(fmt::runtime(mailbox_stuck.in(locale)), mailbox.source(), said(since)));
}

}  // namespace

nlohmann::ordered_json Health::json() const {
    return {{"healthy", reasons.empty()},         {"reasons", reasons}, {"cases", cases},
            {"quarantined", quarantined},         {"held", held},       {"reviews", reviews},
            {"letters_waiting", letters_waiting}, {"late", late}};
}

engine::Result<Health> examine(const Installation& installation, engine::Locale locale, Moments moments,
                               const MailboxLooks* looks) {
    Health health;
    const Said said = [&](engine::Instant at) {
        return moments == Moments::as_utc ? engine::to_text(at)
                                          : installation.correspondence().moment_in_words(at, locale);
    };
    const auto now = installation.clock().now();
    auto read = installation.store().read([&](const engine::Reader& reader) -> engine::Result<void> {
        health.cases = reader.count_cases();
        health.quarantined = reader.count_messages(engine::Outcome::quarantined);
        health.held = reader.count_messages(engine::Outcome::auto_held);
        health.reviews = reader.count_reviews();
        health.letters_waiting =
            reader.count_letters(engine::OutboxState::queued) + reader.count_letters(engine::OutboxState::braked);
        if (const auto next = reader.next_obligation_at(); next && now - *next > patience)
            health.reasons.push_back(fmt::format(fmt::runtime(reminder_waits.in(locale)), said(*next)));
        if (const auto next = reader.next_letter_at(); next && now - *next > patience)
            health.reasons.push_back(fmt::format(fmt::runtime(letter_waits.in(locale)), said(*next)));
        look_at_obligations(reader, now, locale, said, health);
        for (const auto& mailbox : installation.settings().mailboxes) {
            look_at_mailbox(reader, mailbox.source(), locale, said, health.reasons);
            if (looks != nullptr) look_at_looks(*looks, mailbox, now, locale, said, health.reasons);
        }
        return {};
    });
    if (!read) return engine::Err(read.error());
    return health;
}

}  // namespace rexflow::app
