#pragma once

#include "adapters/web/link_pages.hpp"
#include "adapters/web/static_files.hpp"

#include <functional>
#include <utility>

namespace rexflow::web {

/// What a monitor reads.
struct HealthReport {
    bool is_healthy = false;
    std::string json;
};

/// Everything that can be asked for over HTTP: who answers what, and the header fields every answer carries.
class Site {
public:
    /// `others` answers every path that is not known here: the pages of the cell's members.
    Site(const PageParts& parts, StaticFiles files, std::function<HealthReport()> health, Handler others)
        : link_pages_(parts), files_(std::move(files)), health_(std::move(health)), others_(std::move(others)) {}

    [[nodiscard]] Response answer(const Request& request);

private:
    [[nodiscard]] Response route(const Request& request);

    LinkPages link_pages_;
    StaticFiles files_;
    std::function<HealthReport()> health_;
    Handler others_;
};

}  // namespace rexflow::web
