#include "adapters/cell/event_form.hpp"

#include "adapters/cell/event_groups.hpp"

#include <algorithm>
#include <array>

namespace rexflow::cell {

namespace {

using engine::EventDescriptor;
using engine::FieldKind;
using engine::PageData;
using engine::Payload;
using engine::Role;

/// Events whose form begins with what was recorded last: they say how things are, not what happened.
constexpr std::array standing{"case_classified", "severity_assessed", "sheet_submitted", "reporter_details_corrected",
                              "survey_closed"};

/// A section of the sheet and the question of the case that says the same.
struct Section {
    std::string_view section;
    std::string_view question;
};
constexpr std::array sections{Section{"what_happened", "what_happened"}, Section{"what_learned", "what_learned"},
                              Section{"what_changed", "what_changed"}};

/// The fields of an entry in clear; what names people only where that may be read.
Payload in_clear(const Viewpoint& view, const CaseFile& file, const engine::HistoryEvent& entry) {
    Payload clear;
    const auto* const form = file.workflow->find_event(entry.event.type);
    for (const auto& [key, text] : entry.event.payload) {
        const auto* const field = form == nullptr ? nullptr : form->find_field(key);
        if (field == nullptr || (field->privacy == engine::Privacy::identity && !file.shows_names())) continue;
        clear[key] = view.reader.unseal(file.row.id, text).value_or("");
    }
    return clear;
}

template <typename Condition>
const engine::HistoryEvent* last_entry(const CaseFile& file, const Condition& condition) {
    const auto found = std::find_if(file.history.rbegin(), file.history.rend(), condition);
    return found == file.history.rend() ? nullptr : &*found;
}

void add_reporter(const Viewpoint& view, const CaseFile& file, Payload& known) {
    if (!file.shows_names()) return;
    for (const auto& person : view.reader.participants(file.row.id))
        if (person.role == Role::reporter) {
            known["name"] = person.name;
            known["address"] = person.address;
            known["phone"] = person.phone;
        }
}

void add_answers(const Viewpoint& view, const CaseFile& file, Payload& known) {
    for (const auto& [section, question] : sections) {
        const auto* const entry = last_entry(file, [&, which = question](const engine::HistoryEvent& each) {
            return each.event.type == "question_answered" && engine::text_of(each.event.payload, "which") == which;
        });
        if (entry != nullptr) known[std::string(section)] = engine::text_of(in_clear(view, file, *entry), "text");
    }
}

Payload known_of(const Viewpoint& view, const CaseFile& file, const EventDescriptor& event) {
    Payload known;
    if (event.name == "reporter_details_corrected") add_reporter(view, file, known);
    if (event.name == "sheet_submitted") add_answers(view, file, known);
    if (std::ranges::find(standing, event.name) != standing.end())
        if (const auto* const entry =
                last_entry(file, [&](const engine::HistoryEvent& each) { return each.event.type == event.name; }))
            for (auto& [key, text] : in_clear(view, file, *entry)) known[key] = std::move(text);
    if (event.name == "taken_in_charge") known["pilot"] = engine::Actor::member(view.member.id).text;
    if (event.name == "feedback_impossible" && view.member.role != engine::MemberRole::member)
        known["coordinator"] = engine::Actor::member(view.member.id).text;
    return known;
}

/// What happened since the reader got the form.
void add_changes(PageData& page, const Viewpoint& view, const CaseFile& file, int seen) {
    const auto words = view.words();
    for (const auto* entry : changes_since(file, seen)) {
        const auto* const form = file.workflow->find_event(entry->event.type);
        page.add("changes", {{{"change", form == nullptr ? entry->event.type : view.in(form->label)},
                              {"change_by", words.who(entry->event.actor)},
                              {"change_at", words.moment(entry->recorded_at)}},
                             {}});
    }
}

void add_letters(PageData& page, const std::vector<LetterAhead>& letters) {
    page.values["has_rehearsed"] = "yes";
    for (const auto& letter : letters)
        page.add("letters", {{{"letter", letter.label},
                              {"letter_to", letter.to},
                              {"letter_address", letter.address},
                              {"letter_subject", letter.subject},
                              {"letter_text", letter.text}},
                             {}});
}

}  // namespace

PageData event_form(const Viewpoint& view, const CaseFile& file, const EventDescriptor& event, const Typed& typed,
                    const FormNews& news) {
    const FormSubject subject{view, event, file.row.id, file.history};
    PageData page;
    page.values = {{"number", file.row.number.text()},
                   {"case_address", address_of(file.row.number)},
                   {"heading", view.in(act_of(event))},
                   {"intro", intro_of(event.name, view.locale)},
                   {"action", address_of(file.row.number) + "/faire/" + std::string(event.name)},
                   {"seq", std::to_string(file.row.last_seq)},
                   {"happened_at", std::string(engine::text_of(typed, happened_name))},
                   {"latest", local_moment(view.now, view.context.calendar)},
                   {"upload", has_file(event) ? "yes" : ""},
                   {"please_check", news.troubles.empty() ? "" : "yes"},
                   {"state", view.words().state(file.row, 0)}};
    if (const auto wrong = news.troubles.find(happened_name); wrong != news.troubles.end())
        page.values["happened_trouble"] = wrong->second;
    for (const auto& reason : news.reasons) page.add("reasons", {{{"reason", reason}}, {}});
    if (news.has_changed) {
        page.values["has_changed"] = "yes";
        add_changes(page, view, file, news.seen);
    }
    add_fields(page, subject, typed, news.troubles);
    page.values["writes"] = file.workflow->writes_outside(event.name) ? "yes" : "";
    if (news.letters) add_letters(page, *news.letters);
    if (news.has_changed && has_file(event)) page.values["file_again"] = "yes";
    return page;
}

Typed known_beforehand(const Viewpoint& view, const CaseFile& file, const EventDescriptor& event, const Typed& asked) {
    const FormSubject subject{view, event, file.row.id, file.history};
    auto typed = typed_from(subject, known_of(view, file, event));
    for (const auto& [key, text] : asked) {
        const auto* const field = event.find_field(key);
        if (field != nullptr && field->privacy == engine::Privacy::open && field->kind != FieldKind::choices)
            typed[key] = text;
    }
    return typed;
}

}  // namespace rexflow::cell
