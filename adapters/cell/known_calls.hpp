#pragma once

#include "adapters/cell/form_context.hpp"
#include "engine/ports/case_lists.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace rexflow::cell {

/// What a history says about calling the reporter. Nothing of it names anybody.
struct CallFacts {
    std::vector<engine::reading::Window> windows;
    bool has_receipt = false;  ///< they come back to the follow-up page
    int tries = 0;             ///< calls without an answer since the last one that reached somebody
};

/// The deadlines that are calls to the reporter.
inline constexpr std::string_view first_contact = "first_contact";
inline constexpr std::string_view next_call = "next_call";

[[nodiscard]] CallFacts call_facts(const engine::History& history);

/// When the call a deadline asks for can be made: now or later, and a call that was put off not before its time; within
/// the hours the reporter gave, else within the cell's own.
[[nodiscard]] engine::Instant callable_at(const engine::DueCase& due, const CallFacts& facts, engine::Instant now,
                                          const engine::Calendar& calendar);

/// The facts of the cases that are waited for, kept from one page to the next: a history only grows, so as long as its
/// last entry is the same it says the same. Safe from several threads.
class KnownCalls {
public:
    /// None for a history that cannot be read.
    [[nodiscard]] std::optional<CallFacts> of(const engine::Reader& reader, const engine::CaseRow& row);

private:
    struct Known {
        std::int64_t last_seq = 0;
        CallFacts facts;
    };

    std::mutex mutex_;
    std::map<engine::CaseId, Known> known_;
};

}  // namespace rexflow::cell
