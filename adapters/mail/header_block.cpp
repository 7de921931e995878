#include "adapters/mail/header_block.hpp"

#include <algorithm>

namespace rexflow::mail {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\n";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The first line with its line end.
std::string_view first_line(std::string_view text) {
    const auto end = text.find('\n');
    return text.substr(0, end == npos ? text.size() : end + 1);
}

bool is_blank_line(std::string_view line) { return line == "\n" || line == "\r\n" || line.empty(); }

bool is_field_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) { return c > ' ' && c < '\x7F'; });
}

std::string_view without_blanks(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    return first == npos ? std::string_view{} : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

HeaderBlock read_header_block(std::string_view bytes) {
    HeaderBlock block;
    while (block.size < bytes.size()) {
        const auto line = first_line(bytes.substr(block.size));
        const bool is_blank = is_blank_line(line);
        if (is_blank && !block.fields.empty()) {
            block.size += line.size();
            break;
        }
        const auto colon = line.find(':');
        const auto name = line.substr(0, colon == npos ? 0 : line.find_last_not_of(" \t", colon - 1) + 1);
        if ((line[0] == ' ' || line[0] == '\t') && !block.fields.empty()) {
            auto& value = block.fields.back().value;
            const auto start = static_cast<std::size_t>(value.data() - bytes.data());
            value = bytes.substr(start, block.size + line.size() - start);
        } else if (colon != npos && colon > 0 && is_field_name(name)) {
            block.fields.push_back({name, line.substr(colon + 1)});
        }
        block.size += line.size();
    }
    return block;
}

std::string unfolded(std::string_view value) {
    std::string line;
    for (const char c : without_blanks(value)) {
        const bool is_blank = blanks.find(c) != npos;
        if (!is_blank || (!line.empty() && line.back() != ' ')) {
            line += is_blank ? ' ' : c;
        }
    }
    return line;
}

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, {}, lower, lower);
}

std::string_view find_value(const HeaderBlock& block, std::string_view name) {
    const auto found =
        std::ranges::find_if(block.fields, [&](const auto& field) { return equal_ignoring_case(field.name, name); });
    return found == block.fields.end() ? std::string_view{} : found->value;
}

std::vector<std::string> ids_in(std::string_view value) {
    std::vector<std::string> ids;
    const auto add = [&](std::string_view text) {
        std::string id;
        std::ranges::copy_if(text, std::back_inserter(id), [](char c) { return c > ' ' && c < '\x7F'; });
        if (!id.empty()) {
            ids.push_back(std::move(id));
        }
    };
    for (auto open = value.find('<'); open != npos; open = value.find('<', open + 1)) {
        const auto end = value.find_first_of("<>", open + 1);
        if (end != npos && value[end] == '>') {
            add(value.substr(open + 1, end - open - 1));
        }
    }
    const auto whole = without_blanks(value);
    if (ids.empty() && whole.find_first_of(" \t\r\n<>") == npos) {
        add(whole);
    }
    return ids;
}

}  // namespace rexflow::mail
