#include "adapters/web/multipart.hpp"

#include "adapters/web/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace rexflow::web {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;

constexpr std::string_view type = "multipart/form-data";
constexpr std::string_view line_end = "\r\n";
constexpr std::size_t longest_file_name = 200;

Error badly_written() { return {Error::Code::invalid_input, "an upload is badly written", ""}; }

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

/// The value of a parameter, with or without quotation marks; none when it is not there.
std::optional<std::string> parameter(std::string_view field, std::string_view name) {
    const auto mark = fmt::format("; {}=", name);
    const auto at = lower(field).find(mark);
    if (at == std::string::npos) return std::nullopt;
    auto value = field.substr(at + mark.size());
    if (!value.starts_with('"')) return std::string(value.substr(0, value.find(';')));
    value.remove_prefix(1);
    const auto end = value.find('"');
    if (end == std::string_view::npos) return std::nullopt;
    return std::string(value.substr(0, end));
}

/// Without the folders some browsers send along.
std::string base_name(std::string_view path) {
    const auto slash = path.find_last_of("/\\");
    if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
    return std::string(path.substr(0, longest_file_name));
}

struct Part {
    std::string name;
    std::string value;
};

Result<Part> part_of(std::string_view text) {
    const auto header_end = text.find("\r\n\r\n");
    if (header_end == std::string_view::npos) return Err(badly_written());
    const auto content = text.substr(header_end + 4);
    auto header = text.substr(0, header_end);
    while (!header.empty()) {
        const auto end = std::min(header.find(line_end), header.size());
        const auto line = header.substr(0, end);
        header.remove_prefix(std::min(end + line_end.size(), header.size()));
        if (!lower(line).starts_with("content-disposition: form-data")) continue;
        const auto name = parameter(line, "name");
        if (!name || !clean_value(*name)) return Err(badly_written());
        const auto file = parameter(line, "filename");
        if (!file) {
            auto value = clean_value(content);
            return value ? Result<Part>(Part{*name, std::move(*value)}) : Err(badly_written());
        }
        const auto file_name = clean_value(base_name(*file));
        if (!file_name || file_name->find('\n') != std::string::npos) return Err(badly_written());
        if (file_name->empty() && content.empty()) return Part{*name, ""};
        return Part{*name, fmt::format("file:{}\n{}", *file_name, content)};
    }
    return Err(badly_written());
}

}  // namespace

bool is_multipart(std::string_view content_type) { return lower(content_type).starts_with(type); }

Result<engine::Payload> parse_multipart(std::string_view content_type, std::string_view body) {
    const auto boundary = parameter(content_type, "boundary");
    if (!boundary || boundary->empty()) return Err(badly_written());
    const auto delimiter = "--" + *boundary;
    if (!body.starts_with(delimiter)) return Err(badly_written());
    body.remove_prefix(delimiter.size());
    const auto between = std::string(line_end) + delimiter;
    engine::Payload fields;
    while (!body.starts_with("--")) {
        if (!body.starts_with(line_end)) return Err(badly_written());
        body.remove_prefix(line_end.size());
        const auto end = body.find(between);
        if (end == std::string_view::npos) return Err(badly_written());
        auto part = part_of(body.substr(0, end));
        if (!part) return Err(part.error());
        if (!fields.emplace(std::move(part->name), std::move(part->value)).second || fields.size() > most_form_fields)
            return Err(Error::Code::invalid_input, "the form has a field twice, or too many");
        body.remove_prefix(end + between.size());
    }
    return fields;
}

}  // namespace rexflow::web
