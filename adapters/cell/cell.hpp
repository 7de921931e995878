#pragma once

#include "adapters/cell/case_pages.hpp"
#include "adapters/cell/entrance_pages.hpp"
#include "adapters/cell/feed_pages.hpp"
#include "adapters/cell/own_pages.hpp"
#include "adapters/cell/password_pages.hpp"

namespace rexflow::cell {

/// Error::Code::configuration names a page of the cell that has no template.
[[nodiscard]] engine::Result<void> check_pages(const engine::PageRenderer& renderer);

/// Every page of the cell's members, behind one desk. A new group of pages is a member here and a line of routes().
class Cell {
public:
    explicit Cell(const DeskParts& parts)
        : entrance_(parts), passwords_(parts), own_(parts), feeds_(parts), cases_(parts), desk_(parts, routes()) {}
    Cell(const Cell&) = delete;
    Cell& operator=(const Cell&) = delete;

    [[nodiscard]] web::Response answer(const web::Request& request) const { return desk_.answer(request); }
    [[nodiscard]] const Desk& desk() const { return desk_; }

private:
    [[nodiscard]] std::vector<Route> routes() const;

    EntrancePages entrance_;
    PasswordPages passwords_;
    OwnPages own_;
    FeedPages feeds_;
    CasePages cases_;
    Desk desk_;
};

}  // namespace rexflow::cell
