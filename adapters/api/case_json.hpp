#pragma once

#include "adapters/api/json.hpp"
#include "adapters/api/route.hpp"
#include "adapters/cell/case_file.hpp"
#include "engine/ports/case_lists.hpp"

/// Cases as the API gives them.
namespace rexflow::api {

/// @param words of the same view: a page of lines asks for the members once
[[nodiscard]] Json line_of(const cell::Viewpoint& view, const engine::CaseWords& words,
                           const engine::ListedCase& listed);

/// A live deadline with its case.
[[nodiscard]] Json due_of(const cell::Viewpoint& view, const engine::CaseWords& words, const engine::DueCase& due);

/// @param shows_names whether the scope and the recorded act let this call see who people are
[[nodiscard]] Json sheet_of(const cell::Viewpoint& view, const cell::CaseFile& file, bool shows_names);

/// What of an entry may be seen.
struct Sight {
    bool texts = false;
    bool names = false;
};
[[nodiscard]] Json entry_of(const cell::Viewpoint& view, const cell::CaseFile& file, const engine::HistoryEvent& entry,
                            Sight sight);
/// The entry without its fields, for whoever is told that the case went on.
[[nodiscard]] Json change_of(const cell::Viewpoint& view, const cell::CaseFile& file,
                             const engine::HistoryEvent& entry);

[[nodiscard]] Json instant_or_null(const std::optional<engine::Instant>& at);
[[nodiscard]] std::string_view to_text(engine::EventKind kind);

}  // namespace rexflow::api
