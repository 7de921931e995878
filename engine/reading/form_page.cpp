#include "engine/reading/form_page.hpp"

#include "engine/reading/form_choice.hpp"
#include "engine/reading/form_values.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

bool is_choice(const BlankField& field) {
    return field.shape == FieldShape::choice || field.shape == FieldShape::choices;
}

std::string_view first_line(std::string_view text) {
    text = trimmed(text);
    return trimmed(text.substr(0, text.find('\n')));
}

bool is_strong(const RichText& text) {
    return std::ranges::all_of(text, [](const Span& span) { return span.strong || trimmed(span.text).empty(); });
}

/// "Adresse du cabinet : 3 rue..." is an answer to itself.
bool is_labelled_otherwise(std::string_view text) {
    constexpr std::size_t longest = 40;
    const auto colon = text.find(':');
    return colon != std::string_view::npos && colon > 2 && colon <= longest &&
           (text[colon - 1] < '0' || text[colon - 1] > '9');
}

/// Words with wide gaps between them, that are no columns.
RichText on_one_line(const Row& row) {
    RichText line;
    for (const auto& cell : row) {
        if (!line.empty()) line.push_back({"  "});
        line.insert(line.end(), cell.text.begin(), cell.text.end());
    }
    return line;
}

/// The lines of a text, looks kept.
std::vector<RichText> lines_of(const RichText& text) {
    const auto all = plain(text);
    std::vector<RichText> lines;
    for (std::size_t at = 0; at <= all.size();) {
        const auto end = std::min(all.find('\n', at), all.size());
        lines.push_back(part(text, at, end));
        at = end + 1;
    }
    return lines;
}

}  // namespace

RichText part(const RichText& text, std::size_t begin, std::size_t end) {
    RichText cut;
    std::size_t at = 0;
    for (const auto& span : text) {
        const auto from = std::max(begin, at);
        const auto until = std::min(end, at + span.text.size());
        if (from < until) cut.push_back({span.text.substr(from - at, until - from), span.strong, span.struck});
        at += span.text.size();
    }
    return cut;
}

void FormPage::read(const Row& row) {
    if (row.empty()) return;
    if (current_ && leaves_table(row)) close();
    in_table_ = row.front().in_table;
    if (row.size() > 1 && !row.front().in_table && headings_.empty() && !has_label(row))
        return read_line(on_one_line(row));
    if (row.size() > 1) return read_table_row(row);
    if (!headings_.empty() && read_under_headings(row)) return;
    headings_.clear();
    read_cell(row.front().text);
}

bool FormPage::has_label(const Row& row) const {
    return std::ranges::any_of(row, [&](const Cell& cell) {
        const auto text = plain(cell.text);
        return labels_.whole(text) || labels_.at_start(text);
    });
}

/// What was asked for in a table is answered there; only a heading drawn as a table of its own is answered below it. A
/// row of one empty cell is the place for an answer that was not given.
bool FormPage::leaves_table(const Row& row) const {
    if (!current_->in_table) return false;
    const bool is_blank = current_->is_blank;
    if (row.front().in_table) return is_blank && row.size() == 1 && without_leaders(plain(row.front().text)).empty();
    return !is_blank || current_->field->shape != FieldShape::long_text;
}

/// Cells are labels, each followed by its value; or all labels, with the values in the row below.
void FormPage::read_table_row(const Row& row) {
    std::size_t labels = 0;
    std::size_t filled = 0;
    for (const auto& cell : row) {
        const auto text = plain(cell.text);
        if (without_leaders(text).empty()) continue;
        ++filled;
        if (labels_.whole(text)) ++labels;
    }
    if (labels == 0 && !headings_.empty() && read_under_headings(row)) return;
    headings_.clear();
    if (labels > 1 && labels == filled && filled == row.size()) return read_headings(row);

    // Whether a value may follow: after a label, and under a label whose cell spans several rows.
    bool is_open = row.front().text.empty() && current_.has_value();
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto text = plain(row[i].text);
        if (const auto label = label_of(row, i); label && !is_filled(*label->field)) {
            open(*label, first_line(text));
            is_open = true;
        } else if (is_open && current_ && !begins_another(text)) {
            append(row[i].text, is_choice(*current_->field) ? "  " : "\n");
        } else if (!trimmed(text).empty()) {
            is_open = false;
            read_cell(row[i].text);
        }
    }
}

