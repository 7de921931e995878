#pragma once

#include "engine/dispatcher.hpp"

namespace rexflow::engine {

/// How a run of list_older_cases ended.
struct Listing {
    int listed = 0;
    std::vector<Error> troubles;  ///< cases that do not replay: nobody can say who may see them, so they stay unlisted
};

/// Brings the cases an older program wrote into the lists: only their history says who is set aside from them. Cheap
/// when there is nothing to do; may be repeated, and stopped at any moment.
[[nodiscard]] Result<Listing> list_older_cases(Store& store, const Dispatcher& dispatcher);

}  // namespace rexflow::engine
