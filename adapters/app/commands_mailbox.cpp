#include "adapters/app/commands.hpp"
#include "adapters/app/health.hpp"
#include "adapters/app/reconciliation.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using engine::Locale;
using nlohmann::ordered_json;

/// What programs and their operators read is English, as everywhere on the command line, unless asked otherwise.
Locale language_of(const Session& session) { return session.options().language.value_or(Locale::en); }

std::string in_one_line(std::size_t listed, std::size_t accounted_for, Locale locale) {
    if (locale == Locale::fr)
        return fmt::format("{} courriel{}, {} pris en compte", listed, listed > 1 ? "s" : "", accounted_for);
    return fmt::format("{} mail{}, {} accounted for", listed, listed == 1 ? "" : "s", accounted_for);
}

std::string date_of(const engine::ListedMessage& message) {
    return message.received_at ? engine::to_text(*message.received_at) : "-";
}

/// All mailboxes, or the one of that name.
Result<std::vector<WatchedInbox>> chosen_inboxes(const Installation& installation, const std::string& mailbox) {
    auto inboxes = installation.open_inboxes();
    if (!inboxes || mailbox.empty()) return inboxes;
    std::erase_if(*inboxes, [&](const WatchedInbox& watched) {
        const auto source = watched.inbox->name();
        return source != mailbox && source.substr(source.find(':') + 1) != mailbox;
    });
    if (inboxes->empty())
        return Err(Error::Code::not_found, "there is no mailbox of that name", "rexflow config show lists them");
    return inboxes;
}

}  // namespace

Result<void> reconcile(Session& session, const std::string& mailbox) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    const auto inboxes = chosen_inboxes(**installation, mailbox);
    if (!inboxes) return Err(inboxes.error());
    std::size_t listed = 0;
    std::size_t accounted_for = 0;
    auto missing = ordered_json::array();
    std::vector<std::vector<std::string>> rows;
    for (const auto& watched : *inboxes) {
        const auto found = app::reconcile(**installation, *watched.inbox);
        if (!found) return Err(found.error());
        listed += found->listed;
        accounted_for += found->accounted_for();
        for (const auto& message : found->missing) {
            rows.push_back({found->source, message.uid, date_of(message), std::to_string(message.size)});
            missing.push_back({{"source", found->source},
                               {"uid", message.uid},
                               {"date", message.received_at ? ordered_json(date_of(message)) : ordered_json()},
                               {"size", message.size}});
        }
    }
    const auto line = in_one_line(listed, accounted_for, language_of(session));
    session.print({{"mails", listed}, {"accounted_for", accounted_for}, {"missing", missing}},
                  rows.empty() ? line : line + "\n" + to_table({"SOURCE", "UID", "DATE", "BYTES"}, rows));
    if (rows.empty()) return {};
    return Err(Error::Code::refused, fmt::format("mails not accounted for: {}", rows.size()),
               "rexflow fetch takes what is new; what stays is too long, or refused by the server");
}

Result<void> health(Session& session) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    const auto locale = language_of(session);
    const auto health = examine(**installation, locale);
    if (!health) return Err(health.error());
    std::string words;
    for (const auto& reason : health->reasons) words += reason + "\n";
    session.print(health->json(),
                  health->reasons.empty() ? (locale == Locale::fr ? "tout va bien" : "all is well") : words);
    if (health->reasons.empty()) return {};
    return Err(Error::Code::refused, fmt::format("reasons to look after it: {}", health->reasons.size()));
}

}  // namespace rexflow::app::commands
