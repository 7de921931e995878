#include "engine/reading/quotation.hpp"

#include "engine/reading/folded.hpp"
#include "engine/reading/quoted_lines.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

using quoted::Introduction;
using quoted::is_blank;
using quoted::is_rule;
using quoted::line_at;
using quoted::quote_depth;
using quoted::trimmed;
using Kind = Introduction::Kind;

/// Quoted lines that follow each other, with the blank ones between them.
struct MarkedRun {
    std::size_t end = 0;
    int lines = 0;
    bool compares = true;  ///< "> 38,5 °C": every line compares with a number; not quoted at all
};

/// Folded words by which a sender says that what follows is passed on: Outlook copies the same header either way.
constexpr auto forwarding_words = std::to_array<std::string_view>({
    "je vous transfere",
    "je te transfere",
    "je transfere",
    "je vous transmets",
    "je vous fais suivre",
    "je fais suivre",
    "pour information, ci-dessous",
    "forwarding",
});

bool says_to_forward(std::string_view text) {
    const auto folded = fold(text);
    return std::ranges::any_of(forwarding_words,
                               [&](std::string_view words) { return folded.find(words) != std::string::npos; });
}

/// How far from its first line a quotation may be introduced: after an empty line or two.
constexpr int lines_to_introduction = 5;

bool compares(std::string_view line) {
    auto text = trimmed(line);
    if (quote_depth(text) != 1) return false;
    text.remove_prefix(1);
    if (text.starts_with('=')) text.remove_prefix(1);
    text = trimmed(text);
    return !text.empty() && text.front() >= '0' && text.front() <= '9' && text.find('@') == std::string_view::npos;
}

/// Cuts a body in one pass: every line goes to one side, looking ahead a bounded number of lines.
class Splitter {
public:
    explicit Splitter(std::string_view body) : body_(body) {}

    SplitText split() {
        while (at_ < body_.size()) {
            const auto line = line_at(body_, at_).in(body_);
            if (is_blank(line) && quote_depth(line) == 0)
                go_on(line_at(body_, at_).next);
            else if (const auto introduction = introduction_at(at_))
                introduce(*introduction);
            else if (quote_depth(line) > 0)
                take_marked();
            else
                write(line);
        }
        return finish();
    }

private:
    [[nodiscard]] std::optional<Introduction> introduction_at(std::size_t at) {
        if (auto found = quoted::find_delimiter(body_, at)) return found;
        if (at >= headers_examined_) {
            auto header = quoted::find_header(body_, at, last_written_);
            if (header.found) return header.found;
            headers_examined_ = header.examined;
        }
        return quoted::find_attribution(body_, at);
    }

    void introduce(const Introduction& introduction) {
        note(introduction.kind);
        take_rule_back();
        quote(introduction.end);
        if (introduction.kind != Kind::attribution || (!is_marked_ahead() && !is_blank(split_.new_text)))
            quote(body_.size());
        // Else the marks say what is quoted; and where there are none and nothing was written above, the sender wrote
        // below a quotation that was deleted.
    }

    void take_marked() {
        const auto run = marked_run();
        if (run.compares && !introduced_) return keep(run.end);
        for (auto [at, lines] = std::pair{at_, 0}; at < run.end && lines < lines_to_introduction && !introduced_;
             ++lines) {
            if (const auto inside = introduction_at(at)) note(inside->kind);
            at = line_at(body_, at).next;
        }
        quote(run.end);
    }

    void write(std::string_view line) {
        if (!is_rule(line))
            rule_.reset();
        else if (!rule_)
            rule_ = split_.new_text.size();
        // Answers to different parts of a mail are different paragraphs.
        if (side_ == Side::quoted && !split_.new_text.empty() && !split_.new_text.ends_with("\n\n"))
            split_.new_text += '\n';
        last_written_ = line;
        keep(line_at(body_, at_).next);
    }

    [[nodiscard]] MarkedRun marked_run() const {
        MarkedRun run;
        for (auto at = at_; at < body_.size();) {
            const auto line = line_at(body_, at);
            const auto text = line.in(body_);
            at = line.next;
            if (quote_depth(text) == 0 && is_blank(text)) continue;
            if (quote_depth(text) == 0) break;
            run.end = line.next;
            run.compares = run.compares && compares(text);
            ++run.lines;
        }
        return run;
    }

    [[nodiscard]] bool is_marked_ahead() const {
        for (auto at = at_; at < body_.size();) {
            const auto line = line_at(body_, at);
            if (quote_depth(line.in(body_)) > 0) return true;
            if (!is_blank(line.in(body_))) return false;
            at = line.next;
        }
        return false;
    }

    /// The rule above a copied header belongs to it.
    void take_rule_back() {
        if (!rule_) return;
        split_.quoted_text += split_.new_text.substr(*rule_);
        split_.new_text.resize(*rule_);
        rule_.reset();
    }

    void note(Kind kind) {
        if (introduced_) return;
        introduced_ = true;
        const bool either_way = kind == Kind::header || kind == Kind::delimiter;
        split_.is_forward = kind == Kind::forward || (kind == Kind::header && is_blank(split_.new_text)) ||
                            (either_way && says_to_forward(split_.new_text));
    }

    /// An empty line belongs to what it follows.
    void go_on(std::size_t end) { side_ == Side::own ? keep(end) : quote(end); }

    void keep(std::size_t end) {
        side_ = Side::own;
        split_.new_text += body_.substr(at_, end - at_);
        at_ = end;
    }

    void quote(std::size_t end) {
        side_ = Side::quoted;
        split_.quoted_text += body_.substr(at_, end - at_);
        at_ = end;
    }

    SplitText finish() {
        // Nothing but ">" lines and no word on whose they are: somebody's way to write.
        if (is_blank(split_.new_text) && !introduced_) return {std::string(outer_trimmed(body_)), {}, false};
        split_.new_text = outer_trimmed(split_.new_text);
        split_.quoted_text = outer_trimmed(split_.quoted_text);
        return std::move(split_);
    }

    /// Without empty lines at its beginning and blanks at its end.
    static std::string_view outer_trimmed(std::string_view text) {
        for (auto line = line_at(text, 0); !text.empty() && trimmed(line.in(text)).empty(); line = line_at(text, 0))
            text.remove_prefix(line.next);
        text.remove_suffix(text.size() - (text.find_last_not_of(" \t\r\n") + 1));
        return text;
    }

    enum class Side { own, quoted };

    std::string_view body_;
    std::size_t at_ = 0;
    Side side_ = Side::own;
    std::size_t headers_examined_ = 0;  ///< no copied header begins before this
    std::string_view last_written_;
    std::optional<std::size_t> rule_;  ///< where in new_text the rule begins that ends it
    bool introduced_ = false;
    SplitText split_;
};

}  // namespace

SplitText split_quotation(std::string_view body) { return Splitter(body).split(); }

}  // namespace rexflow::engine::reading
