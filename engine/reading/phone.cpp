#include "engine/reading/phone.hpp"

#include "engine/reading/folded.hpp"
#include "engine/reading/person.hpp"
#include "engine/reading/phone_context.hpp"
#include "engine/reading/written_number.hpp"

#include <algorithm>
#include <utility>

namespace rexflow::engine::reading {

namespace {

/// A number of a text with how it stands there.
struct Candidate {
    Phone phone;
    Standing standing;
};

/// How sure a number is the reporter's to be called at.
double confidence(Standing standing) {
    switch (standing) {
        case Standing::preferred:
            return 0.99;
        case Standing::offered:
            return 0.98;
        case Standing::mentioned:
            return 0.9;
        case Standing::in_signature:
            return 0.9;
        case Standing::of_another:
            return 0.6;
        case Standing::discouraged:
            return 0.55;
        case Standing::left_out:
            return 0;
    }
    return 0;
}

Surroundings surroundings(std::string_view folded, const std::vector<WrittenNumber>& numbers, std::size_t i) {
    constexpr std::size_t nearby = 110;
    const auto begin = numbers[i].begin;
    const auto end = numbers[i].end;
    const auto from = std::max(i == 0 ? 0 : numbers[i - 1].end, begin - std::min(begin, nearby));
    const auto until = std::min(i + 1 == numbers.size() ? folded.size() : numbers[i + 1].begin, end + nearby);
    return {folded.substr(from, begin - from), folded.substr(end, until - end)};
}

/// "Fax : A / B": nothing between two numbers but a joint, so that what was said of the first is said of the second.
bool continues(std::string_view before) {
    return before.size() < 8 && before.find_first_not_of(" /,;-&()oue t") == std::string_view::npos;
}

/// The standing of each number by the words around it and by where the signature begins.
std::vector<Standing> standings(std::string_view folded, const std::vector<WrittenNumber>& numbers,
                                std::size_t signature) {
    std::vector<Standing> all;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto around = surroundings(folded, numbers, i);
        auto standing = standing_of(around);
        if (standing == Standing::mentioned && i > 0 && continues(around.before)) {
            standing = all.back() == Standing::preferred ? Standing::offered : all.back();
        }
        const bool is_plain =
            standing == Standing::offered || standing == Standing::mentioned || standing == Standing::of_another;
        all.push_back(is_plain && numbers[i].begin >= signature ? Standing::in_signature : standing);
    }
    return all;
}

/// "Rappelez-moi sur mon portable", and the portable is in the signature.
void heed(Wish wish, std::vector<Candidate>& candidates) {
    const auto wished = wish == Wish::mobile ? PhoneKind::mobile : PhoneKind::fixed;
    const auto is_answer = [&](const Candidate& candidate) {
        return candidate.phone.kind == wished && candidate.standing <= Standing::in_signature;
    };
    const bool has_preferred = std::ranges::any_of(
        candidates, [](const Candidate& candidate) { return candidate.standing == Standing::preferred; });
    if (wish == Wish::none || has_preferred) return;
    const auto found = std::ranges::find_if(candidates, is_answer);
    if (found != candidates.end()) found->standing = Standing::preferred;
}

/// Each number once, at its best standing; what is left out nowhere.
void add(std::vector<Candidate>& candidates, Candidate candidate) {
    const auto same = std::ranges::find_if(
        candidates, [&](const Candidate& other) { return other.phone.e164 == candidate.phone.e164; });
    if (same == candidates.end()) {
        candidates.push_back(std::move(candidate));
    } else if (candidate.standing < same->standing) {
        if (candidate.phone.extension.empty()) candidate.phone.extension = same->phone.extension;
        *same = std::move(candidate);
    }
}

/// Where the folded text reaches a position of its source.
std::size_t folded_position(const Folded& text, std::size_t source) {
    std::size_t low = 0;
    for (std::size_t high = text.text().size(); low < high;) {
        const auto middle = low + (high - low) / 2;
        if (text.position(middle) < source) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

}  // namespace

std::string_view to_text(PhoneKind kind) {
    switch (kind) {
        case PhoneKind::mobile:
            return "mobile";
        case PhoneKind::fixed:
            return "fixed";
        case PhoneKind::voip:
            return "voip";
        case PhoneKind::special:
            return "special";
        case PhoneKind::foreign:
            return "foreign";
    }
    return "";
}

std::optional<Phone> parse_phone(std::string_view written, Region home) {
    const Folded text(written);
    const auto numbers = written_numbers(text, home, Setting::field);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (standing_of(surroundings(text.text(), numbers, i)) == Standing::left_out) continue;
        auto phone = numbers[i].phone;
        phone.evidence.sentence = sentence_around(written, 0, written.size());
        return phone;
    }
    return std::nullopt;
}

std::vector<Phone> read_phones(std::string_view text, Region home) {
    const Folded folded(text);
    const auto numbers = written_numbers(folded, home, Setting::text);
    if (numbers.empty()) return {};
    const auto signature = folded_position(folded, signature_begin(text));
    const auto standing = standings(folded.text(), numbers, signature);
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (standing[i] == Standing::left_out) continue;
        auto phone = numbers[i].phone;
        phone.evidence.confidence *= confidence(standing[i]);
        phone.evidence.sentence =
            sentence_around(text, folded.position(numbers[i].begin), folded.position(numbers[i].end));
        add(candidates, {std::move(phone), standing[i]});
    }
    heed(wished_kind(std::string_view(folded.text()).substr(0, signature)), candidates);
    std::ranges::stable_sort(candidates, {}, &Candidate::standing);
    std::vector<Phone> phones;
    for (auto& candidate : candidates) phones.push_back(std::move(candidate.phone));
    return phones;
}

}  // namespace rexflow::engine::reading
