#include "engine/correspondence.hpp"

#include "engine/roles.hpp"
#include "engine/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::engine {

namespace {

using namespace std::chrono_literals;

/// A deadline counted in days ends with the last second of its day (CPC 642: "à vingt-quatre heures").
constexpr TimeOfDay last_second = 24h - 1s;

Correspondent as_correspondent(const Member& member) { return {member.address, member.name, member.locale, member.id}; }

/// The role under which the people of `role` are kept with the case.
Role kept_as(Role role) { return role == Role::silent_participants ? Role::participants : role; }

/// Where a letter calls a field of its event by another name.
struct Alias {
    std::string_view letter_field;
    std::string_view variable;
};
constexpr std::string_view meeting_moment = "meeting_at";
constexpr std::array aliases{Alias{"date", meeting_moment}};

/// Letters that say until when something is to be done.
struct DatedLetter {
    std::string_view letter;
    std::string_view obligation;
};
constexpr std::array dated_letters{DatedLetter{"action_assigned", "implementation"},
                                   DatedLetter{"survey_invited", "survey"},
                                   DatedLetter{"declaration_help", "eigs_part1"}};

std::string variable_for(std::string_view field) {
    const auto found = std::ranges::find(aliases, field, &Alias::letter_field);
    return std::string(found == aliases.end() ? field : found->variable);
}

std::string_view label_of(const FieldDescriptor& field, std::string_view value, Locale locale) {
    const auto found = std::ranges::find(field.choices, value, &Choice::value);
    return found == field.choices.end() ? value : found->label.in(locale);
}

std::vector<std::map<std::string, std::string, std::less<>>> labels_of(const FieldDescriptor& field,
                                                                       std::string_view values, Locale locale) {
    std::vector<std::map<std::string, std::string, std::less<>>> lines;
    for (const auto value : items_of(values)) lines.push_back({{"label", std::string(label_of(field, value, locale))}});
    return lines;
}

}  // namespace

std::vector<Correspondent> Correspondence::recipients(const Reader& reader, const CaseRow& row, Role role,
                                                      const std::vector<MemberId>& set_aside) const {
    std::vector<Correspondent> people;
    if (is_outside(role)) {
        for (const auto& person : reader.participants(row.id)) {
            const bool silent = role != Role::silent_participants || !person.answered;
            if (person.role == kept_as(role) && silent && !person.address.empty() && !person.undeliverable)
                people.push_back({person.address, person.name, context_.house.locale, std::nullopt});
        }
        return people;
    }
    const auto members = reader.members();
    const auto add_if = [&](const auto& wanted) {
        for (const auto& member : members)
            if (may_see(member, set_aside) && wanted(member)) people.push_back(as_correspondent(member));
    };
    auto pilot = row.pilot;
    if (!pilot && row.parent)
        if (const auto parent = reader.find_case(*row.parent)) pilot = parent->pilot;
    if (role == Role::pilot && pilot) add_if([&](const Member& member) { return member.id == *pilot; });
    if (role == Role::coordinator) add_if([](const Member& member) { return member.role == MemberRole::coordinator; });
    if (people.empty()) add_if([](const Member&) { return true; });
    return people;
}

Letter Correspondence::write(Unit& unit, const CaseRow& row, const LetterOrder& order, const Correspondent& to,
                             Instant now) const {
    auto letter = addressed(order, to, now);
    letter.case_id = row.id;
    letter.message_id = tokens_.message_id(row.id, context_.nonces.next(), to.member);
    letter.variables.values["case"] = row.number.text();
    links_.offer(unit, row, letter.name, to, now, letter.variables);
    keep_declared(letter);
    put_in_thread(unit, row, letter);
    return letter;
}

Letter Correspondence::write(const LetterOrder& order, const Correspondent& to, Instant now) const {
    auto letter = addressed(order, to, now);
    letter.message_id = tokens_.message_id(std::nullopt, context_.nonces.next());
    keep_declared(letter);
    return letter;
}

Letter Correspondence::addressed(const LetterOrder& order, const Correspondent& to, Instant now) const {
    Letter letter;
    letter.name = order.letter;
    letter.audience = is_outside(order.to) ? Audience::outside : Audience::cell;
    letter.to = to;
    letter.variables = order.variables;
    letter.in_reply_to = order.in_reply_to;
    letter.queued_at = now;
    letter.send_at = std::max(order.send_at, now);
    letter.meeting = order.meeting;
    auto& values = letter.variables.values;
    values["received_at"] = moment_in_words(now, to.locale);
    values["cpts"] = context_.house.name;
    values["contact_address"] = context_.house.contact_address;
    values["contact_phone"] = context_.house.contact_phone;
    values["name"] = to.name;
    return letter;
}

