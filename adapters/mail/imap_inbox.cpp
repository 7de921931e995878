#include "adapters/mail/imap_inbox.hpp"

#include "adapters/mail/imap_session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

namespace rexflow::mail {
namespace {

using engine::Err;
using engine::Error;
using engine::ListedMessage;
using engine::Result;
using Uids = std::vector<std::uint32_t>;

/// Messages described by one command, and settled by one.
constexpr std::size_t page = 100;

bool is_inbox(std::string_view folder) {
    constexpr std::string_view inbox = "INBOX";  // in any case (RFC 3501, 5.1)
    return std::ranges::equal(folder, inbox, [](char c, char i) { return c == i || c == i - 'A' + 'a'; });
}

/// What the ledger knows a message by.
std::string ledger_uid(std::uint32_t validity, std::uint32_t uid, const std::string& folder) {
    return fmt::format("{}:{}{}{}", validity, uid, is_inbox(folder) ? "" : ":", is_inbox(folder) ? "" : folder);
}

/// Runs `work` with each page of uids until one fails.
template <typename Work>
Result<void> page_by_page(const Uids& uids, const Work& work) {
    Result<void> done;
    for (std::size_t at = 0; done && at < uids.size(); at += page) {
        const auto rest = std::span(uids).subspan(at);
        const auto some = rest.first(std::min(page, rest.size()));
        done = work(Uids(some.begin(), some.end()));
    }
    return done;
}

/// Both must be sorted.
Uids common(const Uids& left, const Uids& right) {
    Uids both;
    std::ranges::set_intersection(left, right, std::back_inserter(both));
    return both;
}

Uids without(const Uids& all, const Uids& some) {
    Uids rest;
    std::ranges::set_difference(all, some, std::back_inserter(rest));
    return rest;
}

Result<void> list_folder(ImapSession& session, const std::string& folder, std::vector<ListedMessage>& messages) {
    const auto validity = session.select(folder, ImapSession::Access::read_only);
    if (!validity) return Err(validity.error());
    const auto uids = session.search("ALL");
    if (!uids) return Err(uids.error());
    return page_by_page(*uids, [&](const Uids& some) -> Result<void> {
        const auto described = session.describe(some);
        if (!described) return Err(described.error());
        for (const auto& one : *described)
            messages.push_back({ledger_uid(*validity, one.uid, folder), one.size, one.received_at});
        return {};
    });
}

}  // namespace

/// One visit to the account.
class ImapInbox::Visit {
public:
    using IsKnown = std::function<bool(std::string_view)>;
    using Take = std::function<Result<void>(std::string_view, std::string)>;

    Visit(ImapInbox& inbox, ImapSession& session, const IsKnown& is_known, const Take& take)
        : settings_(inbox.settings_), settled_(inbox.settled_), session_(session), is_known_(is_known), take_(take) {}

    Result<int> run() {
        for (const auto& folder : settings_.folders)
            if (auto done = visit(folder); !done) return Err(done.error());
        session_.log_out();
        if (passed_over_ > 0)
            return Err(Error::Code::left_behind,
                       fmt::format("{} taken, {} not given by the server or too long", taken_, passed_over_),
                       "they stay on the server and are tried again next time");
        return taken_;
    }

private:
    Result<void> visit(const std::string& folder) {
        folder_ = folder;
        const bool changes = settings_.after_taking != AfterTaking::leave;
        const auto access = changes ? ImapSession::Access::read_write : ImapSession::Access::read_only;
        const auto validity = session_.select(folder, access);
        if (!validity) return Err(validity.error());
        validity_ = *validity;
        const auto all = session_.search("ALL");
        if (!all) return Err(all.error());
        Uids known;
        std::ranges::copy_if(*all, std::back_inserter(known), [&](auto uid) { return is_known_(in_ledger(uid)); });
        return settle_earlier(known).and_then(
            [&] { return page_by_page(without(*all, known), [&](const Uids& some) { return take(some); }); });
    }

