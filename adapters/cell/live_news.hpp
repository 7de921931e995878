#pragma once

#include "engine/ports/clock.hpp"
#include "engine/ports/store.hpp"

#include <map>
#include <string>
#include <vector>

namespace rexflow::cell {

/// What pages that are open in a browser can wait for. Says of which case, never what.
namespace topics {
inline constexpr const char* lists = "lists";
[[nodiscard]] std::string of_case(engine::CaseId id);
}  // namespace topics

/// How far the newest change of any case had come when a list was made: "<case>.<entry>".
[[nodiscard]] std::string newest_change(const engine::Reader& reader, engine::Instant now);

/// Where the page of a case listens, and where a list does; each says what it has seen.
[[nodiscard]] std::string live_address(const engine::CaseRow& row);
[[nodiscard]] std::string live_address_of_lists(const engine::Reader& reader, engine::Instant now);

/// Finds out which cases changed by looking at those that changed last: so it sees what another process did as well
/// (the command line beside the server). For one thread.
class LiveNews {
public:
    LiveNews(engine::Store& store, const engine::Clock& clock) : store_(store), clock_(clock) {}

    /// Topics that changed since it was asked before; nothing the first time. Of more than a thousand cases between two
    /// looks it tells a thousand.
    [[nodiscard]] std::vector<std::string> next();

private:
    using Seen = std::map<engine::CaseId, int>;  ///< the last entry of each of the cases that changed last
    engine::Store& store_;
    const engine::Clock& clock_;
    Seen seen_;
    bool has_looked_ = false;
};

}  // namespace rexflow::cell
