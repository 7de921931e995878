#pragma once

#include "engine/ports/document_reader.hpp"

namespace rexflow::documents {

enum class FileKind { pdf, zip, text, picture, old_office, rich_text, unknown };

/// What a file is by its first bytes; its name and declared type only tell a text from nothing known.
[[nodiscard]] FileKind kind_of(const engine::ReceivedFile& file);

/// Why a file need not be opened to know that a person has to: a reason of engine::DocumentReading. Empty for one that
/// may be read.
[[nodiscard]] std::string_view reason_to_leave(const engine::ReceivedFile& file);

/// The same by its first KiB, where that is enough.
[[nodiscard]] std::string_view reason_to_leave_at_a_glance(const engine::ReceivedFile& beginning);

/// Bytes of a text file as UTF-8: with its byte order mark, as UTF-8, else as windows-1252.
[[nodiscard]] std::string as_utf8(std::string_view bytes);

}  // namespace rexflow::documents
