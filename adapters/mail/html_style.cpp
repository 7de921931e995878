#include "adapters/mail/html_style.hpp"

namespace rexflow::mail {

std::string squeezed(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) > ' ') {
            result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return result;
}

HtmlStyle::HtmlStyle(std::string_view written) : text_(written.empty() ? "" : ";" + squeezed(written)) {}

bool HtmlStyle::hides() const {
    if (text_.empty()) {
        return false;
    }
    const bool is_flat = is_zero("max-height") || is_zero("height");
    return is("display", "none") || is("visibility", "hidden") || is("visibility", "collapse") ||
           is("mso-hide", "all") || is_zero("opacity") || (is_flat && is("overflow", "hidden"));
}

std::optional<bool> HtmlStyle::is_sizeless() const {
    return value("font-size").empty() ? std::nullopt : std::optional(is_zero("font-size"));
}

bool HtmlStyle::keeps_blanks() const { return value("white-space").starts_with("pre"); }

bool HtmlStyle::has_no_margin() const {
    return is_zero("margin") || (is_zero("margin-bottom") && is_zero("margin-top"));
}

bool HtmlStyle::has_no_border() const { return is("border", "none") || is_zero("border"); }

/// The last declaration wins.
std::string_view HtmlStyle::value(std::string_view property) const {
    auto at = text_.rfind(property);
    while (at != std::string::npos && at > 0) {
        if (text_[at - 1] == ';' && text_[at + property.size()] == ':') {
            const auto rest = std::string_view(text_).substr(at + property.size() + 1);
            return rest.substr(0, rest.find_first_of(";!"));
        }
        at = text_.rfind(property, at - 1);
    }
    return {};
}

/// "0", "0px", "0.0cm", "0 0 0 0"
bool HtmlStyle::is_zero(std::string_view property) const {
    const auto text = value(property);
    return text.starts_with('0') && text.find_first_of("123456789") == std::string_view::npos;
}

}  // namespace rexflow::mail
