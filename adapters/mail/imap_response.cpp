#include "adapters/mail/imap_response.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace rexflow::mail {
namespace {

constexpr std::array<std::string_view, 5> statuses{"OK", "NO", "BAD", "BYE", "PREAUTH"};
constexpr int deepest_list = 32;

std::string upper(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return result;
}

/// The text up to the next blank; `text` is left after it.
std::string_view next_word(std::string_view& text) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
    Number number{};
    const auto end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && stop == end ? std::optional(number) : std::nullopt;
}

/// Goes through the words, strings and lists of a FETCH response.
class Items {
public:
    Items(std::string_view text, std::vector<ImapLiteral>& literals) : text_(text), literals_(literals) {}

    [[nodiscard]] bool take(char wanted) {
        if (!text_.starts_with(wanted)) return false;
        text_.remove_prefix(1);
        return true;
    }

    void skip_blanks() { text_.remove_prefix(std::min(text_.find_first_not_of(' '), text_.size())); }

    [[nodiscard]] bool at_end() const { return text_.empty(); }

    std::string_view atom() {
        const auto end = std::min(text_.find_first_of(" ()\""), text_.size());
        const auto word = text_.substr(0, end);
        text_.remove_prefix(end);
        return word;
    }

    /// A quoted string or a literal; none for NIL and for what is no string.
    std::optional<ImapLiteral> string() {
        if (text_.starts_with('"')) return quoted();
        const auto word = atom();
        if (!word.starts_with('{') || next_literal_ == literals_.size()) return std::nullopt;
        return std::move(literals_[next_literal_++]);
    }

    /// One value of whatever kind; false when it does not end.
    bool skip_value(int depth = 0) {
        if (!take('(')) {
            if (text_.starts_with('"')) return quoted().has_value();
            const auto word = atom();
            if (word.starts_with('{')) ++next_literal_;
            return !word.empty() && next_literal_ <= literals_.size();
        }
        if (depth == deepest_list) return false;
        for (skip_blanks(); !take(')'); skip_blanks()) {
            if (at_end() || !skip_value(depth + 1)) return false;
        }
        return true;
    }

private:
    std::optional<ImapLiteral> quoted() {
        ImapLiteral text;
        for (std::size_t i = 1; i < text_.size(); ++i) {
            if (text_[i] == '"') {
                text_.remove_prefix(i + 1);
                text.size = text.bytes.size();
                return text;
            }
            if (text_[i] == '\\' && i + 1 < text_.size()) ++i;
            text.bytes += text_[i];
        }
        return std::nullopt;
    }

    std::string_view text_;
    std::vector<ImapLiteral>& literals_;
    std::size_t next_literal_ = 0;
};

/// False when the value is not one of its kind.
bool read_item(Items& items, std::string_view name, ImapMessage& message) {
    if (name == "UID") {
        const auto uid = parse_number<std::uint32_t>(items.atom());
        message.uid = uid.value_or(0);
        return uid.has_value();
    }
    if (name == "RFC822.SIZE") {
        const auto size = parse_number<std::size_t>(items.atom());
        message.size = size.value_or(0);
        return size.has_value();
    }
    if (name == "INTERNALDATE") {
        const auto date = items.string();
        message.received_at = date ? parse_imap_date(date->bytes) : std::nullopt;
        return date.has_value();
    }
    if (name == "BODY[]") {
        message.body = items.string();
        return true;
    }
    return items.skip_value();
}

void append_utf16(std::u16string& text, char32_t c) {
    if (c < 0x10000) {
        text += static_cast<char16_t>(c);
    } else {
        text += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10U));
        text += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FFU));
    }
}

/// The character at the front, which is taken away; U+FFFD for a byte that begins none.
char32_t next_character(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    char32_t character = length <= 1 ? first : first & (0xFFU >> (length + 1));
    bool is_whole = length > 0 && length <= text.size() && first < 0xF5;
    for (std::size_t i = 1; is_whole && i < length; ++i) {
        is_whole = (byte(i) & 0xC0U) == 0x80U;
        character = (character << 6U) | (byte(i) & 0x3FU);
    }
    text.remove_prefix(is_whole ? length : 1);
    return is_whole && character <= 0x10FFFF ? character : 0xFFFD;
}

/// Base64 of UTF-16BE with ',' for '/' and without padding.
std::string modified_base64(const std::u16string& text) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
    std::string result;
    unsigned bits = 0;
    unsigned waiting = 0;
    for (const char16_t unit : text) {
        bits = (bits << 16U) | unit;
        for (waiting += 16; waiting >= 6; waiting -= 6) result += alphabet[(bits >> (waiting - 6)) & 0x3FU];
        bits &= (1U << waiting) - 1;
    }
    if (waiting > 0) result += alphabet[(bits << (6 - waiting)) & 0x3FU];
    return result;
}

}  // namespace

