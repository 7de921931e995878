#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// What two texts can be compared by without keeping either: for each of 64 keyed hash functions, eight bits of the
/// smallest hash among the telling words of the text (MinHash). The share of equal places estimates the share of words
/// they have in common. Nobody can tell words from it, nor try words out without the key.
struct Sketch {
    std::array<std::uint8_t, 64> minima{};
    bool operator==(const Sketch&) const = default;
};

/// Folded words of four letters and more, without those every mail has and without the labels of a form's lines.
/// None for a text with too few of them to be compared.
/// @param key a secret of this installation
[[nodiscard]] std::optional<Sketch> sketch_of(std::string_view text, std::string_view key);

/// From 0, nothing in common, to 1: the estimated share of common words, chance taken off.
[[nodiscard]] double resemblance(const Sketch& one, const Sketch& other);

/// From here on two reports of a few days read like the same event: measured on pairs of both kinds, see the tests.
inline constexpr double alike = 0.20;

/// 128 hex digits.
[[nodiscard]] std::string to_text(const Sketch& sketch);
[[nodiscard]] std::optional<Sketch> parse_sketch(std::string_view text);

}  // namespace rexflow::engine
