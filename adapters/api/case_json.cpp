#include "adapters/api/case_json.hpp"

#include "engine/ports/registers.hpp"

#include <algorithm>

namespace rexflow::api {

namespace {

using engine::to_text;

Json pilot_of(const engine::CaseWords& words, const engine::CaseRow& row) {
    return row.pilot ? Json{{"id", row.pilot->value}, {"name", words.pilot(row)}} : Json();
}

/// What a line and a sheet both begin with.
Json beginning_of(const cell::Viewpoint& view, const engine::CaseWords& words, const engine::CaseRow& row) {
    Json json{{"number", row.number.text()},
              {"workflow", row.workflow},
              {"states", Json::object()},
              {"labels", Json::object()},
              {"levels", engine::levels_of(row.levels)},
              {"pilot", pilot_of(words, row)},
              {"opened_at", to_text(row.opened_at)},
              {"updated_at", to_text(row.updated_at)},
              {"at_rest", row.at_rest},
              {"erased", row.erased},
              {"last_seq", row.last_seq}};
    const auto* const workflow = view.context.workflows.find(row.workflow);
    if (workflow == nullptr) return json;
    for (std::size_t i = 0; i < workflow->regions().size() && i < row.states.size(); ++i) {
        const std::string region(workflow->regions()[i].name);
        json["states"][region] = row.states[i];
        json["labels"][region] = engine::state_in_words(view.context.workflows, row, i, view.locale);
    }
    return json;
}

std::string duty_label(const cell::Viewpoint& view, const std::string& rule) {
    const auto* const known = view.context.policy.find(rule);
    return known == nullptr ? rule : view.in(known->label);
}

Json deadline_of(const cell::Viewpoint& view, const engine::ObligationRow& live) {
    return {{"obligation", live.obligation},
            {"label", duty_label(view, live.rule)},
            {"started_at", to_text(live.started_at)},
            {"due_at", to_text(live.due_at)},
            {"next_reminder_at", instant_or_null(live.next_at)},
            {"late", view.now > live.due_at}};
}

bool shows(const engine::FieldDescriptor* field, Sight sight) {
    if (field == nullptr) return false;
    switch (field->privacy) {
        case engine::Privacy::open:
            return true;
        case engine::Privacy::narrative:
            return sight.texts;
        case engine::Privacy::identity:
            return sight.names;
    }
    return false;
}

}  // namespace

Json instant_or_null(const std::optional<engine::Instant>& at) { return at ? Json(to_text(*at)) : Json(); }

std::string_view to_text(engine::EventKind kind) { return kind == engine::EventKind::step ? "step" : "fact"; }

Json line_of(const cell::Viewpoint& view, const engine::CaseWords& words, const engine::ListedCase& listed) {
    auto json = beginning_of(view, words, listed.row);
    json["late"] = listed.late;
    json["next_deadline"] = Json();
    if (listed.next_due)
        json["next_deadline"] = {{"obligation", listed.next_due->obligation},
                                 {"label", duty_label(view, listed.next_due->obligation)},
                                 {"due_at", to_text(listed.next_due->at)},
                                 {"late", view.now > listed.next_due->at}};
    json["questions"] = Json::array();
    for (const auto& question : listed.questions)
        json["questions"].push_back({{"key", question.key}, {"about", question.about}});
    return json;
}

Json due_of(const cell::Viewpoint& view, const engine::CaseWords& words, const engine::DueCase& due) {
    const auto& live = due.obligation;
    auto json = deadline_of(view, live);
    json["case"] = due.of.row.number.text();
    json["pilot"] = pilot_of(words, due.of.row);
    return json;
}

Json sheet_of(const cell::Viewpoint& view, const cell::CaseFile& file, bool shows_names) {
    const auto& row = file.row;
    auto json = beginning_of(view, view.words(), row);
    const auto parent = row.parent ? view.reader.find_case(*row.parent) : std::nullopt;
    json["parent"] = parent ? Json(parent->number.text()) : Json();
    json["children"] = Json::array();
    for (const auto& child : view.reader.children(row.id))
        if (view.reader.registers().case_lists->may_see(view.member.id, child.id))
            json["children"].push_back(child.number.text());
    json["deadlines"] = Json::array();
    auto obligations = view.reader.obligations(row.id);
    std::ranges::sort(obligations, {}, &engine::ObligationRow::due_at);
    for (const auto& live : obligations) json["deadlines"].push_back(deadline_of(view, live));
    json["questions"] = Json::array();
    for (const auto& question : file.situation.questions)
        json["questions"].push_back(
            {{"key", question.key}, {"about", question.about}, {"text", view.in(question.sentence)}});
    json["people"] = Json();
    if (!shows_names) return json;
    json["people"] = Json::array();
    for (const auto& person : view.reader.participants(row.id))
        json["people"].push_back({{"role", engine::to_text(person.role)},
                                  {"name", person.name},
                                  {"address", person.address},
                                  {"phone", person.phone}});
    return json;
}

Json entry_of(const cell::Viewpoint& view, const cell::CaseFile& file, const engine::HistoryEvent& entry, Sight sight) {
    const auto* const form = file.workflow->find_event(entry.event.type);
    Json json{{"seq", entry.seq},
              {"event", entry.event.type},
              {"kind", to_text(form == nullptr ? engine::EventKind::fact : form->kind)},
              {"label", form == nullptr ? entry.event.type : view.in(form->label)},
              {"occurred_at", to_text(entry.event.occurred_at)},
              {"recorded_at", to_text(entry.recorded_at)},
              {"by", entry.event.actor.text},
              {"fields", Json::object()},
              {"withheld", Json::array()},
              {"erased", Json::array()},
              {"deadlines_set", Json::array()},
              {"deadlines_cleared", entry.effects.cleared},
              {"letters", Json::array()}};
    for (const auto& [key, stored] : entry.event.payload) {
        if (stored.empty()) continue;
        const auto* const field = form == nullptr ? nullptr : form->find_field(key);
        if (!shows(field, sight)) {
            json["withheld"].push_back(key);
            continue;
        }
        // Only what was sealed is opened: an open text that looks like a reference is a text.
        const auto clear =
            field->privacy == engine::Privacy::open ? std::optional(stored) : view.reader.unseal(file.row.id, stored);
        if (!clear)
            json["erased"].push_back(key);
        else
            json["fields"][key] = field->kind == engine::FieldKind::file ? clear->substr(0, clear->find('\n')) : *clear;
    }
    for (const auto& set : entry.effects.set)
        json["deadlines_set"].push_back({{"obligation", set.obligation}, {"due_at", to_text(set.due_at)}});
    for (const auto& letter : entry.effects.letters)
        json["letters"].push_back({{"letter", letter.letter}, {"to", letter.to}});
    return json;
}

Json change_of(const cell::Viewpoint& view, const cell::CaseFile& file, const engine::HistoryEvent& entry) {
    const auto* const form = file.workflow->find_event(entry.event.type);
    return {{"seq", entry.seq},
            {"event", entry.event.type},
            {"label", form == nullptr ? entry.event.type : view.in(form->label)},
            {"recorded_at", to_text(entry.recorded_at)},
            {"by", entry.event.actor.text}};
}

}  // namespace rexflow::api
