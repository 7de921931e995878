#pragma once

#include "adapters/cell/desk.hpp"

namespace rexflow::cell {

/// /administration/comptes: the members of the cell and how they log in.
class AccountPages {
public:
    explicit AccountPages(const DeskParts& parts) : parts_(parts), printer_(parts.context, parts.renderer) {}

    [[nodiscard]] std::vector<Route> routes() const;

private:
    [[nodiscard]] web::Response list(const Call& call) const;
    [[nodiscard]] web::Response add(const Call& call) const;
    [[nodiscard]] web::Response show(const Call& call) const;
    [[nodiscard]] web::Response act(const Call& call) const;

    [[nodiscard]] web::Response show_list(int status, const Call& call, engine::PageData page) const;
    [[nodiscard]] web::Response show_account(int status, const Call& call, engine::PageData page) const;

    DeskParts parts_;
    Printer printer_;
};

}  // namespace rexflow::cell
