#pragma once

#include "adapters/cell/desk.hpp"

namespace rexflow::cell {

/// Where an open page listens for changes, and where the texts its writer has begun are kept.
class LivePages {
public:
    explicit LivePages(const DeskParts& parts) : parts_(parts), printer_(parts.context, parts.renderer) {}

    [[nodiscard]] std::vector<Route> routes() const;

private:
    [[nodiscard]] web::Response listen(const Call& call) const;
    [[nodiscard]] web::Response keep_draft(const Call& call) const;

    DeskParts parts_;
    Printer printer_;
};

}  // namespace rexflow::cell
