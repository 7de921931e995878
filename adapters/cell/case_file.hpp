#pragma once

#include "adapters/cell/viewpoint.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::cell {

/// A case taken out for a page: its history, where it stands, and who may read the names in it.
struct CaseFile {
    engine::CaseRow row;
    engine::History history;
    engine::Situation situation;
    const engine::Workflow* workflow = nullptr;  ///< never null in a file that was opened
    /// Until when whoever looks may read what names people: the act of looking was recorded lately. None: not now.
    std::optional<engine::Instant> names_until;

    [[nodiscard]] bool shows_names() const { return names_until.has_value(); }
};

/// Whether a member may record an event in a case, whatever the case itself says to it.
using Permission = std::function<bool(const engine::Member&, const CaseFile&, const engine::EventDescriptor&)>;

/// How long names may be read after the act of looking was recorded.
inline constexpr std::chrono::hours names_are_shown{8};

/// Error::Code::not_found for a case that is not there and for one the member is set aside from: nobody can tell the
/// two apart. Other errors for a case that does not replay.
[[nodiscard]] engine::Result<CaseFile> open_case(const Viewpoint& view, const engine::CaseNumber& number);

/// What happened since the entry `seen` that whoever saw that should know of: a letter that was sent meanwhile is no
/// such thing. Into `file`.
[[nodiscard]] std::vector<const engine::HistoryEvent*> changes_since(const CaseFile& file, std::int64_t seen);

/// The event that records that somebody looked at the names of a case, with its reason.
inline constexpr std::string_view identity_seen = "identity_seen";

/// The case whose history records that: an action has none of its own, it goes with the case it belongs to.
[[nodiscard]] engine::CaseRow identity_case(const Viewpoint& view, const engine::CaseRow& row);

/// The address of a case's page: "/dossiers/REX-2026-0001", "/dossiers/REX-2026-0001.A1" for an action.
[[nodiscard]] std::string address_of(const engine::CaseNumber& number);
/// Reads the last part of such an address.
[[nodiscard]] engine::Result<engine::CaseNumber> parse_case_part(std::string_view part);

}  // namespace rexflow::cell