std::optional<ImapResponse> parse_imap_line(std::string_view line) {
    ImapResponse response;
    if (line.starts_with("+")) {
        response.kind = ImapResponse::Kind::continuation;
        response.tag = "+";
        return response;
    }
    auto rest = line;
    response.tag = next_word(rest);
    auto after_word = rest;
    const auto word = upper(next_word(after_word));
    if (response.tag.empty() || word.empty()) return std::nullopt;
    if (std::ranges::find(statuses, word) == statuses.end()) {
        if (response.tag != "*") return std::nullopt;
        response.data = rest;
        return response;
    }
    response.kind = ImapResponse::Kind::status;
    response.status = word;
    const auto end = after_word.find(']');
    if (after_word.starts_with('[') && end != std::string_view::npos)
        response.code = upper(after_word.substr(1, end - 1));
    return response;
}

std::optional<std::size_t> size_of_literal(std::string_view line) {
    const auto start = line.rfind('{');
    if (!line.ends_with('}') || start == std::string_view::npos) return std::nullopt;
    return parse_number<std::size_t>(line.substr(start + 1, line.size() - start - 2));
}

std::optional<ImapMessage> parse_imap_fetch(ImapResponse response) {
    std::string_view text = response.data;
    const auto number = parse_number<std::uint32_t>(next_word(text));
    if (!number || upper(next_word(text)) != "FETCH") return std::nullopt;
    ImapMessage message;
    Items items(text, response.literals);
    if (!items.take('(')) return std::nullopt;
    for (items.skip_blanks(); !items.take(')'); items.skip_blanks()) {
        const auto name = upper(items.atom());
        items.skip_blanks();
        if (name.empty() || items.at_end() || !read_item(items, name, message)) return std::nullopt;
    }
    return message;
}

std::optional<std::vector<std::uint32_t>> parse_imap_search(std::string_view data) {
    if (upper(next_word(data)) != "SEARCH") return std::nullopt;
    std::vector<std::uint32_t> numbers;
    while (!data.empty()) {
        const auto word = next_word(data);
        if (word.empty()) continue;
        const auto number = parse_number<std::uint32_t>(word);
        if (!number || *number == 0) return std::nullopt;
        numbers.push_back(*number);
    }
    return numbers;
}

std::optional<engine::Instant> parse_imap_date(std::string_view text) {
    using namespace std::chrono;
    constexpr std::array<std::string_view, 12> months{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                      "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
    constexpr std::string_view shape = "dd-Mmm-yyyy hh:mm:ss +hhmm";
    if (text.size() != shape.size() || text[2] != '-' || text[6] != '-' || text[14] != ':') return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t length) {
        const auto digits = text.substr(at, length);
        return parse_number<int>(digits.substr(std::min(digits.find_first_not_of(' '), digits.size()))).value_or(-1);
    };
    const auto month_found = std::ranges::find(months, upper(text.substr(3, 3)));
    if (month_found == months.end()) return std::nullopt;
    const year_month_day date{year(number(7, 4)), month(static_cast<unsigned>(month_found - months.begin()) + 1),
                              day(static_cast<unsigned>(number(0, 2)))};
    const std::array<int, 5> parts{number(12, 2), number(15, 2), number(18, 2), number(22, 2), number(24, 2)};
    if (!date.ok() || std::ranges::any_of(parts, [](int part) { return part < 0 || part > 60; })) return std::nullopt;
    const auto offset = hours(parts[3]) + minutes(parts[4]);
    const auto local = sys_days(date) + hours(parts[0]) + minutes(parts[1]) + seconds(parts[2]);
    return text[21] == '-' ? local + offset : local - offset;
}

std::string to_imap_set(const std::vector<std::uint32_t>& uids) {
    std::string set;
    for (std::size_t i = 0; i < uids.size();) {
        auto last = i;
        while (last + 1 < uids.size() && uids[last + 1] == uids[last] + 1) ++last;
        set += (set.empty() ? "" : ",") + std::to_string(uids[i]);
        if (last > i) set += ":" + std::to_string(uids[last]);
        i = last + 1;
    }
    return set;
}

std::string imap_quoted(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::string to_imap_folder(std::string_view name) {
    std::string encoded;
    std::u16string waiting;
    const auto flush = [&] {
        if (!waiting.empty()) encoded += '&' + modified_base64(waiting) + '-';
        waiting.clear();
    };
    while (!name.empty()) {
        const auto character = next_character(name);
        if (character < 0x20 || character > 0x7E) {
            append_utf16(waiting, character);
            continue;
        }
        flush();
        encoded += static_cast<char>(character);
        if (character == '&') encoded += '-';
    }
    flush();
    return encoded;
}

}  // namespace rexflow::mail
