#pragma once

#include "adapters/cell/case_file.hpp"
#include "engine/ports/access_log.hpp"
#include "engine/ports/message_reader.hpp"

#include <string>
#include <string_view>

namespace rexflow::cell {

/// A file of a case. It is given out once `look` is in the access log.
struct Document {
    std::string name;  ///< as its sender called it; may be empty
    std::string bytes;
    engine::Look look;
};

/// The file in a field of an entry of the history. Both functions take parts of an address as they came.
/// Error::Code::refused for whoever may not read the names of the case now, `not_found` for what is not there (any
/// more).
[[nodiscard]] engine::Result<Document> file_of(const Viewpoint& view, const CaseFile& file, std::string_view seq,
                                               std::string_view field);

/// An attachment of a message of the case, by its place.
[[nodiscard]] engine::Result<Document> attachment_of(const Viewpoint& view, const CaseFile& file,
                                                     const engine::MessageReader& message_reader,
                                                     std::string_view message, std::string_view position);

/// Writes down that somebody looks, before they do.
[[nodiscard]] engine::Result<void> note(engine::Store& store, const engine::Look& look);

}  // namespace rexflow::cell