/// A cell is a label when all of it is, or its first line, with guidance below it and the answer in the next cell.
std::optional<LabelMatch> FormPage::label_of(const Row& row, std::size_t i) const {
    const auto text = plain(row[i].text);
    if (const auto whole = labels_.whole(text)) return whole;
    const auto end = text.find('\n');
    if (end == std::string::npos || i + 1 == row.size()) return std::nullopt;
    const auto next = plain(row[i + 1].text);
    const auto rest = std::string_view(text).substr(end + 1);
    const bool is_guidance = labels_.is_printed(rest) || (!without_leaders(next).empty() && !labels_.at_start(next));
    return is_guidance ? labels_.whole(std::string_view(text).substr(0, end)) : std::nullopt;
}

/// Whether a cell after a label is itself a label with its value.
bool FormPage::begins_another(std::string_view text) const {
    const auto inside = labels_.at_start(text);
    return inside && inside->value_begin < text.size() && inside->match.field != current_->field &&
           !is_filled(*inside->match.field);
}

void FormPage::read_headings(const Row& row) {
    close();
    for (const auto& cell : row) {
        const auto text = plain(cell.text);
        if (const auto match = labels_.whole(text)) {
            headings_.push_back({*match, std::string(trimmed(text)), cell.column});
            open(*match, headings_.back().label);
            close();
        }
    }
}

bool FormPage::read_under_headings(const Row& row) {
    const auto headings = std::exchange(headings_, {});
    for (const auto& cell : row)
        if (labels_.at_start(plain(cell.text)) || labels_.is_printed(plain(cell.text))) return false;
    constexpr int slack = 8;  // points: a value may begin a little left of its label
    for (const auto& cell : row) {
        const Heading* above = nullptr;
        for (const auto& heading : headings)
            if (heading.column <= cell.column + slack) above = &heading;
        const auto text = plain(cell.text);
        if (without_leaders(text).empty()) continue;
        if (above == nullptr || is_filled(*above->match.field)) {
            leave_over(text);
            continue;
        }
        open(above->match, above->label);
        append(cell.text, "");
        close();
    }
    return true;
}

void FormPage::read_cell(const RichText& text) {
    for (const auto& line : lines_of(text)) read_line(line);
}

void FormPage::read_line(const RichText& line) {
    const auto text = plain(line);
    if (trimmed(text).empty()) {
        if (current_ && !current_->text.empty()) append({}, "\n");
        return;
    }
    if (labels_.names_form(text)) is_named_ = true;
    if (read_flag(line, text)) return;
    const auto found = labels_.at_start(text);
    if (found && !is_filled(*found->match.field)) return read_labelled(line, *found);
    if (is_printed(text)) {
        if (current_ && !current_->is_blank) close();  // else guidance under a label
        return;
    }
    read_unlabelled(line);
}

/// "☒ Je souhaite seulement être rappelé"
bool FormPage::read_flag(const RichText& line, std::string_view text) {
    const auto begin = static_cast<std::size_t>(trimmed(text).data() - text.data());
    const auto box = box_at(text.substr(begin));
    if (box.box == Box::none) return false;
    const auto match = labels_.whole(trimmed(text.substr(begin + box.size)));
    if (!match || match->field->shape != FieldShape::flag) return false;
    open(*match, trimmed(text.substr(begin + box.size)));
    append(part(line, begin, begin + box.size), "");
    close();
    return true;
}

void FormPage::read_labelled(const RichText& line, const LabelledLine& found) {
    const auto text = plain(line);
    open(found.match, trimmed(std::string_view(text).substr(0, found.label_end)));
    const bool is_free = found.match.field->shape == FieldShape::long_text;
    constexpr std::size_t longest_line = 2000;  // of several labels; a longer one is a story
    const auto next = is_free || text.size() > longest_line ? std::nullopt : labels_.next_in(text, found.value_begin);
    if (!next) {
        read_value(part(line, found.value_begin, text.size()));
        return;
    }
    read_value(part(line, found.value_begin, *next));
    read_line(part(line, *next, text.size()));
}

void FormPage::read_value(const RichText& value) {
    const auto text = plain(value);
    if (labels_.is_printed(text) || without_leaders(text).empty()) return;
    append(value, "");
}

/// More of the field above, the options of a question, or nobody's.
void FormPage::read_unlabelled(const RichText& line) {
    const auto text = plain(line);
    if (current_ && continues(line, text)) return append(line, "\n");
    if (const auto* field = field_of_options(text)) {
        if (!current_ || current_->field != field) open({field, 0.85}, field->label.fr);
        return append(line, "\n");
    }
    // Somebody else's question or heading: what follows answers it.
    const auto end = trimmed(text);
    if (is_strong(line) && (end.ends_with(':') || end.ends_with('?'))) close();
    if (current_ && current_->field->shape == FieldShape::long_text) return append(line, "\n");
    close();
    leave_over(text);
}

