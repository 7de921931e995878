#include "adapters/mail/html_tree.hpp"

#include "adapters/mail/html_style.hpp"
#include "adapters/mail/tag_scan.hpp"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstddef>
#include <map>
#include <string>

namespace rexflow::mail {
namespace {

constexpr std::size_t store_bytes = 48UL * 1024 * 1024;
constexpr std::size_t most_tags = 100'000;
constexpr std::size_t deepest = 400;  // elements open at once

/// Elements without content: they close themselves.
constexpr std::array<std::string_view, 8> void_elements{"area", "br", "col", "embed", "hr", "img", "source", "wbr"};

/// Elements that the next of their kind closes, as the HTML of the last century has them.
constexpr std::array<std::string_view, 14> self_closing{"p",      "li",    "td",    "tr",    "th",   "dt",   "dd",
                                                        "option", "tbody", "thead", "tfoot", "html", "body", "head"};

/// Elements dropped with all they hold.
constexpr std::array<std::string_view, 8> silent_elements{"script",  "style",    "title",  "iframe",
                                                          "noembed", "noframes", "select", "template"};

/// Elements whose tags mean nothing to the text.
constexpr std::array<std::string_view, 8> idle_elements{"!",     "meta",  "link",      "base",
                                                        "input", "param", "plaintext", "track"};

/// Elements whose tags mean something only where an attribute hides what they hold.
constexpr std::array<std::string_view, 22> inline_elements{
    "b",   "i",   "u",    "s",   "em", "tt",     "big",  "font", "span", "code", "strong",
    "sub", "sup", "nobr", "o:p", "q",  "strike", "cite", "abbr", "ins",  "del",  "small"};

/// Elements that nothing outside can be closed from within (WHATWG HTML, 13.2.4.2).
constexpr std::array<std::string_view, 8> scopes{"table",  "caption", "object", "marquee",
                                                 "applet", "button",  "svg",    "math"};

template <typename Names>
bool is_one_of(std::string_view name, const Names& names) {
    return std::ranges::find(names, name) != names.end();
}

/// The elements a parser has open after each tag; never fewer than it has, but for those of `self_closing`.
class OpenElements {
public:
    void see(const HtmlTag& tag) {
        if (is_one_of(tag.name, void_elements) || is_one_of(tag.name, self_closing)) {
            return;
        }
        tag.closes ? close(tag.name) : names_.push_back(tag.name);
    }
    [[nodiscard]] std::size_t depth() const { return names_.size(); }

private:
    /// What opened within the element stays: a parser may keep it (WHATWG HTML, 13.2.6.4.7, "adoption agency").
    void close(const std::string& name) {
        constexpr std::size_t looked_at = 40;
        for (std::size_t back = 1; back <= std::min(looked_at, names_.size()); ++back) {
            const auto at = names_.end() - static_cast<std::ptrdiff_t>(back);
            if (*at == name) {
                names_.erase(at);
                return;
            }
            if (is_one_of(*at, scopes)) {
                return;
            }
        }
    }

    std::vector<std::string> names_;
};

void append_text(std::string& html, std::string_view text) {
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<')) {
        html.append(text.substr(0, at)).append("&lt;");
        text.remove_prefix(at + 1);
    }
    html += text;
}

/// Attributes that say what is seen, each with how much of its value does.
struct TellingAttribute {
    std::string_view name;
    std::size_t longest;
};
constexpr std::array telling_attributes{TellingAttribute{"style", 2000}, TellingAttribute{"class", 20},
                                        TellingAttribute{"href", 300},   TellingAttribute{"alt", 1000},
                                        TellingAttribute{"hidden", 20},  TellingAttribute{"type", 20},
                                        TellingAttribute{"start", 20}};

/// What a style holds that hides something, or says how lines are set.
constexpr std::array<std::string_view, 11> telling_styles{":none",     "hidden",    "collapse",   "mso-hide",
                                                          "opacity:0", "height:0",  "margin:0",   "margin-top:0",
                                                          "border:0",  "space:pre", "font-size:0"};

template <typename Words>
bool contains_any(std::string_view text, const Words& words) {
    return std::ranges::any_of(words, [&](auto word) { return text.find(word) != std::string_view::npos; });
}

/// Rewrites HTML with no more than its text depends on: a parser's time goes by the byte, and most bytes of the HTML
/// that mail programs write say how it looks.
class Slimming {
public:
    explicit Slimming(std::string_view html) : scan_(html) { html_.reserve(html.size() / 2); }

    /// False when it nests deeper, or has more tags, than any mail program writes.
    bool run() {
        std::size_t tags = 0;
        while (scan_.next() && tags < most_tags && open_.depth() <= deepest) {
            append_text(html_, scan_.text());
            put_tag();
            ++tags;
        }
        append_text(html_, scan_.text());
        return tags < most_tags && open_.depth() <= deepest;
    }

