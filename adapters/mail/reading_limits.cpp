#include "adapters/mail/reading_limits.hpp"

#include "adapters/mail/header_block.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_set>

namespace rexflow::mail {
namespace {

using engine::Err;
using engine::Result;

constexpr auto npos = std::string_view::npos;
constexpr std::string_view boundary_word = "boundary";
constexpr std::size_t longest_boundary = 1000;
constexpr std::size_t longest_comment = 80;
constexpr std::size_t most_boundaries = 2000;  // more than that are not told apart

/// In one field. Address groups ("a: b: c:") nest in GMime's reader, one level of the stack each.
constexpr std::ptrdiff_t most_colons = 1000;

/// A boundary line may close a multipart as well as open a part.
constexpr std::size_t boundary_lines_per_part = 2;

class Survey {
public:
    Survey(std::string_view raw, const ReadingLimits& limits) : whole_(raw), rest_(raw), limits_(limits) {}

    Result<void> run() {
        while (!rest_.empty()) {
            const auto end = rest_.find('\n');
            const auto line = rest_.substr(0, end == npos ? rest_.size() : end + 1);
            look_for_boundaries(line);
            if (is_boundary(line)) {
                ++boundary_lines_;
                start_block();
            } else if (in_header_) {
                count_header_line(line);
            }
            if (const auto exceeded = exceeded_limit(); !exceeded.empty()) {
                return Err(unreadable(exceeded));
            }
            rest_.remove_prefix(line.size());
        }
        return {};
    }

private:
    [[nodiscard]] std::string_view exceeded_limit() const {
        if (header_bytes_ > limits_.header_bytes) {
            return "header_too_long";
        }
        if (boundary_lines_ > boundary_lines_per_part * limits_.parts) {
            return "too_many_parts";
        }
        return colons_ > most_colons ? "nested_too_deep" : "";
    }

    void start_block() {
        in_header_ = true;
        header_bytes_ = 0;
        holds_a_message_ = false;
        has_fields_ = false;
    }

    /// After the header of an attached message comes that message's own.
    void count_header_line(std::string_view line) {
        const bool is_blank = line == "\n" || line == "\r\n";
        if (is_blank && has_fields_) {
            in_header_ = holds_a_message_;
            header_bytes_ = 0;
            has_fields_ = false;
            holds_a_message_ = false;
            return;
        }
        colons_ = line.starts_with(' ') || line.starts_with('\t') ? colons_ : 0;
        colons_ += std::ranges::count(line, ':');
        has_fields_ = has_fields_ || !is_blank;
        header_bytes_ += line.size();
        holds_a_message_ = holds_a_message_ || mentions_message_type(line);
    }

    static bool mentions_message_type(std::string_view line) {
        return line.size() < longest_boundary && lower_case(line).find("message/") != npos;
    }

    bool is_boundary(std::string_view line) const {
        if (!line.starts_with("--")) {
            return false;
        }
        line = line.substr(2, line.find_last_not_of(" \t\r\n") - 1);
        return any_boundary_ || boundaries_.contains(std::string(line)) ||
               (line.ends_with("--") && boundaries_.contains(std::string(line.substr(0, line.size() - 2))));
    }

    /// Anywhere, since what is a header may be another's content. Of a parameter the "=" is looked for, which is
    /// rarer than any letter.
    void look_for_boundaries(std::string_view line) {
        for (auto at = line.find('='); at != npos; at = line.find('=', at + 1)) {
            const auto position = static_cast<std::size_t>(line.data() - whole_.data()) + at;
            if (const auto named = boundary_named_before(position); named != Named::no) {
                any_boundary_ = any_boundary_ || named == Named::in_an_odd_way;
                add_boundary(whole_.substr(position + 1, longest_boundary));
            }
        }
    }

    enum class Named { no, plainly, in_an_odd_way };

    /// Whether "boundary" stands before an "=", with blanks, a comment or the marks of RFC 2231 between them or not.
    [[nodiscard]] Named boundary_named_before(std::size_t position) const {
        auto before = whole_.substr(0, position);
        const auto drop = [&](std::string_view characters) {
            const auto size = before.size();
            const auto last = before.substr(size - std::min(size, longest_boundary)).find_last_not_of(characters);
            before.remove_suffix(last == npos ? std::min(size, longest_boundary)
                                              : std::min(size, longest_boundary) - last - 1);
            return size != before.size();
        };
        drop(" \t\r\n");
        bool is_odd = false;
        if (before.ends_with(')')) {
            const auto size = before.size();
            const auto open = before.substr(size - std::min(size, longest_comment)).rfind('(');
            before.remove_suffix(open == npos ? 0 : std::min(size, longest_comment) - open);
            drop(" \t\r\n");
            is_odd = true;
        }
        is_odd = drop("*0123456789") || is_odd;
        const auto word = before.substr(before.size() - std::min(before.size(), boundary_word.size()));
        return !equal_ignoring_case(word, boundary_word) ? Named::no : is_odd ? Named::in_an_odd_way : Named::plainly;
    }

    /// A boundary spelled in a way that cannot be read here (RFC 2231, comments, escapes) makes every line that
    /// starts with two hyphens count.
    void add_boundary(std::string_view text) {
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        const bool is_quoted = text.starts_with('"');
        text.remove_prefix(is_quoted ? 1 : 0);
        const auto value = text.substr(0, text.find_first_of(is_quoted ? "\"\\" : " \t\r\n;(\\"));
        any_boundary_ = any_boundary_ || text.substr(value.size(), 1) == "\\" || text.substr(value.size(), 1) == "(";
        any_boundary_ = any_boundary_ || boundaries_.size() > most_boundaries;
        boundaries_.emplace(any_boundary_ ? std::string_view{}
                                          : value.substr(0, value.find_last_not_of(" \t\r\n") + 1));
    }

    std::string_view whole_;
    std::string_view rest_;
    const ReadingLimits& limits_;
    std::unordered_set<std::string> boundaries_;
    bool any_boundary_ = false;
    bool in_header_ = true;
    bool has_fields_ = false;
    bool holds_a_message_ = false;
    std::size_t header_bytes_ = 0;
    std::ptrdiff_t colons_ = 0;
    std::size_t boundary_lines_ = 0;
};

}  // namespace

engine::Error unreadable(std::string_view reason) {
    return {engine::Error::Code::unreadable_message, std::string(reason),
            "the message is kept as received: rexflow quarantine show NUMBER"};
}

Result<void> check_limits(std::string_view raw, const ReadingLimits& limits) {
    if (raw.size() > limits.total_bytes) {
        return Err(unreadable("too_large"));
    }
    return Survey(raw, limits).run();
}

}  // namespace rexflow::mail
