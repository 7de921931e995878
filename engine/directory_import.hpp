#pragma once

#include "engine/ports/directory.hpp"
#include "engine/result.hpp"
#include "engine/text.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// A line of a file that cannot be taken, and why. Never repeats what is written there.
struct BadLine {
    int line = 0;  ///< as an editor counts, from 1
    Text reason;
};

/// What keeps an entry out of the directory; nothing when it can be taken.
[[nodiscard]] std::optional<Text> trouble_with(const Professional& professional);

/// Puts what is known now in the place of the entry `id`; under another name, profession or place it is another entry,
/// and the old one goes. False when there is no such entry.
[[nodiscard]] bool replace(Directory& directory, ProfessionalId id, const Professional& professional);

/// What a file says, before anything is written.
struct DirectoryFile {
    std::vector<Professional> professionals;
    std::vector<BadLine> bad;
};

/// Reads a table of professionals: comma or semicolon separated, fields quoted as in RFC 4180, UTF-8 with or without
/// byte order mark, else windows-1252, any line ends. The first line names the columns, in French or English, in any
/// order: profession, lieu or ville, nom, prénom, téléphone, courriel, remarque and their like; others are left out.
///
/// Error::Code::invalid_input when there is no line of names, or none for name or profession.
[[nodiscard]] Result<DirectoryFile> read_directory(std::string_view bytes);

struct DirectoryImport {
    int added = 0;
    int changed = 0;
    int unchanged = 0;
};

/// Brings what was read into the directory; the same file once more changes nothing.
[[nodiscard]] DirectoryImport import_into(Directory& directory, std::span<const Professional> professionals);

}  // namespace rexflow::engine
