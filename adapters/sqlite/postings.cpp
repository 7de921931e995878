#include "adapters/sqlite/postings.hpp"

#include "adapters/sqlite/failure.hpp"

namespace rexflow::sqlite::postings {

namespace {

constexpr std::size_t term_size = 8;

std::uint64_t term_at(std::string_view bytes, std::size_t place) {
    std::uint64_t term = 0;
    for (const char byte : bytes.substr(place * term_size, term_size))
        term = term << 8U | static_cast<unsigned char>(byte);
    return term;
}

[[noreturn]] void fail_damaged() {
    throw EnvironmentFailure(
        {engine::Error::Code::store_trouble, "the search index is damaged", "rexflow search rebuild"});
}

}  // namespace

std::string encode_terms(std::span<const std::uint64_t> sorted) {
    std::string bytes;
    bytes.reserve(sorted.size() * term_size);
    for (const auto term : sorted)
        for (unsigned shift = 64; shift > 0; shift -= 8) bytes += static_cast<char>(term >> (shift - 8) & 0xFFU);
    return bytes;
}

std::vector<std::uint64_t> decode_terms(std::string_view bytes) {
    if (bytes.size() % term_size != 0) fail_damaged();
    std::vector<std::uint64_t> terms;
    terms.reserve(bytes.size() / term_size);
    for (std::size_t place = 0; place < bytes.size() / term_size; ++place) terms.push_back(term_at(bytes, place));
    return terms;
}

bool has_term(std::string_view bytes, std::uint64_t term) {
    std::size_t low = 0;
    std::size_t high = bytes.size() / term_size;
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        const auto found = term_at(bytes, middle);
        if (found == term) return true;
        if (found < term)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

std::string encode_ids(std::span<const std::int64_t> sorted) {
    std::string bytes;
    std::uint64_t last = 0;
    for (const auto id : sorted) {
        auto rest = static_cast<std::uint64_t>(id) - last;
        last = static_cast<std::uint64_t>(id);
        for (; rest >= 0x80U; rest >>= 7U) bytes += static_cast<char>((rest & 0x7FU) | 0x80U);
        bytes += static_cast<char>(rest);
    }
    return bytes;
}

void decode_ids(std::string_view bytes, std::vector<std::int64_t>& ids) {
    std::uint64_t last = 0;
    std::uint64_t rest = 0;
    unsigned shift = 0;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        if (shift > 56) fail_damaged();
        rest |= std::uint64_t{value & 0x7FU} << shift;
        shift += 7;
        if ((value & 0x80U) != 0) continue;
        last += rest;
        ids.push_back(static_cast<std::int64_t>(last));
        rest = 0;
        shift = 0;
    }
    if (shift != 0) fail_damaged();
}

}  // namespace rexflow::sqlite::postings
