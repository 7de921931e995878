#pragma once

#include "engine/reading/document.hpp"
#include "engine/reading/form_labels.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

/// Walks down the rows of a document and gathers what is written beside, under or after each label.
class FormPage {
public:
    struct Written {
        const BlankField* field = nullptr;
        std::string label;  ///< as printed
        RichText text;
        double confidence = 0;
        bool in_table = false;
        bool is_blank = true;  ///< nothing but dotted lines yet
    };

    FormPage(const BlankForm& form, const FormLabels& labels) : form_(form), labels_(labels) {}

    void read(const Row& row);
    void finish() { close(); }

    [[nodiscard]] const std::vector<Written>& written() const { return written_; }
    [[nodiscard]] const std::vector<std::string>& labels() const { return seen_; }  ///< keys whose label is there
    [[nodiscard]] const std::string& leftovers() const { return leftovers_; }
    [[nodiscard]] bool is_named() const { return is_named_; }  ///< a title says which form it is

private:
    [[nodiscard]] bool has_label(const Row& row) const;
    [[nodiscard]] bool leaves_table(const Row& row) const;
    void read_table_row(const Row& row);
    [[nodiscard]] std::optional<LabelMatch> label_of(const Row& row, std::size_t i) const;
    [[nodiscard]] bool begins_another(std::string_view text) const;
    void read_headings(const Row& row);
    [[nodiscard]] bool read_under_headings(const Row& row);
    void read_cell(const RichText& text);
    void read_line(const RichText& line);
    void read_labelled(const RichText& line, const LabelledLine& found);
    void read_value(const RichText& value);
    void read_unlabelled(const RichText& line);
    [[nodiscard]] bool read_flag(const RichText& line, std::string_view text);
    [[nodiscard]] bool continues(const RichText& line, std::string_view text) const;
    [[nodiscard]] const BlankField* field_of_options(std::string_view text) const;
    [[nodiscard]] bool is_filled(const BlankField& field) const;

    void open(const LabelMatch& match, std::string_view label);
    void append(const RichText& text, std::string_view between);
    void close();
    void leave_over(std::string_view text);
    [[nodiscard]] bool is_printed(std::string_view text);

    struct Heading {
        LabelMatch match;
        std::string label;
        int column = 0;
    };

    const BlankForm& form_;
    const FormLabels& labels_;
    std::optional<Written> current_;
    std::string printed_;            ///< the last lines, as long as they were printed ones
    std::vector<Heading> headings_;  ///< of the columns of the row above
    std::vector<Written> written_;
    std::vector<std::string> seen_;
    std::string leftovers_;
    bool is_named_ = false;
    bool in_table_ = false;
};

/// A part of a text with its looks.
[[nodiscard]] RichText part(const RichText& text, std::size_t begin, std::size_t end);

struct SplitName {
    std::string family;
    std::string given;
};

/// "DURAND Léa", "Léa DURAND", "Durand Léa": capitals tell; else the family name is first, as forms ask.
[[nodiscard]] SplitName split_name(std::string_view both);

}  // namespace rexflow::engine::reading
