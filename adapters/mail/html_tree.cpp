#include "adapters/mail/html_tree.hpp"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstddef>
#include <string>

namespace rexflow::mail {
namespace {

constexpr auto npos = std::string_view::npos;

constexpr std::size_t store_bytes = 48UL * 1024 * 1024;
constexpr std::size_t most_tags = 100'000;
constexpr std::size_t deepest = 400;           // elements open at once
constexpr std::size_t longest_tag_list = 500;  // attributes of one tag

/// Elements without content: they close themselves.
constexpr std::array<std::string_view, 15> void_elements{
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "!"};

/// Elements that the next of their kind closes, as the HTML of the last century has them.
constexpr std::array<std::string_view, 14> self_closing{"p",      "li",    "td",    "tr",    "th",   "dt",   "dd",
                                                        "option", "tbody", "thead", "tfoot", "html", "body", "head"};

/// Elements whose content is no markup until they are closed, or none that is shown.
constexpr std::array<std::string_view, 10> raw_elements{"script", "style",   "title",    "textarea", "xmp",
                                                        "iframe", "noembed", "noframes", "select",   "template"};

/// Elements that nothing outside can be closed from within (WHATWG HTML, 13.2.4.2).
constexpr std::array<std::string_view, 8> scopes{"table",  "caption", "object", "marquee",
                                                 "applet", "button",  "svg",    "math"};

template <typename Names>
bool is_one_of(std::string_view name, const Names& names) {
    return std::ranges::find(names, name) != names.end();
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

/// A tag as it stands in the bytes.
struct Tag {
    std::string name;  ///< lower case; "!" for comments and declarations
    bool closes = false;
    std::size_t separators = 0;  ///< blanks, slashes and quotes: more than it has attributes
};

/// Reads tags one after the other, as a parser would without knowing what they mean.
class TagScan {
public:
    explicit TagScan(std::string_view html) : html_(html), rest_(html) {}

    /// Moves behind the next tag; text() is what stood before it. False at the end.
    bool next() {
        const auto before = rest_;
        while (true) {
            const auto open = rest_.find('<');
            if (open == npos) {
                text_ = before;
                rest_ = {};
                return false;
            }
            text_ = before.substr(0, static_cast<std::size_t>(rest_.data() - before.data()) + open);
            rest_.remove_prefix(open);
            if (read_tag()) {
                return true;
            }
            rest_.remove_prefix(1);
        }
    }

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] const Tag& tag() const { return tag_; }

    /// Drops the content of a raw element, where it is closed at all.
    void skip_raw() {
        if (std::ranges::find(unclosed_, tag_.name) != unclosed_.end()) {
            return;
        }
        for (auto at = rest_.find("</"); at != npos; at = rest_.find("</", at + 2)) {
            if (std::ranges::equal(rest_.substr(at + 2, tag_.name.size()), tag_.name, {}, lower)) {
                rest_.remove_prefix(at);
                return;
            }
        }
        unclosed_.push_back(tag_.name);
    }

private:
    bool read_tag() {
        tag_ = {};
        if (rest_.starts_with("<!--")) {
            const auto end = rest_.find("-->", 4);
            tag_.name = "!";
            rest_.remove_prefix(end == npos ? rest_.size() : end + 3);
            return true;
        }
        std::size_t at = rest_.substr(1, 1) == "/" ? 2 : 1;
        tag_.closes = at == 2;
        if (at >= rest_.size() || (!is_letter(rest_[at]) && rest_[at] != '!' && rest_[at] != '?')) {
            return false;
        }
        if (!is_letter(rest_[at])) {
            tag_.name = "!";
        }
        for (; at < rest_.size() && std::string_view(" \t\r\n\f/>").find(rest_[at]) == npos; ++at) {
            constexpr std::size_t longest_name = 20;
            tag_.name += tag_.name.size() < longest_name ? std::string_view(&rest_[at], 1) : std::string_view{};
        }
        std::ranges::transform(tag_.name, tag_.name.begin(), lower);
        rest_.remove_prefix(end_of_tag(at));
        return true;
    }

    /// Behind the '>' outside quotes. A quote that is never closed counts as none from then on.
    std::size_t end_of_tag(std::size_t at) {
        while (at < rest_.size() && rest_[at] != '>') {
            tag_.separators += std::string_view(" \t\r\n\f/\"'").find(rest_[at]) == npos ? 0 : 1;
            const auto quote = rest_[at];
            auto& exhausted = quote == '"' ? no_more_double_ : no_more_single_;
            const bool opens = (quote == '"' || quote == '\'') && at > 0 && !exhausted;
            const auto close = opens ? rest_.find(quote, at + 1) : npos;
            exhausted = opens && close == npos ? true : exhausted;
            at = (opens && close != npos ? close : at) + 1;
        }
        return std::min(at + 1, rest_.size());
    }

    std::string_view html_;
    std::string_view rest_;
    std::string_view text_;
    Tag tag_;
    std::vector<std::string> unclosed_;
    bool no_more_double_ = false;
    bool no_more_single_ = false;
};

/// The elements a parser has open after each tag; never fewer than it has, but for those of `self_closing`.
class OpenElements {
public:
    void see(const Tag& tag) {
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

bool is_shallow(std::string_view html) {
    TagScan scan(html);
    OpenElements open;
    for (std::size_t tags = 0; scan.next(); ++tags) {
        const auto& tag = scan.tag();
        if (tags > most_tags || open.depth() > deepest || tag.separators > longest_tag_list) {
            return false;
        }
        if (is_one_of(tag.name, raw_elements) && !tag.closes) {
            scan.skip_raw();
        } else {
            open.see(tag);
        }
    }
    return true;
}

/// The text alone, each tag a line end or nothing: what can always be parsed.
std::string without_tags(std::string_view html) {
    constexpr std::array<std::string_view, 12> inline_elements{"a",    "b",    "i",   "u",   "em",    "strong",
                                                               "span", "font", "sub", "sup", "small", "big"};
    TagScan scan(html);
    std::string text = "<pre>";
    bool goes_on = true;
    while (goes_on) {
        goes_on = scan.next();
        for (const char c : scan.text()) {
            text += c == '<' ? std::string_view("&lt;") : std::string_view(&c, 1);
        }
        const bool is_inline = !goes_on || scan.tag().name == "!" || is_one_of(scan.tag().name, inline_elements);
        text += is_inline || text.ends_with('\n') ? "" : "\n";
        if (goes_on && is_one_of(scan.tag().name, raw_elements) && !scan.tag().closes) {
            scan.skip_raw();
        }
    }
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
    if (is_shallow(html)) {
        root_ = parsed(html);
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
