#include "engine/reading/reading.hpp"

#include "engine/reading/folded.hpp"
#include "engine/reading/lines.hpp"
#include "engine/reading/phrases.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace rexflow::engine::reading {

namespace {

/// With less text of one's own a mail passed on is about what it passes on.
constexpr std::size_t few_letters = 200;

std::size_t letters_in(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c > ' ' || c < '\0'; }));
}

/// "TR: ", "Fwd: ": mail programs say so where nothing else does, as when all of a mail was passed on unchanged.
bool is_forward_by_subject(std::string_view subject) {
    constexpr auto marks = std::to_array<std::string_view>({"tr", "fwd", "fw", "transfert"});
    const auto folded = fold(subject);
    const auto colon = folded.find(':');
    if (colon == std::string::npos) return false;
    return std::ranges::find(marks, trim(std::string_view(folded).substr(0, colon))) != marks.end();
}

/// What a mail is about: what its sender wrote; where they only passed a mail on, that mail too.
std::string matter_of(const SplitText& text) {
    const bool only_passes_on = text.is_forward && letters_in(text.new_text) < few_letters;
    return only_passes_on ? text.new_text + "\n\n" + text.quoted_text : text.new_text;
}

/// What is looked at of a text that is longer than people write: its beginning (some five pages) and its end, where
/// they say who they are and when to call them. What is pasted in between says neither, and looking through megabytes
/// of it takes seconds and many times its memory.
struct LookedAt {
    std::string text;
    std::string_view between;  ///< the part that was left out
};

LookedAt looked_at(std::string_view text) {
    constexpr std::size_t beginning = 16UL * 1024;
    constexpr std::size_t end = 8UL * 1024;
    if (text.size() <= beginning + end) return {std::string(text), {}};
    const auto front = take_piece(text, beginning);
    auto back = text.substr(text.size() - end);
    back.remove_prefix(std::min(back.find_first_of(" \n"), back.size()));
    return {std::string(front).append("\n").append(back), text.substr(0, text.size() - back.size())};
}

/// What somebody else has to hear of may stand anywhere in a text.
void add_warnings(std::string_view between, Demand& demand) {
    constexpr std::size_t at_once = 16UL * 1024;
    constexpr std::size_t most = 256UL * 1024;  // 80 pages
    for (auto rest = take_piece(between, most); !rest.empty();) {
        auto more = read_demand({}, take_piece(rest, at_once));
        if (!demand.urgent) demand.urgent = std::move(more.urgent);
        if (!demand.possible_eigs) demand.possible_eigs = std::move(more.possible_eigs);
        if (!demand.withdrawal) demand.withdrawal = std::move(more.withdrawal);
    }
}

/// "Rappeler Dr X après 19h" may be all there is, and stand in the subject.
std::string with_subject(std::string_view subject, std::string_view text) {
    return std::string(subject) + "\n\n" + std::string(text);
}

Evidence evidence_in(const FilledForm& form, std::string_view key) {
    const auto* const field = form.find(key);
    return field == nullptr ? Evidence{} : field->evidence;
}

/// A name in the box for names is one; the title and the rest of what the mail says stay.
void take_name(const FilledForm& form, const FormDetails& details, Reading& reading) {
    if (details.family.empty()) return;
    auto person = reading.person.value_or(Person{});
    person.family = details.family;
    person.given = details.given;
    if (!details.profession.empty()) person.profession = details.profession;
    person.evidence = evidence_in(form, form.find("family") != nullptr ? "family" : "full_name");
    reading.person = std::move(person);
}

/// The number in the box for it is the one to call first.
void take_phone(const FilledForm& form, const FormDetails& details, Region home, Reading& reading) {
    auto phone = parse_phone(details.phone, home);
    if (!phone) return;
    phone->evidence = evidence_in(form, "phone");
    std::erase_if(reading.phones, [&](const Phone& other) { return other.e164 == phone->e164; });
    reading.phones.insert(reading.phones.begin(), std::move(*phone));
}

