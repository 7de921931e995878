#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rexflow::mail {

/// Lower case (ASCII), without blanks: as styles, hosts and the like are compared.
[[nodiscard]] std::string squeezed(std::string_view text);

/// The declarations of a style attribute that decide what is seen, and how it is set in lines.
class HtmlStyle {
public:
    explicit HtmlStyle(std::string_view written);

    /// Whether the element and all in it is out of sight.
    [[nodiscard]] bool hides() const;
    /// Whether text has no size; nothing where the style does not say.
    [[nodiscard]] std::optional<bool> is_sizeless() const;
    [[nodiscard]] bool keeps_blanks() const;
    [[nodiscard]] bool has_no_margin() const;
    [[nodiscard]] bool has_no_border() const;

private:
    [[nodiscard]] std::string_view value(std::string_view property) const;
    [[nodiscard]] bool is(std::string_view property, std::string_view wanted) const {
        return value(property) == wanted;
    }
    [[nodiscard]] bool is_zero(std::string_view property) const;

    std::string text_;
};

}  // namespace rexflow::mail
