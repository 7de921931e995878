#include "adapters/documents/document_builder.hpp"

#include <utility>

namespace rexflow::documents {

namespace {

constexpr std::size_t most_text = 1U << 20U;
constexpr std::size_t most_rows = 20'000;
constexpr std::size_t most_controls = 5'000;

}  // namespace

engine::reading::RichText& DocumentBuilder::place() {
    return !open_.empty() && open_.back().in_cell ? open_.back().row.back().text : paragraph_;
}

void DocumentBuilder::text(std::string_view text, Look look) {
    if (text.empty() || size_ + text.size() > most_text) return;
    size_ += text.size();
    auto& here = place();
    if (!here.empty() && here.back().strong == look.strong && here.back().struck == look.struck)
        here.back().text += text;
    else
        here.push_back({std::string(text), look.strong, look.struck});
}

void DocumentBuilder::end_paragraph() {
    if (!open_.empty() && open_.back().in_cell) return text("\n", {});
    if (document_.rows.size() < most_rows) document_.rows.push_back({{std::exchange(paragraph_, {}), 0}});
}

void DocumentBuilder::begin_row() { open_.emplace_back(); }

void DocumentBuilder::begin_cell(int column) {
    if (open_.empty()) return;
    open_.back().row.push_back({{}, column, true});
    open_.back().in_cell = true;
}

void DocumentBuilder::end_cell() {
    if (open_.empty() || !open_.back().in_cell) return;
    open_.back().in_cell = false;
    auto& spans = open_.back().row.back().text;  // the last paragraph of a cell ends no line
    while (!spans.empty() && spans.back().text.ends_with('\n')) {
        spans.back().text.pop_back();
        if (spans.back().text.empty()) spans.pop_back();
    }
}

void DocumentBuilder::end_row() {
    if (open_.empty()) return;
    auto row = std::move(open_.back().row);
    open_.pop_back();
    if (document_.rows.size() < most_rows) document_.rows.push_back(std::move(row));
}

void DocumentBuilder::control(engine::reading::Control control) {
    if (document_.controls.size() < most_controls) document_.controls.push_back(std::move(control));
}

engine::reading::Document DocumentBuilder::take() {
    if (!paragraph_.empty()) end_paragraph();
    return std::move(document_);
}

}  // namespace rexflow::documents
