#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// The parts split_quotation is made of; for its own sources.
namespace rexflow::engine::reading::quoted {

/// Where one line of a body lies: its text without the line end, and where the next one begins.
struct Line {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t next = 0;

    [[nodiscard]] std::string_view in(std::string_view body) const { return body.substr(begin, end - begin); }
};

[[nodiscard]] Line line_at(std::string_view body, std::size_t at);

/// Without blanks on either side; NBSP and the byte order mark that some phones put before a quotation are blanks too.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// How many ">" stand before the text of a line (RFC 3676, 4.5).
[[nodiscard]] std::size_t quote_depth(std::string_view line);

/// A line without its quote marks and outer blanks.
[[nodiscard]] std::string_view content(std::string_view line);

[[nodiscard]] inline bool is_blank(std::string_view line) { return content(line).empty(); }

/// A line of nothing but five or more dashes, underscores or the like.
[[nodiscard]] bool is_rule(std::string_view line);

/// The content of a line as words are compared in it; a line longer than any that introduces a quotation is empty.
[[nodiscard]] std::string folded_content(std::string_view line);

/// What says that the text after it is another mail's.
struct Introduction {
    enum class Kind {
        attribution,  ///< "Le 5 janv. 2026 à 14:32, X a écrit :"
        header,       ///< "De : ... Envoyé : ... À : ... Objet : ..."
        delimiter,    ///< "-----Message d'origine-----"
        forward,      ///< "---------- Message transféré ---------"
    };
    Kind kind;
    std::size_t end;  ///< where the line after it begins
};

/// An attribution that begins with the line at `at` and ends on it or on one of the next few.
[[nodiscard]] std::optional<Introduction> find_attribution(std::string_view body, std::size_t at);

/// What looking for a copied header found.
struct HeaderSearch {
    std::optional<Introduction> found;
    std::size_t examined = 0;  ///< none begins before this either
};

/// A copied mail header that begins with the line at `at`.
/// @param preceding the last line before it that is not blank; a rule there is as good as an address in it
[[nodiscard]] HeaderSearch find_header(std::string_view body, std::size_t at, std::string_view preceding);

/// A line that names what follows it.
[[nodiscard]] std::optional<Introduction> find_delimiter(std::string_view body, std::size_t at);

}  // namespace rexflow::engine::reading::quoted
