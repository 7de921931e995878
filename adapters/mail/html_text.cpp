#include "adapters/mail/html_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace rexflow::mail {
namespace {

constexpr auto npos = std::string_view::npos;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

struct Entity {
    std::string_view name;
    std::string_view text;
};
/// Those that French and English mail programs write; others stay as they are.
constexpr std::array entities{
    Entity{"amp", "&"},       Entity{"lt", "<"},        Entity{"gt", ">"},          Entity{"quot", "\""},
    Entity{"apos", "'"},      Entity{"nbsp", "\u00A0"}, Entity{"eacute", "é"},      Entity{"egrave", "è"},
    Entity{"ecirc", "ê"},     Entity{"euml", "ë"},      Entity{"agrave", "à"},      Entity{"acirc", "â"},
    Entity{"ccedil", "ç"},    Entity{"ocirc", "ô"},     Entity{"ugrave", "ù"},      Entity{"ucirc", "û"},
    Entity{"uuml", "ü"},      Entity{"icirc", "î"},     Entity{"iuml", "ï"},        Entity{"oelig", "œ"},
    Entity{"Eacute", "É"},    Entity{"Egrave", "È"},    Entity{"Ecirc", "Ê"},       Entity{"Agrave", "À"},
    Entity{"Acirc", "Â"},     Entity{"Ccedil", "Ç"},    Entity{"Ocirc", "Ô"},       Entity{"Icirc", "Î"},
    Entity{"OElig", "Œ"},     Entity{"aelig", "æ"},     Entity{"auml", "ä"},        Entity{"ouml", "ö"},
    Entity{"aacute", "á"},    Entity{"iacute", "í"},    Entity{"oacute", "ó"},      Entity{"uacute", "ú"},
    Entity{"ntilde", "ñ"},    Entity{"euro", "€"},      Entity{"deg", "°"},         Entity{"laquo", "«"},
    Entity{"raquo", "»"},     Entity{"hellip", "…"},    Entity{"ndash", "–"},       Entity{"mdash", "—"},
    Entity{"lsquo", "‘"},     Entity{"rsquo", "’"},     Entity{"ldquo", "“"},       Entity{"rdquo", "”"},
    Entity{"bull", "•"},      Entity{"middot", "·"},    Entity{"copy", "©"},        Entity{"reg", "®"},
    Entity{"trade", "™"},     Entity{"times", "×"},     Entity{"rarr", "→"},        Entity{"frac12", "½"},
    Entity{"ensp", "\u2002"}, Entity{"emsp", "\u2003"}, Entity{"thinsp", "\u2009"}, Entity{"shy", "\u00AD"},
    Entity{"zwnj", "\u200C"}, Entity{"sup2", "²"},      Entity{"sect", "§"},        Entity{"plusmn", "±"},
};
constexpr std::size_t longest_entity = 10;

std::string utf8(char32_t c) {
    const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
    if (c < 0x80) {
        return {byte(c)};
    }
    if (c < 0x800) {
        return {byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F))};
    }
    if (c < 0x10000) {
        return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
    }
    return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
}

std::optional<std::string> numbered(std::string_view digits) {
    const int base = digits.starts_with('x') || digits.starts_with('X') ? 16 : 10;
    digits.remove_prefix(base == 16 ? 1 : 0);
    std::uint32_t code = 0;
    const auto end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, code, base);
    const bool is_character = code >= ' ' && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    if (digits.empty() || stop != end || error != std::errc{} || !is_character) {
        return std::nullopt;
    }
    return utf8(code);
}

std::optional<std::string> entity_text(std::string_view name) {
    if (name.starts_with('#')) {
        return numbered(name.substr(1));
    }
    const auto found = std::ranges::find(entities, name, &Entity::name);
    return found == entities.end() ? std::nullopt : std::optional(std::string(found->text));
}

enum class Meaning { inline_text, line, paragraph, item, cell, preformatted, hidden };

