#pragma once

#include "engine/reading/blank_form.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

/// Which field a text is the label of.
struct LabelMatch {
    const BlankField* field = nullptr;
    double confidence = 0;
};

/// A label followed by something, at the start of a line.
struct LabelledLine {
    LabelMatch match;
    std::size_t label_end = 0;    ///< bytes
    std::size_t value_begin = 0;  ///< after the colon or dotted line
};

/// The labels of one blank form in all their spellings.
class FormLabels {
public:
    explicit FormLabels(const BlankForm& form);

    [[nodiscard]] const BlankForm& form() const { return form_; }

    /// The field a whole text is the label of: accents, case, punctuation, numbering, what stands in brackets and
    /// words that change nothing ("votre", "du déclarant") do not count; one wrong letter in a long word neither.
    [[nodiscard]] std::optional<LabelMatch> whole(std::string_view text) const;

    /// A label at the start of a line, then a colon, a question mark, a dotted line, a tab, or nothing more.
    [[nodiscard]] std::optional<LabelledLine> at_start(std::string_view line) const;

    /// Where the next label stands further on in a line ("Nom : Durand  Prénom : Léa"), before a colon or dotted line.
    [[nodiscard]] std::optional<std::size_t> next_in(std::string_view line, std::size_t from) const;

    /// Text that is printed on the blank form: titles, guidance, hints, page numbers, where to send it.
    [[nodiscard]] bool is_printed(std::string_view text) const;

    /// Text that stands within one paragraph of the blank form.
    [[nodiscard]] bool is_part_of_printed(std::string_view text) const;

    /// Whether a text bears one of the words that only this form has.
    [[nodiscard]] bool names_form(std::string_view text) const;

private:
    struct Entry {
        std::vector<std::string> words;
        const BlankField* field;
    };

    void add(std::string_view spelling, const BlankField& field);

    const BlankForm& form_;
    std::map<std::size_t, std::vector<Entry>> entries_;  ///< by how many words they have
    std::vector<std::string> printed_;
    std::vector<std::string> marks_;
};

/// Bytes of numbering, bullets and quotation marks ("1.", "2)", "•", ">") before the words of a line.
[[nodiscard]] std::size_t ornament_length(std::string_view line);

}  // namespace rexflow::engine::reading
