#include "adapters/mail/flowed_text.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace rexflow::mail {
namespace {

std::size_t quote_depth(std::string_view line) { return std::min(line.find_first_not_of('>'), line.size()); }

}  // namespace

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
