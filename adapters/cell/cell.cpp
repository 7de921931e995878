#include "adapters/cell/cell.hpp"

#include <iterator>

namespace rexflow::cell {

std::vector<Route> Cell::routes() const {
    std::vector<Route> all;
    const auto add = [&](std::vector<Route> some) { std::move(some.begin(), some.end(), std::back_inserter(all)); };
    add(entrance_.routes());
    add(passwords_.routes());
    add(own_.routes());
    return all;
}

}  // namespace rexflow::cell
