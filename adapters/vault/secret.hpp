#pragma once

#include <sodium.h>

#include <array>
#include <cstddef>

namespace rexflow::vault {

/// 32 bytes that are wiped when they go.
class Secret {
public:
    static constexpr std::size_t size = 32;

    Secret() = default;
    Secret(const Secret&) = default;
    Secret& operator=(const Secret&) = default;
    ~Secret() { sodium_memzero(bytes_.data(), bytes_.size()); }

    [[nodiscard]] unsigned char* data() { return bytes_.data(); }
    [[nodiscard]] const unsigned char* data() const { return bytes_.data(); }

private:
    std::array<unsigned char, size> bytes_{};
};

}  // namespace rexflow::vault
