#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::mail {

struct HtmlAttribute {
    std::string_view name;   ///< as written
    std::string_view value;  ///< without quotes, entities as they stand
};

/// A tag as it stands in the bytes.
struct HtmlTag {
    std::string name;  ///< lower case, its beginning where it is long; "!" for comments and declarations
    bool closes = false;
    std::vector<HtmlAttribute> attributes;  ///< the first hundred or so
};

/// Reads the tags of an HTML text one after the other (WHATWG HTML, 13.2.5), without knowing what they mean. Linear
/// in the size of the text, whatever it holds.
class TagScan {
public:
    explicit TagScan(std::string_view html) : rest_(html) {}

    /// Moves behind the next tag. False at the end.
    bool next();

    [[nodiscard]] std::string_view text() const { return text_; }  ///< what stood before the tag
    [[nodiscard]] const HtmlTag& tag() const { return tag_; }

    /// Moves to where the element just opened is closed and gives what it holds; nothing, and stays, where it is not
    /// closed: rather a script shown than a report lost.
    std::string_view take_content();

private:
    bool read_tag();
    bool read_comment();
    void read_attributes();
    std::string_view read_value();
    void skip_blanks();

    std::string_view rest_;
    std::string_view text_;
    HtmlTag tag_;
    std::vector<std::string> never_closed_;
    bool no_more_comment_ends_ = false;
    bool no_more_double_ = false;
    bool no_more_single_ = false;
};

}  // namespace rexflow::mail
