#pragma once

#include "engine/ports/secrets.hpp"

namespace rexflow::testing {

/// Counts in base32. Where it goes on from is told to it, so that a letter that has to be made again after a crash
/// gets the number it would have had.
class CountingNonces final : public engine::Nonces {
public:
    [[nodiscard]] std::string next() override {
        constexpr auto* digits = "abcdefghijklmnopqrstuvwxyz234567";
        std::string text(16, 'a');
        auto rest = count_++;
        for (auto place = text.rbegin(); rest > 0; ++place, rest /= 32) *place = digits[rest % 32];
        return text;
    }
    void go_on_from(std::size_t count) { count_ = count; }

private:
    std::size_t count_ = 0;
};

}  // namespace rexflow::testing
