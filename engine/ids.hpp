#pragma once

#include "engine/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// A row of ours, by number; the tag keeps a case's from a message's.
template <typename Tag>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
};

using CaseId = Id<struct CaseTag>;
using MemberId = Id<struct MemberTag>;
using MessageId = Id<struct MessageTag>;  ///< a stored incoming mail; the Message-ID header field is text
using OutboxId = Id<struct OutboxTag>;
using LinkId = Id<struct LinkTag>;

/// What people call a case: "REX-2026-0001", and "REX-2026-0001/A1" for its first corrective action.
/// Years are those of the CPTS's wall calendar; the counter starts again each year and may pass 9999.
class CaseNumber {
public:
    /// Accepts any case and surrounding blanks; refuses everything else.
    [[nodiscard]] static Result<CaseNumber> parse(std::string_view text);
    [[nodiscard]] static CaseNumber of_case(int year, int counter);
    [[nodiscard]] CaseNumber action(int counter) const;

    [[nodiscard]] const std::string& text() const { return text_; }
    auto operator<=>(const CaseNumber&) const = default;

private:
    explicit CaseNumber(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace rexflow::engine
