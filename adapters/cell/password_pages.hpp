#pragma once

#include "adapters/cell/desk.hpp"

namespace rexflow::cell {

/// The way in without a password: asking for a link, and choosing a password behind one.
class PasswordPages {
public:
    explicit PasswordPages(const DeskParts& parts)
        : parts_(parts), printer_(parts.context, parts.renderer), cookie_(parts.context.house.public_url) {}

    [[nodiscard]] std::vector<Route> routes() const;

private:
    [[nodiscard]] web::Response ask_address(const Call& call) const;
    [[nodiscard]] web::Response send_link(const Call& call) const;
    [[nodiscard]] web::Response ask_password(const Call& call) const;
    [[nodiscard]] web::Response set_password(const Call& call) const;

    [[nodiscard]] web::Response form(int status, const engine::OpenLink& link, const Call& call,
                                     engine::LetterVariables variables) const;

    DeskParts parts_;
    Printer printer_;
    SessionCookie cookie_;
};

}  // namespace rexflow::cell
