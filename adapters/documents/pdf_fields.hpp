#pragma once

#include "adapters/documents/form_sheet.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::documents {

/// A field of a form at its place on a page, in points from the top left corner.
struct PlacedField {
    enum class Kind { line, lines, list, box, radio };

    std::string name;     ///< "eigs.authorities.police"; radio buttons of one question share theirs
    std::string tooltip;  ///< what is to be filled in, for those who do not see the page
    Kind kind = Kind::line;
    int page = 0;
    double x = 0;
    double y = 0;
    double wide = 0;
    double high = 0;
    std::string state;                 ///< of a box or radio button: its value when ticked
    std::vector<SheetOption> options;  ///< of a list
};

/// The drawn pages with these fields on them (AcroForm, ISO 32000-1 12.7). No script; the same bytes every time.
[[nodiscard]] std::string add_fields(std::string_view pdf, const std::vector<PlacedField>& fields,
                                     std::string_view language);

}  // namespace rexflow::documents
