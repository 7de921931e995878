#include "engine/reading/dialling.hpp"

#include "engine/reading/calling_codes.hpp"
#include "engine/reading/numbering_plan.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace rexflow::engine::reading {

namespace {

constexpr unsigned metropole = 33;
constexpr unsigned saint_pierre_et_miquelon = 508;

/// Territories that share the national plan, where 0 is dialled first.
constexpr auto sharing_the_plan = std::to_array<unsigned>({262, 590, 594, 596, 508});

constexpr double known_block = 1.0;
constexpr double unknown_block = 0.6;

bool dials_zero_first(unsigned code) {
    return code == metropole || std::ranges::find(sharing_the_plan, code) != sharing_the_plan.end();
}

Phone make_phone(unsigned code, std::string_view national, PhoneKind kind, double confidence) {
    Phone phone;
    phone.e164 = "+" + std::to_string(code);
    phone.e164 += national;
    phone.kind = kind;
    phone.evidence.confidence = confidence;
    return phone;
}

/// A national number with or without its 0 in front.
std::optional<Phone> national_number(std::span<const NumberRange> ranges, double confidence, unsigned code,
                                     std::string_view digits) {
    if (const auto kind = kind_in(ranges, code, digits)) return make_phone(code, digits, *kind, confidence);
    if (!dials_zero_first(code) || digits.empty() || digits.front() != '0') return std::nullopt;
    digits.remove_prefix(1);
    const auto kind = kind_in(ranges, code, digits);
    return kind ? std::optional(make_phone(code, digits, *kind, confidence)) : std::nullopt;
}

/// The same, or with the calling code in front though no + was written: "33612345678", "0508 41 23 45".
std::optional<Phone> under_code(std::span<const NumberRange> ranges, double confidence, unsigned code,
                                std::string_view digits) {
    if (auto phone = national_number(ranges, confidence, code, digits)) return phone;
    const auto in_front = std::to_string(code);
    if (digits.starts_with('0') && dials_zero_first(code)) digits.remove_prefix(1);
    if (!digits.starts_with(in_front)) return std::nullopt;
    return national_number(ranges, confidence, code, digits.substr(in_front.size()));
}

bool is_overseas(Region home) { return calling_code(home) != metropole; }

/// The calling codes a national number is tried under, in order.
std::vector<unsigned> codes_to_try(std::string_view digits, Region home) {
    const auto significant = digits.substr(digits.starts_with('0') ? 1 : 0);
    std::vector<unsigned> codes;
    // 0508 is Saint-Pierre-et-Miquelon for everybody: no metropolitan operator has it.
    constexpr std::size_t full_length = 9;  // the short ones of Saint-Pierre-et-Miquelon are for its own people
    if (significant.size() >= full_length && significant.starts_with("508")) codes.push_back(saint_pierre_et_miquelon);
    codes.push_back(calling_code(home));
    constexpr std::string_view first_digits_of_territories = "2567";
    const bool territories_first = is_overseas(home) && !significant.empty() &&
                                   first_digits_of_territories.find(significant.front()) != std::string_view::npos;
    if (!territories_first) codes.push_back(metropole);
    if (significant.size() >= full_length) {
        codes.insert(codes.end(), sharing_the_plan.begin(), sharing_the_plan.end());
    }
    if (territories_first) codes.push_back(metropole);
    return codes;
}

std::optional<Phone> look_up_national(std::string_view digits, Region home) {
    const auto codes = codes_to_try(digits, home);
    for (const auto code : codes) {
        if (auto phone = under_code(numbering_plan(), known_block, code, digits)) return phone;
    }
    for (const auto code : codes) {
        if (auto phone = under_code(overseas_prefixes(), unknown_block, code, digits)) return phone;
    }
    return std::nullopt;
}

std::optional<Phone> look_up_international(std::string_view digits) {
    for (const std::size_t size : {2U, 3U}) {
        if (digits.size() <= size) continue;
        unsigned code = 0;
        std::from_chars(digits.data(), digits.data() + size, code);
        if (!is_french_code(code)) continue;
        const auto national = digits.substr(size);
        if (auto phone = national_number(numbering_plan(), known_block, code, national)) return phone;
        return national_number(overseas_prefixes(), unknown_block, code, national);
    }
    const auto foreign = foreign_number(digits);
    if (foreign.empty()) return std::nullopt;
    Phone phone;
    phone.e164 = "+" + foreign;
    phone.kind = PhoneKind::foreign;
    phone.evidence.confidence = known_block;
    return phone;
}

}  // namespace

std::optional<Phone> look_up(const Dialled& dialled, Region home) {
    if (dialled.form == Dialled::Form::international) return look_up_international(dialled.digits);
    if (dialled.digits.starts_with("00")) return look_up_international(dialled.digits.substr(2));
    return look_up_national(dialled.digits, home);
}

unsigned calling_code(Region region) {
    switch (region) {
        case Region::metropole:
        case Region::alsace_moselle:
        case Region::alsace_moselle_without_good_friday:
            return metropole;
        case Region::mayotte:
        case Region::reunion:
            return 262;
        case Region::guadeloupe:
        case Region::saint_martin:
        case Region::saint_barthelemy:
            return 590;
        case Region::guyane:
            return 594;
        case Region::martinique:
            return 596;
        case Region::nouvelle_caledonie:
            return 687;
        case Region::polynesie:
            return 689;
        case Region::wallis_et_futuna:
            return 681;
    }
    return metropole;
}

bool has_local_numbers(Region region) { return !dials_zero_first(calling_code(region)); }

}  // namespace rexflow::engine::reading
