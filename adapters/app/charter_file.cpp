#include "adapters/app/charter_file.hpp"

#include "adapters/app/named_file.hpp"
#include "adapters/mail/content_hash.hpp"
#include "engine/utf8.hpp"

#include <algorithm>

namespace rexflow::app {

namespace {

constexpr std::size_t largest_charter = std::size_t{64} << 10U;
constexpr std::size_t fingerprint_length = 16;

bool is_plain_text(std::string_view bytes) {
    const auto is_control = [](char c) {
        return (c >= '\0' && c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == '\x7F';
    };
    return engine::is_utf8(bytes) && std::ranges::none_of(bytes, is_control);
}

}  // namespace

engine::Result<engine::CharterText> read_charter(const std::filesystem::path& path) {
    using engine::Err;
    using Code = engine::Error::Code;
    const auto bytes = bytes_of(path, largest_charter);
    if (!bytes) return Err(bytes.error());
    if (!is_plain_text(*bytes))
        return Err(Code::invalid_input, "the file is not plain text in UTF-8",
                   "save it as text only, with the encoding UTF-8");
    auto paragraphs = engine::paragraphs_of(*bytes);
    if (paragraphs.empty())
        return Err(Code::invalid_input, "the file is empty", "write the charter into it, or leave the setting out");
    return engine::CharterText{std::move(paragraphs), mail::sha256_hex(*bytes).substr(0, fingerprint_length)};
}

}  // namespace rexflow::app
