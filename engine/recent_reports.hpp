#pragma once

#include "engine/ports/store.hpp"
#include "engine/similarity.hpp"

#include <string>
#include <vector>

namespace rexflow::engine {

/// What is kept of a report so that later ones can be compared with it.
struct RecentReport {
    CaseId id;
    Instant at;
    std::string sender;  ///< signed: tells two people apart and names nobody
    Sketch sketch;
};

/// The last reports, some hundred at most, whatever became of their cases. They live in small notes of the store that
/// are written over as new reports come, so that a mail costs a few rows to read and one to write.
class RecentReports {
public:
    [[nodiscard]] static std::vector<RecentReport> all(const Reader& reader);
    static void remember(Unit& unit, const RecentReport& report);
};

}  // namespace rexflow::engine
