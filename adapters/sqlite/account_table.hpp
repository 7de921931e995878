#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/accounts.hpp"

namespace rexflow::sqlite {

/// Tables accounts, sessions, account_links, recovery_codes and login_counts, over one connection.
class AccountTable final : public engine::AccountUnit {
public:
    explicit AccountTable(const Tools& tools) : tools_(tools) {}

    std::optional<engine::Account> find_account(engine::MemberId member) const override;
    void set_account(const engine::Account& account) override;

    std::optional<engine::AccountSession> find_session(std::string_view token) const override;
    std::vector<engine::AccountSession> sessions_of(engine::MemberId member) const override;
    engine::SessionId add_session(std::string_view token, const engine::AccountSession& session) override;
    void touch_session(engine::SessionId id, engine::Instant at) override;
    void end_session(engine::SessionId id) override;
    void end_sessions(engine::MemberId member, engine::SessionId spared) override;
    void forget_expired(engine::Instant at, engine::Instant failures_at) override;

    std::optional<engine::AccountLink> find_account_link(std::string_view token) const override;
    void add_account_link(std::string_view token, const engine::AccountLink& link) override;
    bool use_account_link(std::string_view token) override;
    void revoke_account_links(engine::MemberId member) override;

    engine::LoginCount login_count(std::string_view subject) const override;
    void set_login_count(std::string_view subject, const engine::LoginCount& count) override;

    int recovery_codes_left(engine::MemberId member) const override;
    void set_recovery_codes(engine::MemberId member, std::span<const std::string> codes) override;
    bool use_recovery_code(engine::MemberId member, std::string_view code) override;

private:
    [[nodiscard]] engine::AccountSession session_of(const Query& found) const;
    [[nodiscard]] std::string open_text(const Query& found, int column) const;

    Tools tools_;
};

}  // namespace rexflow::sqlite
