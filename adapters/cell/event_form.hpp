#pragma once

#include "adapters/cell/case_file.hpp"
#include "adapters/cell/field_form.hpp"

#include <string>
#include <vector>

namespace rexflow::cell {

/// Names of a form that are no fields of an event.
inline constexpr std::string_view seq_name = "seq";               ///< the last entry its reader saw
inline constexpr std::string_view happened_name = "happened_at";  ///< when it happened, where that was not just now

/// What came of trying, where the form is to be shown again.
struct FormNews {
    bool has_changed = false;          ///< somebody acted since the form was handed out
    int seen = 0;                      ///< the last entry its reader saw, where it has changed
    std::vector<std::string> reasons;  ///< why the event is not possible, in words
    Troubles troubles;
};

/// The page "cell/form": an event about to be recorded.
[[nodiscard]] engine::PageData event_form(const Viewpoint& view, const CaseFile& file,
                                          const engine::EventDescriptor& event, const Typed& typed,
                                          const FormNews& news = {});

/// What the case knows that belongs into a blank form, as it is typed; `asked` (from the address) comes before.
[[nodiscard]] Typed known_beforehand(const Viewpoint& view, const CaseFile& file, const engine::EventDescriptor& event,
                                     const Typed& asked);

}  // namespace rexflow::cell