    [[nodiscard]] const std::string& html() const { return html_; }

private:
    void put_tag() {
        const auto& tag = scan_.tag();
        if (is_one_of(tag.name, silent_elements)) {
            static_cast<void>(tag.closes ? std::string_view{} : scan_.take_content());
        } else if (tag.name == "textarea" || tag.name == "xmp") {
            html_ += tag.closes ? "</pre>" : "<pre>";
            append_text(html_, tag.closes ? std::string_view{} : scan_.take_content());
        } else if (!is_one_of(tag.name, idle_elements) && says_something(tag)) {
            open_.see(tag);
            html_ += tag.closes ? "</" : "<";
            html_ += tag.name;
            put_attributes(tag);
            html_ += '>';
        }
    }

    /// An inline element is kept with the tag that closes it, or neither.
    bool says_something(const HtmlTag& tag) {
        if (!is_one_of(tag.name, inline_elements)) {
            return true;
        }
        auto& kept = kept_[tag.name];
        if (!tag.closes) {
            kept.push_back(std::ranges::any_of(tag.attributes, [this](const auto& attribute) {
                const auto name = squeezed(attribute.name);
                return name == "hidden" || (name == "style" && is_telling_style(attribute.value));
            }));
            return kept.back();
        }
        const bool was_kept = !kept.empty() && kept.back();
        if (!kept.empty()) {
            kept.pop_back();
        }
        return was_kept;
    }

    void put_attributes(const HtmlTag& tag) {
        for (const auto& attribute : tag.attributes) {
            const auto name = squeezed(attribute.name);
            const auto* telling = std::ranges::find(telling_attributes, name, &TellingAttribute::name);
            if (telling == telling_attributes.end() || (name == "style" && !is_telling_style(attribute.value)) ||
                (name == "class" && !attribute.value.starts_with("Mso"))) {
                continue;
            }
            html_.append(" ").append(name).append("=\"");
            for (const char c : attribute.value.substr(0, telling->longest)) {
                html_ += c == '"' ? std::string_view("&quot;") : std::string_view(&c, 1);
            }
            html_ += '"';
        }
    }

    /// A size only matters within what has none.
    bool is_telling_style(std::string_view written) {
        const auto style = squeezed(written);
        has_sizeless_ = has_sizeless_ || style.find("font-size:0") != std::string::npos;
        return contains_any(style, telling_styles) || (has_sizeless_ && style.find("font-size") != std::string::npos);
    }

    TagScan scan_;
    std::string html_;
    bool has_sizeless_ = false;
    OpenElements open_;
    std::map<std::string, std::vector<bool>, std::less<>> kept_;  ///< of the open inline elements of each name
};

/// The text alone, each tag a line end or nothing: what can always be parsed.
std::string without_tags(std::string_view html) {
    TagScan scan(html);
    std::string text = "<pre>";
    while (scan.next()) {
        append_text(text, scan.text());
        const auto& tag = scan.tag();
        if (is_one_of(tag.name, silent_elements) && !tag.closes) {
            scan.take_content();
        }
        const bool breaks = tag.name != "a" && !is_one_of(tag.name, idle_elements) &&
                            !is_one_of(tag.name, inline_elements) && !text.ends_with('\n');
        text += breaks ? "\n" : "";
    }
    append_text(text, scan.text());
    return text;
}

}  // namespace

/// Memory that is given out and never taken back, up to a bound. Gumbo does not expect to be refused any, so passing
/// the bound jumps back to where the parser was called; between there and here are only its own C functions.
class HtmlTree::Store {
public:
    static void* allocate(void* store, std::size_t size) { return static_cast<Store*>(store)->take(size); }
    static void release(void*, void*) {}

    std::jmp_buf too_much{};

private:
    void* take(std::size_t size) {
        constexpr std::size_t alignment = alignof(std::max_align_t);
        constexpr std::size_t usual_block = 64UL * 1024;
        size = (size + alignment - 1) / alignment * alignment;
        if (size > store_bytes - used_) {
            std::longjmp(too_much, 1);  // NOLINT(cert-err52-cpp): no C++ frame is passed
        }
        used_ += size;
        if (size > left_) {
            const auto block = std::max(size, usual_block);
            blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
            next_ = blocks_.back().get();
            left_ = block;
        }
        auto* const given = next_;
        next_ += size;
        left_ -= size;
        return given;
    }

    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::byte* next_ = nullptr;
    std::size_t left_ = 0;
    std::size_t used_ = 0;
};

HtmlTree::HtmlTree(std::string_view html) {
    if (Slimming slimming(html); slimming.run()) {
        root_ = parsed(slimming.html());
    }
    if (root_ == nullptr) {
        root_ = parsed(without_tags(html));
    }
}

HtmlTree::~HtmlTree() = default;

/// Text nodes are copies in the store: nothing of the tree that is used later points into `html`.
const GumboNode* HtmlTree::parsed(std::string_view html) {
    store_ = std::make_unique<Store>();
    auto options = kGumboDefaultOptions;
    options.allocator = Store::allocate;
    options.deallocator = Store::release;
    options.userdata = store_.get();
    options.max_errors = 0;
    if (setjmp(store_->too_much) != 0) {  // NOLINT(cert-err52-cpp)
        return nullptr;
    }
    return gumbo_parse_with_options(&options, html.data(), html.size())->root;
}

}  // namespace rexflow::mail
