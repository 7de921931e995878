#include "adapters/mail/html_text.hpp"

#include "adapters/mail/html_style.hpp"
#include "adapters/mail/html_tree.hpp"
#include "adapters/mail/text_lines.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace rexflow::mail {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view rule_line = "________________________________";

char lower_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view attribute(const GumboElement& element, const char* name) {
    const auto* found = gumbo_get_attribute(&element.attributes, name);
    return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

bool has_attribute(const GumboElement& element, const char* name) {
    return gumbo_get_attribute(&element.attributes, name) != nullptr;
}

// --- what elements mean ---------------------------------------------------------------------------------------------

enum class Meaning {
    inline_text,
    line,
    paragraph,
    item,
    list,
    row,
    cell,
    preformatted,
    hidden,
    rule,
    image,
    quote,
    link
};

struct TagMeaning {
    GumboTag tag;
    Meaning meaning;
};
constexpr std::array tags{
    TagMeaning{GUMBO_TAG_DIV, Meaning::line},
    TagMeaning{GUMBO_TAG_P, Meaning::paragraph},
    TagMeaning{GUMBO_TAG_TR, Meaning::row},
    TagMeaning{GUMBO_TAG_TD, Meaning::cell},
    TagMeaning{GUMBO_TAG_TH, Meaning::cell},
    TagMeaning{GUMBO_TAG_TABLE, Meaning::line},
    TagMeaning{GUMBO_TAG_CAPTION, Meaning::line},
    TagMeaning{GUMBO_TAG_A, Meaning::link},
    TagMeaning{GUMBO_TAG_IMG, Meaning::image},
    TagMeaning{GUMBO_TAG_H1, Meaning::paragraph},
    TagMeaning{GUMBO_TAG_H2, Meaning::paragraph},
    TagMeaning{GUMBO_TAG_H3, Meaning::paragraph},
    TagMeaning{GUMBO_TAG_H4, Meaning::paragraph},
    TagMeaning{GUMBO_TAG_H5, Meaning::paragraph},
    TagMeaning{GUMBO_TAG_H6, Meaning::paragraph},
    TagMeaning{GUMBO_TAG_BLOCKQUOTE, Meaning::quote},
    TagMeaning{GUMBO_TAG_UL, Meaning::list},
    TagMeaning{GUMBO_TAG_OL, Meaning::list},
    TagMeaning{GUMBO_TAG_LI, Meaning::item},
    TagMeaning{GUMBO_TAG_HR, Meaning::rule},
    TagMeaning{GUMBO_TAG_DL, Meaning::line},
    TagMeaning{GUMBO_TAG_DT, Meaning::line},
    TagMeaning{GUMBO_TAG_DD, Meaning::line},
    TagMeaning{GUMBO_TAG_SECTION, Meaning::line},
    TagMeaning{GUMBO_TAG_ARTICLE, Meaning::line},
    TagMeaning{GUMBO_TAG_HEADER, Meaning::line},
    TagMeaning{GUMBO_TAG_FOOTER, Meaning::line},
    TagMeaning{GUMBO_TAG_MAIN, Meaning::line},
    TagMeaning{GUMBO_TAG_ASIDE, Meaning::line},
    TagMeaning{GUMBO_TAG_NAV, Meaning::line},
    TagMeaning{GUMBO_TAG_ADDRESS, Meaning::line},
    TagMeaning{GUMBO_TAG_CENTER, Meaning::line},
    TagMeaning{GUMBO_TAG_FORM, Meaning::line},
    TagMeaning{GUMBO_TAG_FIELDSET, Meaning::line},
    TagMeaning{GUMBO_TAG_FIGURE, Meaning::line},
    TagMeaning{GUMBO_TAG_FIGCAPTION, Meaning::line},
    TagMeaning{GUMBO_TAG_PRE, Meaning::preformatted},
    TagMeaning{GUMBO_TAG_TEXTAREA, Meaning::preformatted},
    TagMeaning{GUMBO_TAG_PLAINTEXT, Meaning::preformatted},
    TagMeaning{GUMBO_TAG_XMP, Meaning::preformatted},
    TagMeaning{GUMBO_TAG_HEAD, Meaning::hidden},
    TagMeaning{GUMBO_TAG_SCRIPT, Meaning::hidden},
    TagMeaning{GUMBO_TAG_STYLE, Meaning::hidden},
    TagMeaning{GUMBO_TAG_TITLE, Meaning::hidden},
    TagMeaning{GUMBO_TAG_TEMPLATE, Meaning::hidden},
    TagMeaning{GUMBO_TAG_NOFRAMES, Meaning::hidden},
    TagMeaning{GUMBO_TAG_IFRAME, Meaning::hidden},
    TagMeaning{GUMBO_TAG_OBJECT, Meaning::hidden},
    TagMeaning{GUMBO_TAG_SELECT, Meaning::hidden},
    TagMeaning{GUMBO_TAG_DATALIST, Meaning::hidden},
    TagMeaning{GUMBO_TAG_AUDIO, Meaning::hidden},
    TagMeaning{GUMBO_TAG_VIDEO, Meaning::hidden},
    TagMeaning{GUMBO_TAG_CANVAS, Meaning::hidden},
    TagMeaning{GUMBO_TAG_SVG, Meaning::hidden},
};

Meaning meaning_of(GumboTag tag) {
    const auto* found = std::ranges::find(tags, tag, &TagMeaning::tag);
    return found == tags.end() ? Meaning::inline_text : found->meaning;
}

// --- links ----------------------------------------------------------------------------------------------------------

/// What a link leads to beyond its text: the host, the mail address, the phone number.
std::string_view target_of(std::string_view href) {
    const auto scheme_end = href.find(':');
    const auto scheme = squeezed(href.substr(0, scheme_end == npos ? 0 : scheme_end));
    auto rest = href.substr(scheme_end == npos ? 0 : scheme_end + 1);
    if (scheme == "mailto" || scheme == "tel") {
        return rest.substr(0, rest.find_first_of("?\r\n"));
    }
    if (scheme != "http" && scheme != "https") {
        return {};
    }
    rest.remove_prefix(std::min(rest.find_first_not_of("/\\"), rest.size()));
    rest = rest.substr(0, rest.find_first_of("/\\?#\r\n"));
    rest.remove_prefix(rest.rfind('@') + 1);  // "https://bank.example@other.example/"
    return rest.substr(0, rest.find(':'));
}

std::string digits_of(std::string_view text) {
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}

/// "0639980042" names "+33639980042".
bool names_number(std::string_view text, std::string_view number) {
    constexpr std::size_t significant = 9;
    const auto wanted = digits_of(number);
    return digits_of(text).find(wanted.substr(wanted.size() - std::min(significant, wanted.size()))) != npos;
}

bool is_named(std::string_view text, std::string_view href, std::string_view target) {
    auto host = squeezed(target);
    if (squeezed(href.substr(0, 4)) == "tel:") {
        return names_number(text, target);
    }
    host.erase(0, host.starts_with("www.") ? 4 : 0);
    return squeezed(text).find(host) != npos;
}

// --- rendering ------------------------------------------------------------------------------------------------------

class Rendering {
public:
    explicit Rendering(const GumboNode* root) { open_.push_back({root, {}, 0, 0, Meaning::inline_text}); }

    std::string text() && {
        while (!open_.empty()) {
            auto& element = open_.back();
            const auto& children = element.node->v.element.children;
            if (element.next_child == children.length) {
                leave(element);
                open_.pop_back();
            } else {
                enter(static_cast<const GumboNode*>(children.data[element.next_child++]));
            }
        }
        return lines_.take();
    }

private:
    /// What holds within an element and its children.
    struct Inherited {
        bool keeps_blanks = false;
        bool is_sizeless = false;
    };

    struct Open {
        const GumboNode* node;
        Inherited inherited;
        unsigned int next_child;
        int number;  ///< of the next item of a numbered list; 0 for bullets
        Meaning meaning;
    };

    void enter(const GumboNode* node) {
        switch (node->type) {
            case GUMBO_NODE_TEXT:
            case GUMBO_NODE_CDATA:
            case GUMBO_NODE_WHITESPACE:
                return put(node->v.text.text);
            case GUMBO_NODE_ELEMENT:
                return enter_element(node);
            case GUMBO_NODE_DOCUMENT:
            case GUMBO_NODE_COMMENT:
            case GUMBO_NODE_TEMPLATE:
                return;
        }
    }

    void put(std::string_view text) {
        const auto& inherited = open_.back().inherited;
        if (inherited.is_sizeless) {
            return;
        }
        if (!link_texts_.empty()) {
            link_texts_.back() += text;
        }
        inherited.keeps_blanks ? lines_.keep(text) : lines_.flow(text);
    }

    void enter_element(const GumboNode* node) {
        const auto& element = node->v.element;
        const HtmlStyle style(attribute(element, "style"));
        Open entered{node, open_.back().inherited, 0, 0, meaning_of(element.tag)};
        if (entered.meaning == Meaning::hidden || style.hides() || has_attribute(element, "hidden")) {
            return;
        }
        if (element.tag == GUMBO_TAG_BR) {
            return lines_.break_line();
        }
        entered.inherited.is_sizeless = style.is_sizeless().value_or(entered.inherited.is_sizeless);
        entered.inherited.keeps_blanks = entered.inherited.keeps_blanks || style.keeps_blanks();
        begin(entered, style);
        open_.push_back(entered);
    }

    void begin(Open& entered, const HtmlStyle& style) {
        const auto& element = entered.node->v.element;
        switch (entered.meaning) {
            case Meaning::inline_text:
            case Meaning::hidden:
                return;
            case Meaning::line:
            case Meaning::row:
                return lines_.end_line();
            case Meaning::paragraph:
                if (has_narrow_lines(element, style)) {
                    entered.meaning = Meaning::line;
                    return lines_.end_line();
                }
                return lines_.end_paragraph();
            case Meaning::preformatted:
                entered.inherited.keeps_blanks = true;
                return lines_.end_line();
            case Meaning::list:
                entered.number = element.tag == GUMBO_TAG_OL ? first_number(attribute(element, "start")) : 0;
                return lines_.end_line();
            case Meaning::item:
                lines_.end_line();
                return lines_.bullet(next_bullet());
            case Meaning::cell:
                return lines_.begin_cell();
            case Meaning::rule:
                lines_.end_line();
                return lines_.flow(rule_line);
            case Meaning::image:
                return put_image(attribute(element, "alt"), entered.inherited);
            case Meaning::quote:
                // Mail programs indent with it, too.
                if (style.has_no_border() && squeezed(attribute(element, "type")) != "cite") {
                    entered.meaning = Meaning::line;
                    return lines_.end_line();
                }
                return lines_.begin_quote();
            case Meaning::link:
                link_texts_.emplace_back();
                return;
        }
    }

    void leave(const Open& left) {
        switch (left.meaning) {
            case Meaning::inline_text:
            case Meaning::hidden:
            case Meaning::image:
                return;
            case Meaning::line:
            case Meaning::item:
            case Meaning::list:
            case Meaning::preformatted:
            case Meaning::rule:
                return lines_.end_line();
            case Meaning::row:
                return lines_.end_row();
            case Meaning::paragraph:
                return lines_.end_paragraph();
            case Meaning::cell:
                return lines_.end_cell();
            case Meaning::quote:
                return lines_.end_quote();
            case Meaning::link:
                return name_target(attribute(left.node->v.element, "href"));
        }
    }

    /// Outlook writes a paragraph for every line and takes the space between them away.
    static bool has_narrow_lines(const GumboElement& element, const HtmlStyle& style) {
        return attribute(element, "class").starts_with("Mso") || style.has_no_margin();
    }

    static int first_number(std::string_view start) {
        int number = 0;
        constexpr int most = 100'000;
        for (const char c : start) {
            number = c >= '0' && c <= '9' && number < most ? number * 10 + (c - '0') : number;
        }
        return std::max(number, 1);
    }

    std::string next_bullet() {
        const auto list = std::ranges::find(open_.rbegin(), open_.rend(), Meaning::list, &Open::meaning);
        return list == open_.rend() || list->number == 0 ? "- " : std::to_string(list->number++) + ". ";
    }

    void put_image(std::string_view alternative, const Inherited& inherited) {
        const auto dot = alternative.rfind('.');
        const bool is_file_name = dot != npos && alternative.size() - dot <= 5 && alternative.find(' ') == npos;
        if (!is_file_name && !inherited.is_sizeless) {
            lines_.flow(alternative);
        }
    }

    void name_target(std::string_view href) {
        const auto text = std::move(link_texts_.back());
        link_texts_.pop_back();
        const auto target = target_of(href);
        constexpr std::size_t longest = 200;
        if (squeezed(text).empty() || target.empty() || target.size() > longest || is_named(text, href, target)) {
            return;
        }
        lines_.annotate(" [" + std::string(target) + "]");
    }

    std::vector<Open> open_;
    std::vector<std::string> link_texts_;  ///< of the links that are open; HTML nests none, bad HTML may
    TextLines lines_;
};

}  // namespace

std::string html_to_text(std::string_view html) {
    const HtmlTree tree(html);
    return tree.root() == nullptr ? std::string{} : Rendering(tree.root()).text();
}

std::string_view charset_in_html(std::string_view html) {
    constexpr std::size_t looked_at = 2048;
    constexpr std::string_view word = "charset=";
    html = html.substr(0, looked_at);
    const auto* const found = std::search(html.begin(), html.end(), word.begin(), word.end(),
                                          [](char written, char wanted) { return lower_letter(written) == wanted; });
    if (found == html.end()) {
        return {};
    }
    auto value = html.substr(static_cast<std::size_t>(found - html.begin()) + word.size());
    value.remove_prefix(std::min(value.find_first_not_of(" \"'"), value.size()));
    return value.substr(0, value.find_first_of(" \"'/>;\r\n"));
}

}  // namespace rexflow::mail
