#pragma once

#include "adapters/cell/desk.hpp"

namespace rexflow::cell {

/// /calendrier: deadlines and meetings of a month, as a list to be read from top to bottom.
class CalendarPages {
public:
    explicit CalendarPages(const DeskParts& parts) : parts_(parts), printer_(parts.context, parts.renderer) {}

    [[nodiscard]] std::vector<Route> routes() const;

private:
    [[nodiscard]] web::Response show(const Call& call) const;

    DeskParts parts_;
    Printer printer_;
};

}  // namespace rexflow::cell
