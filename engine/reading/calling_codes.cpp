#include "engine/reading/calling_codes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace rexflow::engine::reading {

namespace {

/// What is dialled in front of a national number inside the country only.
enum class Trunk { none, zero };
using enum Trunk;

/// The bit n stands for national numbers of n digits.
consteval std::uint32_t lengths(auto... digits) { return ((1U << static_cast<unsigned>(digits)) | ...); }

struct Country {
    unsigned code;
    Trunk trunk;
    std::uint32_t lengths;
};

// clang-format off
constexpr auto countries = std::to_array<Country>({
    {1, none, lengths(10)}, {7, none, lengths(10, 14)}, {20, zero, lengths(8, 9, 10)},
    {27, zero, lengths(5, 6, 7, 8, 9, 10)}, {30, none, lengths(10, 11, 12)},
    {31, zero, lengths(5, 6, 7, 8, 9, 10, 11)}, {32, zero, lengths(8, 9)}, {34, none, lengths(9)},
    {36, none, lengths(8, 9)}, {39, none, lengths(6, 7, 8, 9, 10, 11, 12)}, {40, zero, lengths(6, 9)},
    {41, zero, lengths(9, 12)}, {43, zero, lengths(4, 5, 6, 7, 8, 9, 10, 11, 12, 13)}, {44, zero, lengths(7, 9, 10)},
    {45, none, lengths(8)}, {46, zero, lengths(6, 7, 8, 9, 10, 12)}, {47, none, lengths(5, 8)},
    {48, none, lengths(6, 7, 8, 9, 10)}, {49, zero, lengths(4, 5, 6, 7, 8, 9, 10, 11, 12, 13)},
    {51, zero, lengths(8, 9)}, {52, none, lengths(10)}, {53, zero, lengths(6, 7, 8, 10)}, {54, zero, lengths(10, 11)},
    {55, zero, lengths(8, 9, 10, 11)}, {56, none, lengths(9, 10, 11)}, {57, zero, lengths(8, 10, 11)},
    {58, zero, lengths(10)}, {60, zero, lengths(8, 9, 10)}, {61, zero, lengths(5, 6, 7, 8, 9, 10, 12)},
    {62, zero, lengths(7, 8, 9, 10, 11, 12, 13)}, {63, zero, lengths(6, 8, 9, 10, 11, 12, 13)},
    {64, zero, lengths(5, 6, 7, 8, 9, 10)}, {65, none, lengths(8, 10, 11)}, {66, zero, lengths(8, 9, 10, 13)},
    {81, zero, lengths(8, 9, 10, 11, 12, 13)}, {82, zero, lengths(5, 6, 8, 9, 10, 11, 12, 13)},
    {84, zero, lengths(7, 8, 9, 10)}, {86, zero, lengths(7, 8, 9, 10, 11, 12)}, {90, zero, lengths(7, 10, 12, 13)},
    {91, zero, lengths(8, 9, 10, 11, 12, 13)}, {92, zero, lengths(8, 9, 10, 11, 12)}, {93, zero, lengths(9)},
    {94, zero, lengths(9)}, {95, zero, lengths(6, 7, 8, 9, 10)}, {98, zero, lengths(4, 5, 6, 7, 10)},
    {211, zero, lengths(9)}, {212, zero, lengths(9)}, {213, zero, lengths(8, 9)}, {216, none, lengths(8)},
    {218, zero, lengths(9)}, {220, none, lengths(7, 9)}, {221, none, lengths(9)}, {222, none, lengths(8)},
    {223, none, lengths(8)}, {224, none, lengths(8, 9)}, {225, none, lengths(10)}, {226, none, lengths(8)},
    {227, none, lengths(8)}, {228, none, lengths(8)}, {229, none, lengths(10)}, {230, none, lengths(7, 8, 10)},
    {231, zero, lengths(7, 8, 9)}, {232, zero, lengths(8)}, {233, zero, lengths(8, 9)},
    {234, zero, lengths(10, 11, 12)}, {235, none, lengths(8)}, {236, none, lengths(8)}, {237, none, lengths(8, 9)},
    {238, none, lengths(7)}, {239, none, lengths(7)}, {240, none, lengths(9)}, {241, none, lengths(7, 8)},
    {242, none, lengths(9)}, {243, zero, lengths(7, 8, 9, 10)}, {244, none, lengths(9)}, {245, none, lengths(7, 9)},
    {246, none, lengths(7)}, {247, none, lengths(5, 6)}, {248, none, lengths(7)}, {249, zero, lengths(9)},
    {250, zero, lengths(8, 9)}, {251, zero, lengths(9)}, {252, zero, lengths(6, 7, 8, 9)}, {253, none, lengths(8)},
    {254, zero, lengths(7, 8, 9, 10)}, {255, zero, lengths(9)}, {256, zero, lengths(9)}, {257, none, lengths(8)},
    {258, none, lengths(8, 9)}, {260, zero, lengths(9)}, {261, zero, lengths(9)}, {263, zero, lengths(7, 9, 10)},
    {264, zero, lengths(8, 9)}, {265, zero, lengths(7, 9)}, {266, none, lengths(8)}, {267, none, lengths(7, 8, 10)},
    {268, none, lengths(8, 9)}, {269, none, lengths(7)}, {290, none, lengths(4, 5)}, {291, zero, lengths(7)},
    {297, none, lengths(7)}, {298, none, lengths(6)}, {299, none, lengths(6)}, {350, none, lengths(8)},
    {351, none, lengths(9)}, {352, none, lengths(4, 5, 6, 7, 8, 9, 10, 11)}, {353, zero, lengths(7, 8, 9, 10)},
    {354, none, lengths(7, 9)}, {355, zero, lengths(6, 7, 8, 9)}, {356, none, lengths(8)}, {357, none, lengths(8)},
    {358, zero, lengths(5, 6, 7, 8, 9, 10, 11, 12)}, {359, zero, lengths(6, 7, 8, 9, 12)}, {370, zero, lengths(8)},
    {371, none, lengths(8)}, {372, none, lengths(7, 8, 10)}, {373, zero, lengths(8)}, {374, zero, lengths(8)},
    {375, none, lengths(6, 7, 8, 9, 10, 11)}, {376, none, lengths(6, 8, 9)}, {377, zero, lengths(8, 9)},
    {378, none, lengths(8, 10)}, {380, zero, lengths(9, 10)}, {381, zero, lengths(6, 7, 8, 9, 10, 11, 12)},
    {382, zero, lengths(8, 9)}, {383, zero, lengths(8, 9, 10, 11, 12)}, {385, zero, lengths(7, 8, 9)},
    {386, zero, lengths(5, 6, 7, 8)}, {387, zero, lengths(8, 9)}, {389, zero, lengths(8)},
    {420, none, lengths(9, 10, 11, 12)}, {421, zero, lengths(6, 7, 9)}, {423, zero, lengths(7, 9)},
    {500, none, lengths(5)}, {501, none, lengths(7, 11)}, {502, none, lengths(8, 11)}, {503, none, lengths(7, 8, 11)},
    {504, none, lengths(8, 11)}, {505, none, lengths(8)}, {506, none, lengths(8, 10)},
    {507, none, lengths(7, 8, 10, 11)}, {509, none, lengths(8)}, {591, zero, lengths(8, 9)}, {592, none, lengths(7)},
    {593, zero, lengths(8, 9, 10, 11)}, {595, zero, lengths(6, 7, 8, 9, 10, 11)}, {597, none, lengths(6, 7)},
    {598, zero, lengths(4, 5, 6, 7, 8, 9, 10, 11, 12)}, {599, none, lengths(7, 8)}, {670, none, lengths(7, 8)},
    {672, none, lengths(6)}, {673, none, lengths(7)}, {674, none, lengths(7)}, {675, none, lengths(7, 8)},
    {676, none, lengths(5, 7)}, {677, none, lengths(5, 7)}, {678, none, lengths(5, 7)}, {679, none, lengths(7, 11)},
    {680, none, lengths(7)}, {682, none, lengths(5)}, {683, none, lengths(4, 7)}, {685, none, lengths(5, 6, 7, 10)},
    {686, zero, lengths(5, 8)}, {688, none, lengths(5, 6, 7)}, {690, none, lengths(4, 5, 6, 7)},
    {691, none, lengths(7)}, {692, none, lengths(7)}, {850, zero, lengths(8, 10)},
    {852, none, lengths(5, 6, 7, 8, 9, 11)}, {853, none, lengths(7, 8)}, {855, zero, lengths(8, 9, 10)},
    {856, zero, lengths(8, 9, 10)}, {880, zero, lengths(6, 7, 8, 9, 10)}, {886, zero, lengths(7, 8, 9, 10, 11)},
    {960, none, lengths(7, 10)}, {961, zero, lengths(7, 8)}, {962, zero, lengths(8, 9)}, {963, zero, lengths(8, 9)},
    {964, zero, lengths(8, 9, 10)}, {965, none, lengths(7, 8)}, {966, zero, lengths(9, 10)},
    {967, zero, lengths(7, 8, 9)}, {968, none, lengths(7, 8, 9)}, {970, zero, lengths(8, 9, 10)},
    {971, zero, lengths(5, 6, 7, 8, 9, 10, 11, 12)}, {972, zero, lengths(7, 8, 9, 10, 11, 12)},
    {973, none, lengths(8)}, {974, none, lengths(7, 8, 9, 11)}, {975, none, lengths(7, 8)},
    {976, zero, lengths(8, 9, 10)}, {977, zero, lengths(8, 10, 11)}, {992, none, lengths(9)}, {993, none, lengths(8)},
    {994, zero, lengths(9)}, {995, zero, lengths(9)}, {996, zero, lengths(9, 10)}, {998, none, lengths(9)},
});
// clang-format on
static_assert(std::ranges::is_sorted(countries, {}, &Country::code));

const Country* find_country(unsigned code) {
    const auto found = std::ranges::lower_bound(countries, code, {}, &Country::code);
    return found != countries.end() && found->code == code ? &*found : nullptr;
}

}  // namespace

std::string foreign_number(std::string_view digits) {
    if (digits.starts_with('0')) return {};
    constexpr std::size_t longest_code = 3;
    for (std::size_t size = 1; size <= longest_code && size < digits.size(); ++size) {
        unsigned code = 0;
        std::from_chars(digits.data(), digits.data() + size, code);
        const auto* country = find_country(code);
        if (country == nullptr) continue;
        auto national = digits.substr(size);
        if (country->trunk == zero && national.front() == '0') national.remove_prefix(1);
        const bool is_known_length = national.size() < 16 && ((country->lengths >> national.size()) & 1U) != 0;
        return is_known_length ? std::string(digits.substr(0, size)).append(national) : std::string();
    }
    return {};
}

}  // namespace rexflow::engine::reading
