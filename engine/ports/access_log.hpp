#pragma once

#include "engine/ids.hpp"
#include "engine/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rexflow::engine {

using AccessId = Id<struct AccessTag>;

/// What somebody looked at that is more than a case's states and dates.
enum class Looked { at_identity, at_message, at_attachment, for_people };

struct Look {
    AccessId id = {};
    MemberId member = {};
    std::optional<CaseId> case_id = {};  ///< none: a search for people over all cases
    Looked looked = Looked::at_identity;
    std::string about = {};   ///< number of the message, and of its attachment: "12", "12/0"; may be empty
    std::string reason = {};  ///< why, in their own words; kept as a narrative is
    Instant at = {};
    bool operator==(const Look&) const = default;
};

/// Who looked at whom. Lines are added, and never changed or deleted.
class AccessLog {
public:
    virtual ~AccessLog() = default;

    /// The newest first; `before` goes on after an earlier answer.
    [[nodiscard]] virtual std::vector<Look> of_case(CaseId id, int limit) const = 0;
    [[nodiscard]] virtual std::vector<Look> all(std::optional<AccessId> before, int limit) const = 0;

    /// `look.id` is the log's to say.
    virtual AccessId add(const Look& look) = 0;
};

}  // namespace rexflow::engine