/// What somebody filled in where it was asked for is surer than what is read between the lines.
void take_form(const FilledForm& form, const Circumstances& circumstances, Reading& reading) {
    const auto details = details_of(form);
    take_name(form, details, reading);
    take_phone(form, details, circumstances.home, reading);
    if (auto windows = read_availability("Joignable : " + details.availability, circumstances.written_at);
        !windows.empty())
        reading.availability = std::move(windows);
    for (auto& window : reading.availability)
        if (window.evidence.sentence.starts_with("Joignable : ")) window.evidence = evidence_in(form, "availability");
    reading.demand.request = {details.only_a_call ? Request::call_me_only : Request::form,
                              form.fields.empty() ? Evidence{} : form.fields.front().evidence};
}

/// "fiche-rex-durand.pdf": no fiche that is empty, or of the patient's file.
bool is_named_like_a_form(const std::string& file_name) {
    constexpr auto forms =
        std::to_array<std::string_view>({"fiche", "formulaire", "declaration", "signalement", "bordereau"});
    constexpr auto others = std::to_array<std::string_view>(
        {"liaison", "vierge", "vide", "modele", "technique", "transmission", "affiche", "notice"});
    const auto folded = fold(file_name);
    const auto is_in = [&](std::string_view word) { return folded.find(word) != std::string::npos; };
    return std::ranges::any_of(forms, is_in) && std::ranges::none_of(others, is_in);
}

/// A form that was not read as one (a photograph, another house's): its name, and a mail that says little or points
/// to it, tell.
std::optional<Evidence> attached_form(const InboundEmail& email, std::string_view text) {
    constexpr auto pointing = std::to_array<std::string_view>(
        {"ci-joint", "ci joint", "ci-jointe", "ci-apres", "piece jointe", "pj", "en attache", "joint", "jointe"});
    constexpr double likely = 0.8;
    if (letters_in(text) >= few_letters && !has_any(fold(text), pointing)) return std::nullopt;
    const auto found = std::ranges::find_if(email.attachments, is_named_like_a_form, &Attachment::file_name);
    if (found == email.attachments.end()) return std::nullopt;
    return Evidence{found->file_name, likely};
}

/// Demands that the mail's neighbours decide: what is attached, and what it answers.
void look_around(const InboundEmail& email, Reading& reading) {
    auto& demand = reading.demand;
    if (const auto form = attached_form(email, reading.text.new_text); form && !demand.withdrawal)
        demand.request = {Request::form, *form};
    // Who answers the cell about an hour goes on with a matter.
    const bool is_answer = !reading.text.quoted_text.empty();
    if (is_answer && demand.request.value == Request::call_me_only) demand.request = {};
}

}  // namespace

SplitText parts_of(const InboundEmail& email) {
    auto parts = split_quotation(email.text);
    parts.is_forward = parts.is_forward || is_forward_by_subject(email.subject);
    return parts;
}

std::string_view told_in(const InboundEmail& email, const SplitText& parts) {
    return parts.is_forward ? email.text : parts.new_text;
}

Reading read(const InboundEmail& email, const Circumstances& circumstances) {
    Reading reading;
    reading.text = parts_of(email);
    const auto own = looked_at(reading.text.new_text).text;
    const auto whole_matter = matter_of(reading.text);
    const auto [matter, between] = looked_at(whole_matter);
    reading.person = read_person(email.from.empty() ? email.sender : email.from.front(), own);
    reading.phones = read_phones(with_subject(email.subject, own), circumstances.home);
    reading.availability = read_availability(with_subject(email.subject, own), circumstances.written_at);
    if (reading.phones.empty()) reading.phones = read_phones(matter, circumstances.home);
    if (reading.availability.empty()) reading.availability = read_availability(matter, circumstances.written_at);
    reading.demand = read_demand(email.subject, matter);
    add_warnings(between, reading.demand);
    look_around(email, reading);
    if (email.form) take_form(*email.form, circumstances, reading);
    return reading;
}

}  // namespace rexflow::engine::reading
