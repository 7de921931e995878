#include "adapters/app/caretaker.hpp"

#include "adapters/app/health.hpp"
#include "adapters/app/mailbox_troubles.hpp"
#include "adapters/app/reconciliation.hpp"

namespace rexflow::app {

std::vector<engine::MailboxState> Caretaker::mailboxes(const engine::Reader& reader) const {
    std::vector<engine::MailboxState> states;
    for (const auto& mailbox : installation_.settings().mailboxes) {
        const auto source = mailbox.source();
        engine::MailboxState state;
        state.name = mailbox.name;
        state.where =
            mailbox.kind == MailboxSettings::Kind::maildir ? mailbox.path.filename().string() : mailbox.server.host;
        state.fetched_at = fetched_at(reader, source);
        state.missing = missing_last_night(reader, source);
        if (const auto trouble = find_trouble(reader, source)) {
            const auto& words = words_of(trouble->cause);
            state.failing_since = trouble->since;
            state.failures = trouble->failures;
            state.cause = words.cause;
            state.advice = words.advice;
        }
        states.push_back(std::move(state));
    }
    return states;
}

std::vector<std::string> Caretaker::worries(engine::Locale locale) const {
    const auto health = examine(installation_, locale, Moments::in_words);
    return health ? health->reasons : std::vector{health.error().message};
}

std::vector<std::string> Caretaker::verify() const {
    std::vector<std::string> troubles;
    for (const auto& error : installation_.verify()) troubles.push_back(error.message);
    return troubles;
}

}  // namespace rexflow::app
