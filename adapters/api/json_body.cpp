#include "adapters/api/json_body.hpp"

#include "adapters/web/form.hpp"

#include <cstdint>
#include <set>
#include <vector>

namespace rexflow::api {

namespace {

using engine::Err;
using engine::Error;

constexpr int deepest = 16;

int value_of(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    return c == '/' ? 63 : -1;
}

}  // namespace

engine::Result<Json> parse_body(std::string_view body) {
    bool is_twice = false;
    bool is_too_deep = false;
    std::vector<std::set<std::string>> keys;
    const auto look = [&](int depth, Json::parse_event_t event, Json& parsed) {
        is_too_deep = is_too_deep || depth > deepest;
        if (event == Json::parse_event_t::object_start) keys.emplace_back();
        if (event == Json::parse_event_t::object_end) keys.pop_back();
        if (event == Json::parse_event_t::key)
            is_twice = !keys.back().insert(parsed.get<std::string>()).second || is_twice;
        return !is_too_deep;
    };
    auto json = Json::parse(body, look, false);
    if (is_too_deep) return Err(Error::Code::invalid_input, "the body is nested too deeply");
    if (json.is_discarded()) return Err(Error::Code::invalid_input, "the body is no JSON text");
    if (is_twice) return Err(Error::Code::invalid_input, "the body has a member twice");
    return json;
}

std::optional<engine::Payload> texts_of(const Json& body) {
    engine::Payload texts;
    for (const auto& [key, value] : body.items()) {
        if (!value.is_string()) continue;
        auto text = web::clean_value(value.get_ref<const std::string&>());
        if (!text) return std::nullopt;
        texts[key] = std::move(*text);
    }
    return texts;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    auto padding = std::size_t{0};
    while (padding < 2 && !text.empty() && text.back() == '=') {
        text.remove_suffix(1);
        ++padding;
    }
    std::string bytes;
    unsigned held = 0;
    int bits = 0;
    for (const char c : text) {
        const auto value = value_of(c);
        if (value < 0) return std::nullopt;
        held = (held << 6U | static_cast<unsigned>(value)) & 0xFFFFU;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>(held >> static_cast<unsigned>(bits) & 0xFFU);
        }
    }
    return bytes;
}

std::string to_base64(std::string_view bytes) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::size_t group = 3;
    std::string text;
    text.reserve((bytes.size() + group - 1) / group * 4);
    for (std::size_t at = 0; at < bytes.size(); at += group) {
        const auto some = bytes.substr(at, group);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < group; ++i)
            bits = bits << 8U | (i < some.size() ? static_cast<unsigned char>(some[i]) : 0U);
        for (std::size_t i = 0; i <= group; ++i)
            text += i <= some.size() ? alphabet[bits >> (18U - 6U * i) & 63U] : '=';
    }
    return text;
}

}  // namespace rexflow::api
