#pragma once

#include "adapters/cell/case_file.hpp"
#include "engine/page_data.hpp"
#include "engine/ports/letter_writer.hpp"
#include "engine/ports/message_reader.hpp"

#include <string_view>

namespace rexflow::cell {

/// What a case's page is made with, beside the case.
struct CasePageParts {
    const engine::MessageReader& message_reader;
    const engine::LetterRenderer& letter_renderer;
    const Permission& may;
};

/// The page "cell/case". `done` is the event that was just recorded, by name; empty: none.
[[nodiscard]] engine::PageData case_page(const Viewpoint& view, const CaseFile& file, const CasePageParts& parts,
                                         std::string_view done = {});

}  // namespace rexflow::cell
