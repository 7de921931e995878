#pragma once

#include <span>
#include <string_view>

namespace rexflow::mustache {

/// A file of templates/ as it was when the program was built.
struct EmbeddedFile {
    std::string_view path;  ///< below templates/: "fr/letters/new_case.text"
    std::string_view content;
};

/// All of them, sorted by path.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

/// The text of one, or nothing where there is no such file.
[[nodiscard]] std::string_view embedded_file(std::string_view path);

}  // namespace rexflow::mustache
