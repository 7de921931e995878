#pragma once

#include "engine/reading/evidence.hpp"

#include <optional>
#include <string_view>

namespace rexflow::engine::reading {

enum class Request { report, call_me_only, form };
enum class Scope { unknown, intra, extra };
enum class Kind { incident, near_miss, complex_situation, risk, good_practice };

[[nodiscard]] std::string_view to_text(Request request);
[[nodiscard]] std::string_view to_text(Scope scope);
[[nodiscard]] std::string_view to_text(Kind kind);

/// Something read, and why.
template <typename T>
struct Found {
    T value{};
    Evidence evidence;
    bool operator==(const Found&) const = default;
};

/// What a mail asks for and how grave it sounds. Flags for a person who decides; never a decision.
struct Demand {
    Found<Request> request{Request::report, {}};
    Found<Scope> scope;
    std::optional<Found<Kind>> kind;
    std::optional<Evidence> urgent;
    std::optional<Evidence> possible_eigs;  ///< words of death, intensive care, lasting harm... not negated
    std::optional<Evidence> withdrawal;     ///< the reporter takes the report back
    bool operator==(const Demand&) const = default;
};

/// @param subject decoded subject; @param text the sender's own new text
[[nodiscard]] Demand read_demand(std::string_view subject, std::string_view text);

}  // namespace rexflow::engine::reading
