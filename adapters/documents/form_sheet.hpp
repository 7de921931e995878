#pragma once

#include "engine/house.hpp"
#include "engine/reading/blank_form.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What every format of a blank form has in common: which fields, in what words, filled in by what.
namespace rexflow::documents {

enum class Widget { line, lines, list, boxes, box };

struct SheetOption {
    std::string name;  ///< of its own control: "eigs.authorities.police"
    std::string value;
    std::string label;
};

struct SheetField {
    std::string name;   ///< "fiche_rex.phone"
    std::string label;  ///< with the mark of what is to be checked
    std::string hint;
    Widget widget = Widget::line;
    bool is_day = false;
    bool is_exclusive = false;  ///< of boxes: one at most
    std::vector<SheetOption> options;
};

struct SheetSection {
    std::string title;
    std::string guidance;
    std::vector<SheetField> fields;
};

struct Sheet {
    std::string house;
    std::string title;
    std::string introduction;
    std::string reminder;
    std::string ending;
    std::string send_to;   ///< where the filled form goes, in a sentence
    std::string language;  ///< "fr-FR"
    std::string write_here;
    std::string choose_here;
    std::string page;  ///< the word before a page number
    std::vector<SheetSection> sections;
};

[[nodiscard]] Sheet sheet_of(const engine::reading::BlankForm& form, const engine::House& house);

}  // namespace rexflow::documents
