#pragma once

#include <string>

namespace rexflow::engine::reading {

/// Why something was read as it was: shown to the person who may correct it.
struct Evidence {
    std::string sentence;   ///< the sentence or line of the mail it came from, as written, on one line
    double confidence = 0;  ///< 0 to 1; below 0.5 it is a guess that nothing is done with
    bool operator==(const Evidence&) const = default;
};

}  // namespace rexflow::engine::reading
