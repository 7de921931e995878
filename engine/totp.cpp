#include "engine/totp.hpp"

#include "engine/links.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>

namespace rexflow::engine {

namespace {

constexpr std::size_t block_size = 64;
constexpr std::int64_t step_seconds = 30;
constexpr int code_digits = 6;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::uint32_t word_at(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) << 24U | byte_at(bytes, at + 1) << 16U | byte_at(bytes, at + 2) << 8U |
           byte_at(bytes, at + 3);
}

template <typename Number>
void append(std::string& bytes, Number number) {
    for (int shift = static_cast<int>(sizeof number) * 8 - 8; shift >= 0; shift -= 8)
        bytes += static_cast<char>(number >> static_cast<unsigned>(shift) & 0xFFU);
}

using Sha1State = std::array<std::uint32_t, 5>;

/// One block of FIPS 180-4, 6.1.2.
void absorb(Sha1State& state, std::string_view block) {
    std::array<std::uint32_t, 80> words{};
    for (std::size_t t = 0; t < 16; ++t) words[t] = word_at(block, 4 * t);
    for (std::size_t t = 16; t < 80; ++t)
        words[t] = std::rotl(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
    auto [a, b, c, d, e] = state;
    for (std::size_t t = 0; t < 80; ++t) {
        std::uint32_t mixed = b ^ c ^ d;
        std::uint32_t constant = t < 40 ? 0x6ED9EBA1U : 0xCA62C1D6U;
        if (t < 20) {
            mixed = (b & c) | (~b & d);
            constant = 0x5A827999U;
        } else if (t >= 40 && t < 60) {
            mixed = (b & c) | (b & d) | (c & d);
            constant = 0x8F1BBCDCU;
        }
        const auto next = std::rotl(a, 5) + mixed + e + constant + words[t];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

std::string sha1(std::string_view text) {
    std::string padded(text);
    padded += '\x80';
    while (padded.size() % block_size != block_size - 8) padded += '\0';
    append(padded, std::uint64_t{text.size()} * 8);
    Sha1State state{0x67452301U, 0xEFCDAB89U, 0x98BADCFEU, 0x10325476U, 0xC3D2E1F0U};
    for (std::size_t at = 0; at < padded.size(); at += block_size)
        absorb(state, std::string_view(padded).substr(at, block_size));
    std::string hash;
    for (const auto word : state) append(hash, word);
    return hash;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string result;
    for (const char c : text)
        if (plain.find(c) != std::string_view::npos)
            result += c;
        else
            result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return result;
}

}  // namespace

std::string hmac_sha1(std::string_view key, std::string_view text) {
    std::string block = key.size() > block_size ? sha1(key) : std::string(key);
    block.resize(block_size, '\0');
    std::string inner = block;
    std::string outer = block;
    for (char& c : inner) c = static_cast<char>(c ^ 0x36);
    for (char& c : outer) c = static_cast<char>(c ^ 0x5C);
    return sha1(outer + sha1(inner + std::string(text)));
}

std::string hotp(std::string_view secret, std::uint64_t counter, int digits) {
    std::string text;
    append(text, counter);
    const auto hash = hmac_sha1(secret, text);
    const auto offset = byte_at(hash, hash.size() - 1) & 0xFU;
    std::uint64_t most = 1;
    for (int digit = 0; digit < digits; ++digit) most *= 10;
    return fmt::format("{:0{}}", (word_at(hash, offset) & 0x7FFFFFFFU) % most, digits);
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, Instant now) {
    std::string digits;
    for (const char c : code)
        if (c != ' ') digits += c;
    if (secret.empty() || digits.size() != code_digits) return std::nullopt;
    const auto present = now.time_since_epoch().count() / step_seconds;
    std::optional<std::int64_t> found;
    for (auto step = present - 1; step <= present + 1; ++step)
        if (is_same_secret(digits, hotp(secret, static_cast<std::uint64_t>(step), code_digits))) found = step;
    return found;
}

std::string recovery_code_of(std::string_view typed) {
    std::string code;
    for (const char c : typed) {
        if (c == ' ' || c == '-') continue;
        code += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return code;
}

std::string base32_of(std::string_view bytes) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    unsigned bits = 0;
    unsigned count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8U | static_cast<unsigned char>(byte)) & 0xFFFU;
        for (count += 8; count >= 5; count -= 5) text += alphabet[bits >> (count - 5) & 31U];
    }
    if (count > 0) text += alphabet[bits << (5 - count) & 31U];
    return text;
}

std::optional<std::string> bytes_of_base32(std::string_view text) {
    constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    std::string bytes;
    unsigned bits = 0;
    unsigned count = 0;
    for (const char c : text) {
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 5U | static_cast<unsigned>(value)) & 0xFFFU;
        count += 5;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(bits >> count & 0xFFU);
    }
    return bytes;
}

std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account) {
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
                       percent_encoded(issuer), percent_encoded(account), base32_of(secret));
}

}  // namespace rexflow::engine