struct Tag {
    std::string_view name;
    Meaning meaning;
};
constexpr std::array tags{
    Tag{"br", Meaning::line},
    Tag{"div", Meaning::line},
    Tag{"tr", Meaning::line},
    Tag{"p", Meaning::paragraph},
    Tag{"h1", Meaning::paragraph},
    Tag{"h2", Meaning::paragraph},
    Tag{"h3", Meaning::paragraph},
    Tag{"h4", Meaning::paragraph},
    Tag{"h5", Meaning::paragraph},
    Tag{"h6", Meaning::paragraph},
    Tag{"blockquote", Meaning::paragraph},
    Tag{"table", Meaning::line},
    Tag{"ul", Meaning::line},
    Tag{"ol", Meaning::line},
    Tag{"li", Meaning::item},
    Tag{"hr", Meaning::paragraph},
    Tag{"td", Meaning::cell},
    Tag{"th", Meaning::cell},
    Tag{"section", Meaning::line},
    Tag{"article", Meaning::line},
    Tag{"header", Meaning::line},
    Tag{"footer", Meaning::line},
    Tag{"dt", Meaning::line},
    Tag{"dd", Meaning::line},
    Tag{"address", Meaning::line},
    Tag{"center", Meaning::line},
    Tag{"pre", Meaning::preformatted},
    Tag{"script", Meaning::hidden},
    Tag{"style", Meaning::hidden},
    Tag{"title", Meaning::hidden},
    Tag{"template", Meaning::hidden},
    Tag{"noscript", Meaning::hidden},
};

Meaning meaning_of(std::string_view name) {
    const auto found = std::ranges::find(tags, name, &Tag::name);
    return found == tags.end() ? Meaning::inline_text : found->meaning;
}

class HtmlText {
public:
    explicit HtmlText(std::string_view html) : rest_(html) {}

    std::string text() && {
        while (!rest_.empty()) {
            step();
        }
        text_.erase(text_.find_last_not_of(" \n") + 1);
        return std::move(text_);
    }

private:
    void step() {
        if (rest_[0] == '<' && take_markup()) {
            return;
        }
        if (rest_[0] == '&' && take_entity()) {
            return;
        }
        put(rest_[0]);
        rest_.remove_prefix(1);
    }

    bool take_markup() {
        if (rest_.starts_with("<!--")) {
            skip_past(rest_.find("-->", 4), 3);
            return true;
        }
        const bool closes = rest_.substr(1, 1) == "/";
        const auto start = rest_.substr(closes ? 2 : 1, 1);
        if (start.empty() || (!is_letter(start[0]) && start[0] != '!' && start[0] != '?')) {
            return false;
        }
        const auto end = end_of_tag();
        if (end == npos) {
            return false;
        }
        const auto name = name_of(rest_.substr(closes ? 2 : 1, end));
        rest_.remove_prefix(end + 1);
        apply(name, closes);
        return true;
    }

    /// The '>' outside quotes. Each kind of failure uses up what made it fail, so the whole stays linear.
    std::size_t end_of_tag() {
        std::size_t at = 1;
        while (!no_more_tags_ && at < rest_.size()) {
            at = rest_.find_first_of("\"'>", at);
            if (at == npos || rest_[at] == '>') {
                break;
            }
            auto& exhausted = rest_[at] == '"' ? no_more_double_ : no_more_single_;
            const auto closing = exhausted ? npos : rest_.find(rest_[at], at + 1);
            exhausted = exhausted || closing == npos;
            at = closing == npos ? at + 1 : closing + 1;
        }
        no_more_tags_ = no_more_tags_ || at >= rest_.size();
        return no_more_tags_ ? npos : at;
    }

    static std::string name_of(std::string_view inside) {
        std::string name;
        for (const char c : inside.substr(0, 12)) {
            if (!is_letter(c) && !(c >= '0' && c <= '9')) {
                break;
            }
            name += lower(c);
        }
        return name;
    }

