#include "engine/reading/person.hpp"

#include "engine/reading/folded.hpp"
#include "engine/reading/introduction.hpp"
#include "engine/reading/introduction_parts.hpp"
#include "engine/reading/professions.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace rexflow::engine::reading {

namespace {

using Source = std::optional<Introduction>;

/// The letters of a name alone: "Le Goff", "LE-GOFF" and "legoff" are one.
std::string key(std::string_view name) {
    auto folded = fold(name);
    std::erase_if(folded, [](char c) { return c == ' ' || c == '-' || c == '\'' || c == '.'; });
    return folded;
}

/// "J." for "Jean", "Dupont" for "Dupont-Leroy".
bool is_short_for(std::string_view part, std::string_view whole) {
    const auto short_one = key(part);
    return !short_one.empty() && short_one.size() < key(whole).size() && key(whole).starts_with(short_one);
}

bool is_alike(std::string_view one, std::string_view other) {
    return one.empty() || other.empty() || key(one) == key(other) || is_short_for(one, other) ||
           is_short_for(other, one);
}

/// Whether two sources speak of one person, names taken in the same order.
bool agree(const Person& one, const Person& other) {
    const bool shares_family = !one.family.empty() && !other.family.empty();
    const bool shares_given = !one.given.empty() && !other.given.empty();
    return (shares_family || shares_given) && is_alike(one.family, other.family) && is_alike(one.given, other.given);
}

Person swapped(Person person) {
    std::swap(person.family, person.given);
    return person;
}

const std::string& fuller(const std::string& one, const std::string& other) {
    return one.empty() || is_short_for(one, other) ? other : one;
}

/// What the other source adds; names only where the two agree.
void complete(Person& person, const Person& other) {
    person.family = fuller(person.family, other.family);
    person.given = fuller(person.given, other.given);
    if (person.title.empty()) person.title = other.title;
    if (person.profession.empty()) person.profession = other.profession;
}

/// Joins two sources of one person. Where the order of one is a guess, the other decides it.
bool join(Introduction& main, const Introduction& other) {
    const bool is_guess = main.order != NameOrder::written;
    if (is_guess && other.order == NameOrder::written && !agree(main.person, other.person) &&
        agree(swapped(main.person), other.person)) {
        main.person = swapped(std::move(main.person));
    }
    auto added = other.person;
    if (!agree(main.person, added)) {
        if (other.order == NameOrder::written || !agree(main.person, swapped(added))) return false;
        added = swapped(std::move(added));
    }
    if (is_guess) main.order = other.order;
    // "M. Albar" of Monique Albar
    const bool is_initial = main.person.title == "M." && main.person.given.empty() && added.title.empty() &&
                            key(added.given).starts_with('m');
    if (is_initial) main.person.title.clear();
    complete(main.person, added);
    return true;
}

/// What a form-like mail says, "Nom : Durand", before what is only said in passing.
Source said_above_signature(std::string_view text, std::size_t signature) {
    auto labelled = introduced_by_labels(text);
    return labelled ? labelled : introduced_in_body(text.substr(0, signature));
}

/// The name first, then what the rest of the text says of the profession.
Source said_in_text(Source body, Source signature) {
    if (!has_name(body)) {
        if (!signature) return body;
        if (body && !body->person.profession.empty()) signature->person.profession = body->person.profession;
        return signature;
    }
    if (!signature) return body;
    if (!has_name(signature)) {
        if (body->person.profession.empty()) body->person.profession = signature->person.profession;
        return body;
    }
    if (join(*body, *signature)) return body;
    // A name that merely stood beside a number does not outweigh who signs.
    constexpr double spoken = 0.75;
    return body->person.evidence.confidence >= spoken ? body : signature;
}

constexpr double joint_confidence = 0.98;

std::optional<Person> person_of(const Mailbox& from, std::string_view text) {
    const auto begin = signature_begin(text);
    auto said = said_in_text(said_above_signature(text, begin), introduced_in_signature(text.substr(begin)));
    auto display = introduced_in_display_name(from.name);
    const auto address = introduced_in_address(from.address);
    if (has_name(display) && address) join(*display, *address);
    if (has_name(said)) {
        const bool is_joined = has_name(display) && join(*said, *display);
        if (is_joined) said->person.evidence.confidence = joint_confidence;
        const bool is_of_address = address && join(*said, *address);
        const bool is_confirmed = is_joined || is_of_address;
        // A lone word that nothing confirms may be anything: "YLG".
        if (!is_confirmed && has_name(display) && said->order == NameOrder::single && said->person.given.empty()) {
            if (!said->person.profession.empty()) display->person.profession = said->person.profession;
            return display->person;
        }
        if (display && said->person.profession.empty()) said->person.profession = display->person.profession;
        return said->person;
    }
    if (has_name(display)) {
        if (said && !said->person.profession.empty()) display->person.profession = said->person.profession;
        return display->person;
    }
    if (address) {
        auto person = address->person;
        if (said) person.profession = said->person.profession;
        if (display && person.profession.empty()) person.profession = display->person.profession;
        return person;
    }
    if (said) return said->person;
    return display ? std::optional(display->person) : std::nullopt;
}

/// A doctor's title is also that of dentists, pharmacists and biologists.
bool is_also_a_doctor(std::string_view profession) {
    return profession == "dentist" || profession == "pharmacist" || profession == "biologist";
}

}  // namespace

std::optional<Person> read_person(const Mailbox& from, std::string_view text) {
    auto person = person_of(from, text);
    if (!person) return person;
    const auto shown = profession_of_address(from.address);
    const bool is_only_title = person->profession == "doctor" && is_also_a_doctor(shown) && !person->title.empty();
    if (!shown.empty() && (person->profession.empty() || is_only_title)) person->profession = shown;
    return person;
}

}  // namespace rexflow::engine::reading