void Correspondence::keep_declared(Letter& letter) const {
    const auto is_foreign = [&](const auto& variable) { return !context_.letters.takes(letter.name, variable.first); };
    std::erase_if(letter.variables.values, is_foreign);
    std::erase_if(letter.variables.lists, is_foreign);
}

/// Follows the last letter of the case to the same person, so that a mail program shows one conversation.
void Correspondence::put_in_thread(const Reader& reader, const CaseRow& row, Letter& letter) const {
    if (!letter.in_reply_to.empty()) {
        letter.references = {letter.in_reply_to};
        return;
    }
    if (row.last_seq == 0) return;
    constexpr std::size_t longest_thread = 10;  // a header field of a reasonable length
    const auto earlier = reader.outbox_of(row.id);
    const auto last = std::ranges::find(earlier.rbegin(), earlier.rend(), letter.to.address,
                                        [](const OutboxRow& sent) { return sent.letter.to.address; });
    if (last == earlier.rend()) return;
    letter.in_reply_to = last->letter.message_id;
    letter.references = last->letter.references;
    if (letter.references.size() >= longest_thread) letter.references.erase(letter.references.begin() + 1);
    letter.references.push_back(last->letter.message_id);
}

LetterVariables Correspondence::worded(const Reader& reader, const CaseRow& row, const EventDescriptor& event,
                                       const Payload& clear, const std::vector<std::string>& fields,
                                       Locale locale) const {
    LetterVariables variables;
    for (const auto& key : fields) {
        const auto* const field = event.find_field(key);
        const auto text = text_of(clear, key);
        if (field == nullptr || text.empty()) continue;
        if (field->kind == FieldKind::choices) {
            variables.lists[key] = labels_of(*field, text, locale);
        } else if (key == "consent") {
            if (text != "yes") continue;
            for (const auto& person : reader.participants(row.id)) {
                if (person.role != Role::reporter) continue;
                variables.values["reporter_name"] = person.name;
                variables.values["reporter_phone"] = person.phone;
            }
        } else if (key == "letter") {
            variables.values[key] = context_.letters.label(text, locale);
        } else if (field->kind == FieldKind::choice) {
            variables.values[variable_for(key)] = label_of(*field, text, locale);
        } else if (field->kind == FieldKind::instant) {
            variables.values[variable_for(key)] = moment_in_words(parse_instant(text).value_or(Instant{}), locale);
        } else if (field->kind == FieldKind::day) {
            variables.values[variable_for(key)] = day_in_words(parse_day(text).value_or(Day{}), locale);
        } else if (text != "no") {
            variables.values[variable_for(key)] = text;
        }
    }
    return variables;
}

std::string_view Correspondence::obligation_named_by(std::string_view letter) {
    const auto found = std::ranges::find(dated_letters, letter, &DatedLetter::letter);
    return found == dated_letters.end() ? std::string_view{} : found->obligation;
}

std::optional<Meeting> Correspondence::meeting_in(const CaseRow& row, const EventDescriptor& event,
                                                  const Payload& clear, const std::vector<std::string>& fields) const {
    for (const auto& key : fields) {
        const auto* const field = event.find_field(key);
        if (field == nullptr || field->kind != FieldKind::instant || variable_for(key) != meeting_moment) continue;
        const auto at = parse_instant(text_of(clear, key));
        if (!at) continue;
        auto entry = meeting(row, *at, text_of(clear, "place"));
        if (const auto minutes = text_of(clear, "minutes"); !minutes.empty())
            entry.minutes = std::stoi(std::string(minutes));
        return entry;
    }
    return std::nullopt;
}

Meeting Correspondence::meeting(const CaseRow& row, Instant at, std::string_view place) const {
    constexpr int usual_minutes = 60;
    return {fmt::format("{}.{}@{}", row.id.value, to_text(at), context_.house.mail_domain), at, usual_minutes,
            std::string(place)};
}

std::string Correspondence::due_in_words(Instant due_at, Locale locale) const {
    const auto local = context_.calendar.zone().local(due_at);
    return local.at == last_second ? day_in_words(local.on, locale) : engine::moment_in_words(local, locale);
}

std::string Correspondence::moment_in_words(Instant at, Locale locale) const {
    return engine::moment_in_words(context_.calendar.zone().local(at), locale);
}

}  // namespace rexflow::engine
