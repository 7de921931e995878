#pragma once

#include "adapters/cell/case_file.hpp"
#include "adapters/cell/field_form.hpp"
#include "engine/page_data.hpp"
#include "engine/reading/availability.hpp"

#include <span>
#include <string>
#include <vector>

namespace rexflow::cell {

/// Adds what one looks at while filling in a form: number and hours beside a call ("phone", "hours"), the facts so far
/// beside a new one (list "facts"), the directory beside an orientation (list "professionals", for the words asked).
void add_context(engine::PageData& page, const Viewpoint& view, const CaseFile& file,
                 const engine::EventDescriptor& event, const Typed& asked);

/// Who was chosen in the directory (`asked`), as an orientation names them; nothing for any other event.
[[nodiscard]] Typed chosen_professional(const Viewpoint& view, const engine::EventDescriptor& event,
                                        const Typed& asked);

/// When the reporter said they can be called, by what the history says last; none where nobody said.
[[nodiscard]] std::vector<engine::reading::Window> hours_given(const engine::History& history);
/// The same for people: "mardi, entre 12 h et 14 h, pas le mercredi"; empty where there are none.
[[nodiscard]] std::string hours_in_words(std::span<const engine::reading::Window> hours, engine::Locale locale);

}  // namespace rexflow::cell
