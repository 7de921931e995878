#pragma once

#include "adapters/cell/desk.hpp"

namespace rexflow::cell {

/// /compte/agenda: the private calendar feeds of a member, made and taken back by themselves.
class FeedPages {
public:
    explicit FeedPages(const DeskParts& parts) : parts_(parts), printer_(parts.context, parts.renderer) {}

    [[nodiscard]] std::vector<Route> routes() const;

private:
    [[nodiscard]] web::Response overview(const Call& call) const;
    [[nodiscard]] web::Response make(const Call& call) const;
    [[nodiscard]] web::Response take_back(const Call& call) const;
    [[nodiscard]] web::Response show(const Call& call, engine::PageData variables) const;

    DeskParts parts_;
    Printer printer_;
};

}  // namespace rexflow::cell
