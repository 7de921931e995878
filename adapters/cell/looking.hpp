#pragma once

#include "adapters/cell/desk.hpp"
#include "adapters/cell/viewpoint.hpp"
#include "adapters/cell/whole_number.hpp"

#include <functional>

/// What every group of pages does to answer.
namespace rexflow::cell {

using Look = std::function<web::Response(const Viewpoint&)>;

/// Reads the store for a page.
[[nodiscard]] web::Response look(const DeskParts& parts, const Printer& printer, const Call& call, const Look& look);

/// Why it does not work, as a page: what is not there is 404, what is refused 403.
[[nodiscard]] web::Response problem(const Printer& printer, const engine::Error& error, const Call& call);

}  // namespace rexflow::cell