    /// Messages of a former run, or of a visit that broke off, as far as they need it.
    Result<void> settle_earlier(const Uids& known) {
        if (settings_.after_taking == AfterTaking::leave) return {};
        Uids left;
        std::ranges::copy_if(known, std::back_inserter(left),
                             [&](auto uid) { return !settled_.contains(in_ledger(uid)); });
        if (left.empty()) return {};
        // A server without UIDPLUS keeps what was removed or moved, flagged.
        const bool marks = settings_.after_taking == AfterTaking::mark_seen;
        const auto due = session_.search(marks ? "UNSEEN" : "UNDELETED");
        if (!due) return Err(due.error());
        auto done = page_by_page(common(left, *due), [&](const Uids& some) { return settle(some); });
        if (done) remember(left);
        return done;
    }

    Result<void> take(const Uids& some) {
        const auto described = session_.describe(some);
        if (!described) return Err(described.error());
        Uids taken;
        Result<void> done;
        for (auto message = described->begin(); done && message != described->end(); ++message)
            done = take(*message, taken);
        const auto failure = done ? Error::Code::ended : done.error().code;
        const bool is_broken = failure == Error::Code::connection || failure == Error::Code::protocol;
        if (taken.empty() || is_broken) return done;
        std::ranges::sort(taken);
        auto settled = settle(taken);
        if (settled) remember(taken);
        return done ? settled : done;
    }

    Result<void> take(const ImapMessage& message, Uids& taken) {
        if (message.size > settings_.longest_message) {
            ++passed_over_;
            return {};
        }
        auto raw = session_.body(message.uid);
        if (!raw && raw.error().code == Error::Code::refused) {
            ++passed_over_;
            return {};
        }
        if (!raw) return Err(raw.error());
        if (!*raw) return {};  // somebody moved it away meanwhile
        if (auto done = take_(in_ledger(message.uid), std::move(**raw)); !done) return done;
        taken.push_back(message.uid);
        ++taken_;
        return {};
    }

    Result<void> settle(const Uids& uids) {
        switch (settings_.after_taking) {
            case AfterTaking::leave:
                return {};
            case AfterTaking::mark_seen:
                return session_.mark_seen(uids);
            case AfterTaking::move:
                return session_.move(uids, settings_.move_to);
            case AfterTaking::remove:
                return session_.remove(uids);
        }
        return {};
    }

    /// What was moved or removed is not there any more; if it is, it is moved or removed again.
    void remember(const Uids& uids) {
        if (settings_.after_taking != AfterTaking::mark_seen) return;
        for (const auto uid : uids) settled_.insert(in_ledger(uid));
    }

    [[nodiscard]] std::string in_ledger(std::uint32_t uid) const { return ledger_uid(validity_, uid, folder_); }

    const ImapSettings& settings_;
    std::set<std::string>& settled_;
    ImapSession& session_;
    const IsKnown& is_known_;
    const Take& take_;
    std::string folder_;
    std::uint32_t validity_ = 0;
    int taken_ = 0;
    int passed_over_ = 0;
};

Result<int> ImapInbox::fetch(const std::function<bool(std::string_view)>& is_known,
                             const std::function<Result<void>(std::string_view, std::string)>& take) {
    auto session = ImapSession::open(settings_.server, settings_.longest_message);
    auto taken = session ? Visit(*this, *session, is_known, take).run() : Result<int>(Err(session.error()));
    return taken ? taken : Result<int>(Err(taken.error().within(name())));
}

Result<std::vector<ListedMessage>> ImapInbox::list() {
    std::vector<ListedMessage> messages;
    auto session = ImapSession::open(settings_.server, settings_.longest_message);
    Result<void> done = session ? Result<void>{} : Err(session.error());
    for (auto folder = settings_.folders.begin(); done && folder != settings_.folders.end(); ++folder)
        done = list_folder(*session, *folder, messages);
    if (!done) return Err(done.error().within(name()));
    session->log_out();
    return messages;
}

}  // namespace rexflow::mail
