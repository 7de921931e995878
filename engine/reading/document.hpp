#pragma once

#include <string>
#include <vector>

/// What is on the pages of a document, whatever program made it.
namespace rexflow::engine::reading {

/// A piece of text in one appearance.
struct Span {
    std::string text;     ///< UTF-8; "\n" where a line ends
    bool strong = false;  ///< bold, underlined or highlighted
    bool struck = false;  ///< struck through
    bool operator==(const Span&) const = default;
};

using RichText = std::vector<Span>;

/// What stands at one place of a row.
struct Cell {
    RichText text;
    int column = 0;  ///< where it begins: points from the left edge, or 100 a column of a table
    bool in_table = false;
    bool operator==(const Cell&) const = default;
};

/// A row of a table or of a page. A paragraph is a row of one cell.
using Row = std::vector<Cell>;

/// A place made to be filled in: a field of a PDF form, a content control.
struct Control {
    enum class Kind { text, box };
    std::string name;   ///< as the document calls it: "fiche_rex.phone", "Texte3"
    std::string label;  ///< what it tells the person who fills it in; may be empty
    std::string value;
    Kind kind = Kind::text;
    bool is_on = false;       ///< a box that is ticked
    std::string beside = {};  ///< what is printed next to it, where it lies on a page
    bool operator==(const Control&) const = default;
};

struct Document {
    std::vector<Control> controls;
    std::vector<Row> rows;  ///< in reading order, the text of the controls included
    bool operator==(const Document&) const = default;
};

[[nodiscard]] std::string plain(const RichText& text);

/// A text as a document: a paragraph a line.
[[nodiscard]] Document document_of(const std::string& text);

}  // namespace rexflow::engine::reading
