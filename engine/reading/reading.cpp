#include "engine/reading/reading.hpp"

#include <algorithm>
#include <string>

namespace rexflow::engine::reading {

namespace {

/// With less text of one's own a mail passed on is about what it passes on.
constexpr std::size_t few_letters = 200;

std::size_t letters_in(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c > ' ' || c < '\0'; }));
}

/// What a mail is about: what its sender wrote; where they only passed a mail on, that mail too.
std::string matter_of(const SplitText& text) {
    const bool only_passes_on = text.is_forward && letters_in(text.new_text) < few_letters;
    return only_passes_on ? text.new_text + "\n\n" + text.quoted_text : text.new_text;
}

/// "Rappeler Dr X après 19h" may be all there is, and stand in the subject.
std::string with_subject(std::string_view subject, std::string_view text) {
    return std::string(subject) + "\n\n" + std::string(text);
}

}  // namespace

Reading read(const InboundEmail& email, const Circumstances& circumstances) {
    Reading reading;
    reading.text = split_quotation(email.text);
    const auto& own = reading.text.new_text;
    const auto matter = matter_of(reading.text);
    reading.person = read_person(email.from.empty() ? email.sender : email.from.front(), own);
    reading.phones = read_phones(with_subject(email.subject, own), circumstances.home);
    reading.availability = read_availability(with_subject(email.subject, own), circumstances.written_at);
    if (reading.phones.empty()) reading.phones = read_phones(matter, circumstances.home);
    if (reading.availability.empty()) reading.availability = read_availability(matter, circumstances.written_at);
    reading.demand = read_demand(email.subject, matter);
    return reading;
}

}  // namespace rexflow::engine::reading
