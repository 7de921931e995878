#pragma once

#include "adapters/cell/desk.hpp"

namespace rexflow::cell {

/// /compte: what members do with their own account.
class OwnPages {
public:
    explicit OwnPages(const DeskParts& parts)
        : parts_(parts), printer_(parts.context, parts.renderer), cookie_(parts.context.house.public_url) {}

    [[nodiscard]] std::vector<Route> routes() const;

private:
    [[nodiscard]] web::Response overview(const Call& call) const;
    [[nodiscard]] web::Response change_password(const Call& call) const;
    [[nodiscard]] web::Response end_session(const Call& call) const;
    [[nodiscard]] web::Response end_other_sessions(const Call& call) const;
    [[nodiscard]] web::Response second_factor(const Call& call) const;
    [[nodiscard]] web::Response begin_second_factor(const Call& call) const;
    [[nodiscard]] web::Response qr_code(const Call& call) const;
    [[nodiscard]] web::Response confirm_second_factor(const Call& call) const;
    [[nodiscard]] web::Response drop_second_factor(const Call& call) const;
    [[nodiscard]] web::Response renew_codes(const Call& call) const;

    [[nodiscard]] web::Response show_overview(int status, const Call& call, engine::LetterVariables variables) const;
    [[nodiscard]] web::Response show_second_factor(int status, const Call& call,
                                                   engine::LetterVariables variables) const;
    [[nodiscard]] engine::Result<std::optional<engine::Account>> account_of(const Call& call) const;
    /// The answer to a change: its page again where it did not work, codes once where there are new ones.
    [[nodiscard]] web::Response after(const engine::Result<engine::OwnChange>& change, const Call& call,
                                      std::string_view back, std::string_view done) const;
    void add_sessions(const std::vector<engine::AccountSession>& sessions, const Call& call,
                      engine::LetterVariables& variables) const;

    DeskParts parts_;
    Printer printer_;
    SessionCookie cookie_;
};

/// What a page says about a password that cannot be chosen.
void add_trouble(engine::PasswordTrouble trouble, engine::LetterVariables& variables);

}  // namespace rexflow::cell
