#pragma once

#include "adapters/cell/desk.hpp"

namespace rexflow::cell {

/// Coming in and going out: identifier and password, code, charter, logout.
class EntrancePages {
public:
    explicit EntrancePages(const DeskParts& parts)
        : parts_(parts), printer_(parts.context, parts.renderer), cookie_(parts.context.house.public_url) {}

    [[nodiscard]] std::vector<Route> routes() const;

private:
    [[nodiscard]] web::Response ask_password(const Call& call) const;
    [[nodiscard]] web::Response log_in(const Call& call) const;
    [[nodiscard]] web::Response ask_code(const Call& call) const;
    [[nodiscard]] web::Response give_code(const Call& call) const;
    [[nodiscard]] web::Response log_out(const Call& call) const;
    [[nodiscard]] web::Response charter(const Call& call) const;
    [[nodiscard]] web::Response accept_charter(const Call& call) const;

    [[nodiscard]] web::Response answer_login(const engine::Login& login, std::string_view page, const Call& call) const;
    [[nodiscard]] web::Response charter_form(int status, const Call& call, engine::PageData variables) const;
    [[nodiscard]] web::Response form(int status, std::string_view page, const Call& call,
                                     engine::PageData variables) const;

    DeskParts parts_;
    Printer printer_;
    SessionCookie cookie_;
};

}  // namespace rexflow::cell