bool FormPage::continues(const RichText& line, std::string_view text) const {
    const auto& field = *current_->field;
    if (is_choice(field)) return current_->text.empty() || has_box(text) || count_options(text, field.options) > 0;
    if (field.shape == FieldShape::long_text) {
        const auto end = trimmed(text);
        return !(is_strong(line) && (end.ends_with(':') || end.ends_with('?')));
    }
    return current_->is_blank && !is_labelled_otherwise(text);
}

/// The question a line of boxes belongs to, where its label is not one we know.
const BlankField* FormPage::field_of_options(std::string_view text) const {
    constexpr std::size_t longest = 400;
    if (text.size() > longest || !has_box(text)) return nullptr;
    const BlankField* best = nullptr;
    std::size_t most = 0;
    for (const auto& section : form_.sections)
        for (const auto& field : section.fields) {
            constexpr std::size_t telling = 3;  // "oui / non" is the answer to many questions
            if (field.options.size() <= telling || is_filled(field)) continue;
            if (const auto count = count_options(text, field.options); count > most) {
                most = count;
                best = &field;
            }
        }
    return best;
}

bool FormPage::is_filled(const BlankField& field) const {
    if (current_ && current_->field == &field) return !current_->is_blank;
    return std::ranges::any_of(written_, [&](const Written& one) { return one.field == &field; });
}

void FormPage::open(const LabelMatch& match, std::string_view label) {
    close();
    current_ = Written{match.field, std::string(label), {}, match.confidence, in_table_};
    const std::string key(match.field->key);
    if (std::ranges::find(seen_, key) == seen_.end()) seen_.push_back(key);
}

void FormPage::append(const RichText& text, std::string_view between) {
    if (!current_->text.empty() && !between.empty()) current_->text.push_back({std::string(between)});
    current_->text.insert(current_->text.end(), text.begin(), text.end());
    current_->is_blank = current_->is_blank && without_leaders(plain(text)).empty();
}

void FormPage::close() {
    if (current_ && !current_->is_blank) written_.push_back(std::move(*current_));
    current_.reset();
}

/// A line of the blank form, or one of the lines a paragraph of it was broken into.
bool FormPage::is_printed(std::string_view text) {
    if (!printed_.empty() && labels_.is_part_of_printed(printed_ + std::string(text))) {
        printed_ += text;
        return true;
    }
    const bool printed = labels_.is_printed(text);
    printed_ = printed ? text : std::string_view{};
    return printed;
}

void FormPage::leave_over(std::string_view text) {
    if (labels_.is_printed(text)) return;
    leftovers_ += trimmed(text);
    leftovers_ += '\n';
}

SplitName split_name(std::string_view both) {
    std::vector<std::string_view> words;
    auto rest = trimmed(both);
    while (!rest.empty()) {
        const auto end = std::min(rest.find(' '), rest.size());
        if (end > 0) words.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    constexpr auto titles = std::to_array<std::string_view>(
        {"Dr", "Dr.", "DR", "Docteur", "Pr", "Pr.", "Mme", "Mme.", "M.", "Mr", "Monsieur", "Madame", "Mlle"});
    while (words.size() > 1 && std::ranges::find(titles, words.front()) != titles.end()) words.erase(words.begin());
    const auto is_capitals = [](std::string_view word) {
        return word.size() > 1 && std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    };
    const auto join = [&](auto begin, auto end) {
        std::string text;
        for (auto at = begin; at != end; ++at) text += (text.empty() ? "" : " ") + std::string(*at);
        return text;
    };
    if (words.size() < 2) return {std::string(both.substr(0, words.empty() ? 0 : both.size())), {}};
    if (std::ranges::any_of(words, is_capitals) && !std::ranges::all_of(words, is_capitals)) {
        const auto middle = std::stable_partition(words.begin(), words.end(), is_capitals);
        return {join(words.begin(), middle), join(middle, words.end())};
    }
    constexpr auto particles =
        std::to_array<std::string_view>({"de", "du", "des", "le", "la", "van", "von", "d'", "De", "Le", "La"});
    auto middle = words.begin() + 1;
    while (middle != words.end() - 1 && std::ranges::find(particles, *(middle - 1)) != particles.end()) ++middle;
    return {join(words.begin(), middle), join(middle, words.end())};
}

}  // namespace rexflow::engine::reading
