#pragma once

#include "adapters/cell/case_file.hpp"
#include "engine/page_data.hpp"

namespace rexflow::cell {

/// Adds the history of a case as a story, the last first: lists "entries" and "older_entries". An entry says what
/// happened, when, who recorded it, what was written ("said"), its files, and what followed ("effects"). Text that
/// names people is there only where it may be read; else "kept_apart" says that there is some.
void add_timeline(engine::PageData& page, const Viewpoint& view, const CaseFile& file);

/// The three questions of every case with the last answer to each: list "questions".
void add_questions(engine::PageData& page, const Viewpoint& view, const CaseFile& file);

/// Who looked at names and files of the case, the last first: list "looks".
void add_looks(engine::PageData& page, const Viewpoint& view, const CaseFile& file);

/// The address of the file a field of an entry holds.
[[nodiscard]] std::string file_address(const engine::CaseNumber& number, int seq, std::string_view key);

}  // namespace rexflow::cell
