#include "adapters/mail/tag_scan.hpp"

#include <algorithm>

namespace rexflow::mail {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\n\f";
constexpr std::size_t most_attributes = 100;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

}  // namespace

bool TagScan::next() {
    const auto before = rest_;
    for (auto open = before.find('<'); open != npos; open = before.find('<', open + 1)) {
        rest_ = before.substr(open);
        if (read_tag()) {
            text_ = before.substr(0, open);
            return true;
        }
    }
    text_ = before;
    rest_ = {};
    return false;
}

std::string_view TagScan::take_content() {
    const auto content = rest_;
    if (std::ranges::find(never_closed_, tag_.name) != never_closed_.end()) {
        return {};
    }
    for (auto at = content.find("</"); at != npos; at = content.find("</", at + 2)) {
        if (std::ranges::equal(content.substr(at + 2, tag_.name.size()), tag_.name, {}, lower)) {
            rest_ = content.substr(at);
            return content.substr(0, at);
        }
    }
    never_closed_.push_back(tag_.name);
    return {};
}

bool TagScan::read_tag() {
    tag_.attributes.clear();
    tag_.name.clear();
    if (rest_.starts_with("<!--")) {
        return read_comment();
    }
    tag_.closes = rest_.substr(1, 1) == "/";
    rest_.remove_prefix(tag_.closes ? 2 : 1);
    const char first = rest_.empty() ? ' ' : rest_.front();
    if (!is_letter(first) && (tag_.closes || (first != '!' && first != '?'))) {
        return false;
    }
    constexpr std::size_t longest_name = 20;
    const auto name = rest_.substr(0, rest_.find_first_of(" \t\r\n\f/>"));
    tag_.name = is_letter(first) ? name.substr(0, longest_name) : "!";
    std::ranges::transform(tag_.name, tag_.name.begin(), lower);
    rest_.remove_prefix(name.size());
    read_attributes();
    return true;
}

/// One without an end is taken for an empty one.
bool TagScan::read_comment() {
    tag_.name = "!";
    tag_.closes = false;
    const auto end = no_more_comment_ends_ ? npos : rest_.find("-->", 2);
    no_more_comment_ends_ = end == npos;
    rest_.remove_prefix(end == npos ? 4 : end + 3);
    return true;
}

void TagScan::read_attributes() {
    skip_blanks();
    while (!rest_.empty() && rest_.front() != '>') {
        const auto name = rest_.substr(0, rest_.find_first_of(" \t\r\n\f/>=", 1));
        rest_.remove_prefix(name.size());
        skip_blanks();
        const auto value = rest_.starts_with('=') ? read_value() : std::string_view{};
        if (tag_.attributes.size() < most_attributes) {
            tag_.attributes.push_back({name, value});
        }
        skip_blanks();
    }
    rest_.remove_prefix(rest_.empty() ? 0 : 1);
}

/// A quote that is never closed is a character like any other.
std::string_view TagScan::read_value() {
    rest_.remove_prefix(1);
    rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size()));
    const char quote = rest_.empty() ? ' ' : rest_.front();
    if (quote == '"' || quote == '\'') {
        auto& exhausted = quote == '"' ? no_more_double_ : no_more_single_;
        const auto end = exhausted ? npos : rest_.find(quote, 1);
        exhausted = end == npos;
        if (end != npos) {
            const auto value = rest_.substr(1, end - 1);
            rest_.remove_prefix(end + 1);
            return value;
        }
    }
    const auto value = rest_.substr(0, rest_.find_first_of(" \t\r\n\f>"));
    rest_.remove_prefix(value.size());
    return value;
}

void TagScan::skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n\f/"), rest_.size())); }

}  // namespace rexflow::mail