    void apply(const std::string& name, bool closes) {
        switch (meaning_of(name)) {
            case Meaning::inline_text:
                return;
            case Meaning::line:
                return name == "br" ? break_line() : ensure_breaks(1);
            case Meaning::paragraph:
                return ensure_breaks(2);
            case Meaning::item:
                ensure_breaks(1);
                text_ += closes ? "" : "- ";
                return;
            case Meaning::cell:
                return closes ? put(' ') : void();
            case Meaning::preformatted:
                preformatted_ = !closes;
                return ensure_breaks(1);
            case Meaning::hidden:
                return closes ? void() : skip_element(name);
        }
    }

    /// Drops everything up to the closing tag. Where one is missing nothing is dropped any more: rather a script
    /// shown than a report lost.
    void skip_element(const std::string& name) {
        const auto closing = "</" + name;
        const auto matches = [&](std::size_t at) {
            return std::ranges::equal(rest_.substr(at, closing.size()), closing, {}, lower);
        };
        auto at = no_more_hidden_ ? npos : rest_.find("</");
        while (at != npos && !matches(at)) {
            at = rest_.find("</", at + 2);
        }
        no_more_hidden_ = at == npos;
        rest_.remove_prefix(no_more_hidden_ ? 0 : at);
    }

    void skip_past(std::size_t position, std::size_t length) {
        rest_.remove_prefix(position == npos ? rest_.size() : position + length);
    }

    bool take_entity() {
        const auto end = rest_.substr(0, longest_entity + 2).find(';');
        const auto text = end == npos ? std::nullopt : entity_text(rest_.substr(1, end - 1));
        if (!text) {
            return false;
        }
        text_ += *text;
        rest_.remove_prefix(end + 1);
        return true;
    }

    void put(char c) {
        if (preformatted_ && c == '\n') {
            break_line();
        } else if (preformatted_ && c != '\r') {
            text_ += c;
        } else if (!is_blank(c)) {
            text_ += c;
        } else if (!text_.empty() && text_.back() != ' ' && text_.back() != '\n') {
            text_ += ' ';
        }
    }

    void break_line() {
        text_.erase(text_.find_last_not_of(' ') + 1);
        text_ += text_.ends_with("\n\n\n") ? "" : "\n";
    }

    void ensure_breaks(std::size_t wanted) {
        if (text_.find_first_not_of(" \n") == npos) {
            text_.clear();
            return;
        }
        text_.erase(text_.find_last_not_of(' ') + 1);
        const auto present = text_.size() - (text_.find_last_not_of('\n') + 1);
        text_.append(wanted - std::min(wanted, present), '\n');
    }

    std::string_view rest_;
    std::string text_;
    bool preformatted_ = false;
    bool no_more_tags_ = false;
    bool no_more_double_ = false;
    bool no_more_single_ = false;
    bool no_more_hidden_ = false;
};

std::size_t quote_depth(std::string_view line) { return std::min(line.find_first_not_of('>'), line.size()); }

}  // namespace

std::string html_to_text(std::string_view html) { return HtmlText(html).text(); }

std::string unfold_flowed(std::string_view text, DelSp delsp) {
    std::string result;
    std::optional<std::size_t> flowing;  // quote depth of a line that goes on
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        const auto depth = quote_depth(line);
        auto content = line.substr(depth);
        content.remove_prefix(content.starts_with(' ') ? 1 : 0);  // space-stuffing
        const bool is_signature = content == "-- ";
        if (flowing == depth && !is_signature) {
            result.pop_back();
        } else {
            result.append(depth, '>').append(depth > 0 ? " " : "");
        }
        const bool flows = content.ends_with(' ') && !is_signature;
        content.remove_suffix(flows && delsp == DelSp::yes ? 1 : 0);
        result.append(content) += '\n';
        flowing = flows ? std::optional(depth) : std::nullopt;
    }
    return result;
}

}  // namespace rexflow::mail
