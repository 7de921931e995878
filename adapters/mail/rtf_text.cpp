#include "adapters/mail/rtf_text.hpp"

#include "adapters/mail/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <vector>

namespace rexflow::mail {
namespace {

/// Groups that hold no text.
constexpr std::array<std::string_view, 14> silent{"fonttbl",   "colortbl",  "stylesheet", "info",    "pict",
                                                  "object",    "header",    "footer",     "htmltag", "generator",
                                                  "listtable", "themedata", "datastore",  "mhtmltag"};

class RtfText {
public:
    explicit RtfText(std::string_view rtf) : rest_(rtf) {}

    std::string text() && {
        while (!rest_.empty()) {
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == '{') {
                groups_.push_back(groups_.back());
            } else if (c == '}') {
                groups_.size() > 1 ? groups_.pop_back() : void();
            } else if (c == '\\') {
                control();
            } else if (c != '\r' && c != '\n') {
                put(windows_1252_character(static_cast<unsigned char>(c)));
            }
        }
        return std::move(text_);
    }

private:
    struct Group {
        bool is_silent = false;
        int characters_to_skip = 1;  ///< after \u, for readers without Unicode
    };

    void control() {
        if (rest_.empty()) {
            return;
        }
        const char first = rest_.front();
        if ((first < 'a' || first > 'z') && (first < 'A' || first > 'Z')) {
            rest_.remove_prefix(1);
            return symbol(first);
        }
        const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        const auto end = std::ranges::find_if_not(rest_, is_letter);
        const auto word = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(word.size());
        const auto is_number = [](char c) { return c == '-' || (c >= '0' && c <= '9'); };
        const auto stop = std::ranges::find_if_not(rest_, is_number);
        const auto digits = rest_.substr(0, static_cast<std::size_t>(stop - rest_.begin()));
        rest_.remove_prefix(digits.size());
        rest_.remove_prefix(rest_.starts_with(' ') ? 1 : 0);
        int number = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        apply(word, number);
    }

    void symbol(char c) {
        if (c == '\'') {
            unsigned int byte = 0;
            std::from_chars(rest_.data(), rest_.data() + std::min<std::size_t>(2, rest_.size()), byte, 16);
            rest_.remove_prefix(std::min<std::size_t>(2, rest_.size()));
            put(windows_1252_character(static_cast<unsigned char>(byte)));
        } else if (c == '*') {
            groups_.back().is_silent = true;  // a group that old readers may pass over
        } else if (c == '~') {
            put(0xA0);
        } else if (c == '\\' || c == '{' || c == '}') {
            put(static_cast<unsigned char>(c));
        } else if (c == '\n' || c == '\r') {
            put('\n');
        }
    }

    void apply(std::string_view word, int number) {
        if (word == "par" || word == "line" || word == "row" || word == "page") {
            put('\n');
        } else if (word == "tab" || word == "cell") {
            put('\t');
        } else if (word == "u") {
            put(static_cast<char32_t>(number < 0 ? number + 0x10000 : number));
            to_skip_ = groups_.back().characters_to_skip;
        } else if (word == "uc") {
            groups_.back().characters_to_skip = std::clamp(number, 0, 10);
        } else if (word == "bin") {
            rest_.remove_prefix(std::min(static_cast<std::size_t>(std::max(number, 0)), rest_.size()));
        } else if (std::ranges::find(silent, word) != silent.end()) {
            groups_.back().is_silent = true;
        }
    }

    void put(char32_t c) {
        if (groups_.back().is_silent) {
            return;
        }
        if (to_skip_ > 0) {
            --to_skip_;
            return;
        }
        if (c >= 0xD800 && c < 0xDC00) {
            high_surrogate_ = c;
            return;
        }
        const bool is_low = c >= 0xDC00 && c < 0xE000 && high_surrogate_ != 0;
        append_utf8(text_, is_low ? 0x10000 + ((high_surrogate_ - 0xD800) << 10) + (c - 0xDC00) : c);
        high_surrogate_ = 0;
    }

    std::string_view rest_;
    std::string text_;
    std::vector<Group> groups_{1};
    int to_skip_ = 0;
    char32_t high_surrogate_ = 0;  ///< first half of a character beyond U+FFFF
};

}  // namespace

std::string rtf_to_text(std::string_view rtf) { return RtfText(rtf).text(); }

}  // namespace rexflow::mail
