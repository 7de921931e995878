#pragma once

#include "adapters/cell/case_file.hpp"
#include "adapters/cell/field_form.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rexflow::cell {

/// Names of a form that are no fields of an event.
inline constexpr std::string_view seq_name = "seq";               ///< the last entry its reader saw
inline constexpr std::string_view happened_name = "happened_at";  ///< when it happened, where that was not just now
inline constexpr std::string_view rehearsed_name = "lettres";     ///< only the letters are asked for

/// A letter an event would send, as its reader would get it.
struct LetterAhead {
    std::string label;
    std::string to;       ///< what its reader is to the case
    std::string address;  ///< empty for who may not read names
    std::string subject;
    std::string text;
};

/// What came of trying, where the form is to be shown again.
struct FormNews {
    bool has_changed = false;          ///< somebody acted since the form was handed out
    int seen = 0;                      ///< the last entry its reader saw, where it has changed
    std::vector<std::string> reasons;  ///< why the event is not possible, in words
    Troubles troubles;
    std::optional<std::vector<LetterAhead>> letters;  ///< what would be sent, where that alone was asked for
};

/// The page "cell/form": an event about to be recorded.
[[nodiscard]] engine::PageData event_form(const Viewpoint& view, const CaseFile& file,
                                          const engine::EventDescriptor& event, const Typed& typed,
                                          const FormNews& news = {});

/// What the case knows that belongs into a blank form, as it is typed; `asked` (from the address) comes before.
[[nodiscard]] Typed known_beforehand(const Viewpoint& view, const CaseFile& file, const engine::EventDescriptor& event,
                                     const Typed& asked);

}  // namespace rexflow::cell
