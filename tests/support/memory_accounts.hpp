#pragma once

#include "engine/environment_failure.hpp"
#include "engine/ports/accounts.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

/// The accounts of MemoryStore.
namespace rexflow::testing::memory {

struct AccountRows {
    std::map<engine::MemberId, engine::Account> accounts;
    std::vector<std::pair<std::string, engine::AccountSession>> sessions;  ///< by token, the oldest first
    std::map<std::string, engine::AccountLink, std::less<>> links;
    std::map<std::string, engine::LoginCount, std::less<>> counts;
    std::set<std::pair<engine::MemberId, std::string>> codes;
    std::int64_t last_session = 0;
};

class MemoryAccounts final : public engine::AccountUnit {
public:
    explicit MemoryAccounts(AccountRows& rows) : rows_(rows) {}

    std::optional<engine::Account> find_account(engine::MemberId member) const override {
        const auto found = rows_.accounts.find(member);
        return found != rows_.accounts.end() ? std::optional(found->second) : std::nullopt;
    }
    void set_account(const engine::Account& account) override {
        rows_.accounts.insert_or_assign(account.member, account);
    }

    std::optional<engine::AccountSession> find_session(std::string_view token) const override {
        for (const auto& [kept, session] : rows_.sessions)
            if (kept == token) return session;
        return std::nullopt;
    }
    std::vector<engine::AccountSession> sessions_of(engine::MemberId member) const override {
        std::vector<engine::AccountSession> found;
        for (const auto& [token, session] : rows_.sessions)
            if (session.member == member) found.insert(found.begin(), session);
        return found;
    }
    engine::SessionId add_session(std::string_view token, const engine::AccountSession& session) override {
        if (find_session(token))
            throw engine::EnvironmentFailure(
                {engine::Error::Code::already_there, "there is a session with this token", ""});
        auto& added = rows_.sessions.emplace_back(std::string(token), session).second;
        added.id = engine::SessionId{++rows_.last_session};
        return added.id;
    }
    void touch_session(engine::SessionId id, engine::Instant at) override {
        for (auto& [token, session] : rows_.sessions)
            if (session.id == id) session.last_seen_at = at;
    }
    void end_session(engine::SessionId id) override {
        std::erase_if(rows_.sessions, [&](const auto& row) { return row.second.id == id; });
    }
    void end_sessions(engine::MemberId member, engine::SessionId spared) override {
        std::erase_if(rows_.sessions,
                      [&](const auto& row) { return row.second.member == member && row.second.id != spared; });
    }
    void forget_expired(engine::Instant at, engine::Instant failures_at) override {
        std::erase_if(rows_.sessions, [&](const auto& row) { return row.second.expires_at < at; });
        std::erase_if(rows_.links, [&](const auto& row) { return row.second.expires_at < at; });
        std::erase_if(rows_.counts, [&](const auto& row) { return row.second.last_at < failures_at; });
    }

    std::optional<engine::AccountLink> find_account_link(std::string_view token) const override {
        const auto found = rows_.links.find(token);
        return found != rows_.links.end() ? std::optional(found->second) : std::nullopt;
    }
    void add_account_link(std::string_view token, const engine::AccountLink& link) override {
        rows_.links.emplace(std::string(token), link);
    }
    bool use_account_link(std::string_view token) override { return rows_.links.erase(std::string(token)) == 1; }
    void revoke_account_links(engine::MemberId member) override {
        std::erase_if(rows_.links, [&](const auto& row) { return row.second.member == member; });
    }

    engine::LoginCount login_count(std::string_view subject) const override {
        const auto found = rows_.counts.find(lower(subject));
        return found != rows_.counts.end() ? found->second : engine::LoginCount{};
    }
    void set_login_count(std::string_view subject, const engine::LoginCount& count) override {
        rows_.counts.insert_or_assign(lower(subject), count);
    }

    int recovery_codes_left(engine::MemberId member) const override {
        return static_cast<int>(std::ranges::count(
            rows_.codes, member, [](const std::pair<engine::MemberId, std::string>& row) { return row.first; }));
    }
    void set_recovery_codes(engine::MemberId member, std::span<const std::string> codes) override {
        std::erase_if(rows_.codes, [&](const auto& row) { return row.first == member; });
        for (const auto& code : codes) rows_.codes.emplace(member, code);
    }
    bool use_recovery_code(engine::MemberId member, std::string_view code) override {
        return rows_.codes.erase({member, std::string(code)}) == 1;
    }

private:
    static std::string lower(std::string_view text) {
        std::string lowered(text);
        for (char& c : lowered)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        return lowered;
    }

    AccountRows& rows_;
};

}  // namespace rexflow::testing::memory
