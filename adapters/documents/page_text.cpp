#include "adapters/documents/page_text.hpp"

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace rexflow::documents {

namespace {

constexpr int most_pages = 60;
constexpr std::size_t most_words = 60'000;

std::string utf8(const poppler::ustring& text) {
    const auto bytes = text.to_utf8();
    return {bytes.data(), bytes.size()};
}

bool is_strong(const poppler::text_box& box) {
    if (!box.has_font_info()) return false;
    const auto name = box.get_font_name();
    return name.find("Bold") != std::string::npos || name.find("Black") != std::string::npos;
}

std::vector<Word> words_of(const poppler::page& page) {
    std::vector<Word> words;
    for (const auto& box : page.text_list(poppler::page::text_list_include_font)) {
        const auto place = box.bbox();
        words.push_back({utf8(box.text()), {place.left(), place.top(), place.right(), place.bottom()}, is_strong(box)});
        if (words.size() == most_words) break;
    }
    return words;
}

/// How wide a blank between two words of one text may be.
double widest_blank(const Word& word) { return std::max(7.0, word.place.height() * 0.9); }

using Line = std::vector<Word>;

std::vector<Line> lines_of(std::vector<Word> words) {
    std::ranges::stable_sort(words, [](const Word& a, const Word& b) { return a.place.middle() < b.place.middle(); });
    std::vector<Line> lines;
    double middle = 0;
    double reach = 0;
    for (auto& word : words) {
        if (lines.empty() || word.place.middle() - middle > reach) {
            lines.emplace_back();
            middle = word.place.middle();
            reach = std::max(2.5, word.place.height() * 0.4);
        }
        lines.back().push_back(std::move(word));
    }
    for (auto& line : lines)
        std::ranges::stable_sort(line, [](const Word& a, const Word& b) { return a.place.left < b.place.left; });
    return lines;
}

int rounded(double points) { return static_cast<int>(points / 2); }

/// Where columns begin: left edges that several lines share.
std::set<int> edges_of(const std::vector<Line>& lines) {
    std::map<int, int> counts;
    for (const auto& line : lines) {
        const Word* previous = nullptr;
        for (const auto& word : line) {
            if (previous == nullptr || word.place.left - previous->place.right > widest_blank(word))
                ++counts[rounded(word.place.left)];
            previous = &word;
        }
    }
    constexpr int several = 3;
    std::set<int> edges;
    for (const auto& [edge, count] : counts)
        if (count >= several) edges.insert(edge);
    return edges;
}

bool is_on_line(const Word& word, const Place& place) {
    return word.place.middle() >= place.top - 2 && word.place.middle() <= place.bottom + 2;
}

std::string joined(const std::vector<const Word*>& words) {
    std::string text;
    for (const auto* word : words) text += (text.empty() ? "" : " ") + word->text;
    return text;
}

}  // namespace

std::vector<std::vector<Word>> read_pages(std::string_view pdf) {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    std::vector<std::vector<Word>> pages;
    const std::unique_ptr<poppler::document> document(
        poppler::document::load_from_raw_data(pdf.data(), static_cast<int>(pdf.size())));
    if (!document || document->is_locked()) return pages;
    for (int i = 0; i < std::min(document->pages(), most_pages); ++i) {
        const std::unique_ptr<poppler::page> page(document->create_page(i));
        pages.push_back(page ? words_of(*page) : std::vector<Word>{});
    }
    return pages;
}

std::vector<engine::reading::Row> rows_of(std::vector<Word> words) {
    const auto lines = lines_of(std::move(words));
    const auto edges = edges_of(lines);
    std::vector<engine::reading::Row> rows;
    for (const auto& line : lines) {
        engine::reading::Row row;
        const Word* previous = nullptr;
        for (const auto& word : line) {
            const auto gap = previous == nullptr ? 0 : word.place.left - previous->place.right;
            const bool is_edge = edges.contains(rounded(word.place.left)) && gap > word.place.height() * 0.4;
            if (row.empty() || gap > widest_blank(word) || is_edge)
                row.push_back({{}, static_cast<int>(word.place.left)});
            else
                row.back().text.push_back({gap > widest_blank(word) / 2 ? "  " : " "});
            row.back().text.push_back({word.text, word.strong});
            previous = &word;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string text_before(const std::vector<Word>& words, const Place& place) {
    std::vector<const Word*> left;
    std::vector<const Word*> above;
    constexpr double near = 18;
    for (const auto& word : words) {
        if (is_on_line(word, place) && word.place.right <= place.left + 4) left.push_back(&word);
        if (word.place.bottom <= place.top + 4 && place.top - word.place.bottom < near &&
            word.place.right > place.left - 4 && word.place.left < place.right)
            above.push_back(&word);
    }
    std::ranges::sort(left, [](const Word* a, const Word* b) { return a->place.right > b->place.right; });
    std::vector<const Word*> chunk;
    auto edge = place.left;
    for (const auto* word : left) {
        if (edge - word->place.right > (chunk.empty() ? 60 : widest_blank(*word) * 1.5)) break;
        chunk.insert(chunk.begin(), word);
        edge = word->place.left;
    }
    if (!chunk.empty()) return joined(chunk);
    std::ranges::sort(above, [](const Word* a, const Word* b) { return a->place.left < b->place.left; });
    double lowest = 0;
    for (const auto* word : above) lowest = std::max(lowest, word->place.middle());
    std::erase_if(above, [&](const Word* word) { return lowest - word->place.middle() > 4; });
    return joined(above);
}

std::string text_after(const std::vector<Word>& words, const Place& place) {
    std::vector<const Word*> right;
    for (const auto& word : words)
        if (is_on_line(word, place) && word.place.left >= place.right - 3) right.push_back(&word);
    std::ranges::sort(right, [](const Word* a, const Word* b) { return a->place.left < b->place.left; });
    std::vector<const Word*> chunk;
    auto edge = place.right;
    for (const auto* word : right) {
        if (word->place.left - edge > (chunk.empty() ? 25 : widest_blank(*word) * 1.5)) break;
        chunk.push_back(word);
        edge = word->place.right;
    }
    return joined(chunk);
}

}  // namespace rexflow::documents
