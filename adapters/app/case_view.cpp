#include "adapters/app/case_view.hpp"

#include "adapters/app/reading_view.hpp"
#include "engine/case_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

namespace rexflow::app {

namespace {

using engine::Locale;
using engine::to_text;
using nlohmann::ordered_json;

/// Null for a damaged case, whose workflow this program does not know.
const engine::Workflow* find_workflow(const CaseView& view, const engine::CaseRow& row) {
    return view.installation.context().workflows.find(row.workflow);
}

std::span<const engine::RegionDescriptor> regions_of(const CaseView& view, const engine::CaseRow& row) {
    const auto* const workflow = find_workflow(view, row);
    return workflow == nullptr ? std::span<const engine::RegionDescriptor>{} : workflow->regions();
}

/// Empty where a damaged case has fewer states than its workflow has regions.
std::string state_in(const engine::CaseRow& row, std::size_t region) {
    return region < row.states.size() ? row.states[region] : std::string{};
}

ordered_json field_json(const engine::FieldDescriptor& field, Locale language) {
    constexpr std::array kinds{"text",    "long_text", "choice", "choices", "flag", "number",    "day",    "instant",
                               "address", "addresses", "phone",  "member",  "file", "reference", "windows"};
    ordered_json json{{"key", field.key},
                      {"kind", kinds.at(static_cast<std::size_t>(field.kind))},
                      {"label", field.label.in(language)},
                      {"required", field.presence == engine::Presence::required},
                      {"private", field.privacy != engine::Privacy::open}};
    for (const auto& choice : field.choices)
        json["choices"].push_back({{"value", choice.value}, {"label", choice.label.in(language)}});
    return json;
}

ordered_json payload_json(const CaseView& view, const engine::CaseRow& row, const engine::Payload& payload) {
    auto json = ordered_json::object();
    for (const auto& [key, text] : payload) {
        const auto clear = view.reader.unseal(row.id, text);
        if (!clear)
            json[key] = nullptr;  // erased
        else if (clear->starts_with("file:"))
            json[key] = clear->substr(0, clear->find('\n'));
        else
            json[key] = text.starts_with("member:") ? view.who(*clear) : *clear;
    }
    return json;
}

ordered_json obligations_json(const CaseView& view, const engine::CaseRow& row) {
    const auto& context = view.installation.context();
    const auto now = view.installation.clock().now();
    auto json = ordered_json::array();
    auto rows = view.reader.obligations(row.id);
    std::ranges::sort(rows, {}, &engine::ObligationRow::due_at);
    for (const auto& live : rows) {
        const auto* const rule = context.policy.find(live.rule);
        json.push_back({{"obligation", live.obligation},
                        {"label", rule == nullptr ? live.rule : std::string(rule->label.in(view.language))},
                        {"due_at", to_text(live.due_at)},
                        {"due_on", to_text(context.calendar.zone().local(live.due_at).on)},
                        {"overdue", now > live.due_at},
                        {"next_reminder_at", live.next_at ? ordered_json(to_text(*live.next_at)) : ordered_json()}});
    }
    return json;
}

ordered_json letters_json(const CaseView& view, const engine::CaseRow& row) {
    auto json = ordered_json::array();
    for (const auto& sent : view.reader.outbox_of(row.id))
        json.push_back({{"id", sent.id.value},
                        {"letter", sent.letter.name},
                        {"to", sent.letter.to.address},
                        {"state", engine::to_text(sent.state)},
                        {"queued_at", to_text(sent.letter.queued_at)},
                        {"sent_at", sent.sent_at ? ordered_json(to_text(*sent.sent_at)) : ordered_json()},
                        {"status", sent.last_status},
                        {"message_id", sent.letter.message_id}});
    return json;
}

/// Whom a question was put to, and what became of it. The address a link leads to is nowhere but in its letter.
ordered_json links_json(const CaseView& view, const engine::CaseRow& row) {
    const auto now = view.installation.clock().now();
    auto json = ordered_json::array();
    for (const auto& link : view.reader.links_of(row.id))
        json.push_back({{"question", link.question},
                        {"to", link.address},
                        {"state", to_text(state_of(link, now))},
                        {"issued_at", to_text(link.issued_at)},
                        {"expires_at", to_text(link.expires_at)},
                        {"used_at", link.used_at ? ordered_json(to_text(*link.used_at)) : ordered_json()}});
    return json;
}

std::string joined(const ordered_json& texts, std::string_view separator) {
    std::string all;
    for (const auto& text : texts)
        all += (all.empty() ? std::string{} : std::string(separator)) + text.get<std::string>();
    return all;
}

}  // namespace

std::string CaseView::who(const std::string& actor) const {
    const auto id = engine::Actor{actor}.member();
    if (!id) return actor;
    for (const auto& member : reader.members())
        if (member.id == *id) return member.address;
    return actor;
}

std::string CaseView::when(engine::Instant at) const {
    const auto local = installation.context().calendar.zone().local(at);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local.at).count();
    return fmt::format("{} {:02}:{:02}", to_text(local.on), minutes / 60, minutes % 60);
}

std::string CaseView::state_label(const engine::CaseRow& row, std::size_t region) const {
    return engine::state_in_words(installation.context().workflows, row, region, language);
}

ordered_json CaseView::line(const engine::CaseRow& row) const {
    ordered_json json{{"case", row.number.text()}, {"workflow", row.workflow}, {"states", ordered_json::object()}};
    const auto regions = regions_of(*this, row);
    for (std::size_t i = 0; i < regions.size(); ++i) json["states"][std::string(regions[i].name)] = state_in(row, i);
    json["levels"] = engine::levels_of(row.levels);
    json["pilot"] = row.pilot ? ordered_json(who(engine::Actor::member(*row.pilot).text)) : ordered_json();
    json["opened_at"] = to_text(row.opened_at);
    json["updated_at"] = to_text(row.updated_at);
    json["at_rest"] = row.at_rest;
    json["erased"] = row.erased;
    return json;
}

ordered_json CaseView::sheet(const engine::CaseRow& row) const {
    auto json = line(row);
    json["labels"] = ordered_json::object();
    const auto regions = regions_of(*this, row);
    for (std::size_t i = 0; i < regions.size(); ++i) json["labels"][std::string(regions[i].name)] = state_label(row, i);
    engine::History history;
    const auto sound = installation.dispatcher().load(reader, row, history);
    if (!sound) json["trouble"] = sound.error().message;
    json["questions"] = ordered_json::array();
    for (const auto& question : sound ? sound->questions : std::vector<engine::Question>{})
        json["questions"].push_back(
            {{"question", question.key}, {"about", question.about}, {"text", question.sentence.in(language)}});
    const auto parent = row.parent ? reader.find_case(*row.parent) : std::nullopt;
    json["parent"] = parent ? ordered_json(parent->number.text()) : ordered_json();
    json["children"] = ordered_json::array();
    for (const auto& child : reader.children(row.id)) json["children"].push_back(child.number.text());
    json["obligations"] = obligations_json(*this, row);
    json["people"] = ordered_json::array();
    for (const auto& person : reader.participants(row.id))
        json["people"].push_back({{"role", engine::to_text(person.role)},
                                  {"name", person.name},
                                  {"address", person.address},
                                  {"phone", person.phone},
                                  {"undeliverable", person.undeliverable}});
    json["messages"] = ordered_json::array();
    for (const auto& message : reader.messages_of(row.id))
        json["messages"].push_back({{"id", message.id.value},
                                    {"outcome", engine::to_text(message.outcome)},
                                    {"received_at", to_text(message.received_at)},
                                    {"reason", message.reason}});
    json["said"] = ordered_json::array();
    for (const auto& [email, reading] : readings(row)) json["said"].push_back(json_of(email, reading));
    json["letters"] = letters_json(*this, row);
    json["links"] = links_json(*this, row);
    json["reminders"] = ordered_json::array();
    for (const auto& reminder : reader.reminders(row.id))
        json["reminders"].push_back({{"obligation", reminder.obligation},
                                     {"due_at", to_text(reminder.due_at)},
                                     {"reminder", reminder.reminder},
                                     {"planned_at", to_text(reminder.planned_at)},
                                     {"queued_at", to_text(reminder.queued_at)},
                                     {"late", reminder.late}});
    return json;
}

std::vector<ReadMail> CaseView::readings(const engine::CaseRow& row) const {
    std::vector<ReadMail> mails;
    const auto& calendar = installation.context().calendar;
    for (const auto& message : reader.messages_of(row.id)) {
        const auto raw = message.outcome == engine::Outcome::case_opened ? reader.raw(message.id) : std::nullopt;
        if (!raw) continue;  // erased, or no report
        auto email = installation.message_reader().read(*raw);
        if (!email) continue;
        const auto written_at = calendar.zone().local(email->date.value_or(message.received_at));
        auto reading = engine::reading::read(*email, {calendar.region(), written_at});
        mails.push_back({std::move(*email), std::move(reading)});
    }
    return mails;
}

engine::Result<ordered_json> CaseView::history(const engine::CaseRow& row) const {
    const auto loaded = reader.history(row.id);
    if (!loaded) return engine::Err(loaded.error());
    const auto* const workflow = find_workflow(*this, row);
    auto json = ordered_json::array();
    for (const auto& entry : *loaded) {
        const auto* const form = workflow == nullptr ? nullptr : workflow->find_event(entry.event.type);
        ordered_json effects{{"set", ordered_json::array()}, {"cleared", entry.effects.cleared}};
        for (const auto& set : entry.effects.set)
            effects["set"].push_back({{"obligation", set.obligation}, {"due_at", to_text(set.due_at)}});
        for (const auto& letter : entry.effects.letters)
            effects["letters"].push_back(
                {{"letter", letter.letter}, {"to", letter.to}, {"message_id", letter.message_id}});
        json.push_back({{"seq", entry.seq},
                        {"event", entry.event.type},
                        {"kind", form != nullptr && form->kind == engine::EventKind::step ? "step" : "fact"},
                        {"label", form == nullptr ? entry.event.type : std::string(form->label.in(language))},
                        {"occurred_at", to_text(entry.event.occurred_at)},
                        {"recorded_at", to_text(entry.recorded_at)},
                        {"by", who(entry.event.actor.text)},
                        {"fields", payload_json(*this, row, entry.event.payload)},
                        {"effects", effects}});
    }
    return json;
}

engine::Result<ordered_json> CaseView::actions(const engine::CaseRow& row) const {
    engine::History history;
    if (const auto sound = installation.dispatcher().load(reader, row, history); !sound)
        return engine::Err(sound.error());
    auto json = ordered_json::array();
    for (const auto& offer : find_workflow(*this, row)->allowed(history)) {
        ordered_json action{{"event", offer.event->name},
                            {"kind", offer.event->kind == engine::EventKind::step ? "step" : "fact"},
                            {"label", offer.event->label.in(language)},
                            {"possible", offer.possible},
                            {"reasons", ordered_json::array()},
                            {"fields", ordered_json::array()}};
        for (const auto& reason : offer.reasons) action["reasons"].push_back(reason.in(language));
        for (const auto& field : offer.event->fields) action["fields"].push_back(field_json(field, language));
        json.push_back(std::move(action));
    }
    return json;
}

std::string sheet_text(const CaseView& view, const ordered_json& sheet) {
    const bool french = view.language == Locale::fr;
    std::string text = sheet["case"].get<std::string>() + "\n";
    for (const auto& [region, label] : sheet["labels"].items())
        text += fmt::format("  {:<12} {}\n", region, label.get<std::string>());
    if (sheet.contains("trouble")) text += fmt::format("  !  {}\n", sheet["trouble"].get<std::string>());
    if (!sheet["pilot"].is_null())
        text += fmt::format("  {:<12} {}\n", french ? "pilote" : "pilot", sheet["pilot"].get<std::string>());
    const auto section = [&](const char* fr, const char* en) { text += fmt::format("\n{}\n", french ? fr : en); };
    if (!sheet["questions"].empty()) section("À décider", "To be decided");
    for (const auto& question : sheet["questions"])
        text += fmt::format("  {}  {}\n", question["about"].get<std::string>(), question["text"].get<std::string>());
    if (!sheet["obligations"].empty()) section("Échéances", "Deadlines");
    for (const auto& one : sheet["obligations"])
        text += fmt::format("  {}  {}{}\n", one["due_on"].get<std::string>(), one["label"].get<std::string>(),
                            !one["overdue"].get<bool>() ? ""
                            : french                    ? " (en retard)"
                                                        : " (overdue)");
    if (!sheet["people"].empty()) section("Personnes", "People");
    for (const auto& person : sheet["people"])
        text += fmt::format("  {:<12} {} {} {}\n", person["role"].get<std::string>(), person["name"].get<std::string>(),
                            person["address"].get<std::string>(), person["phone"].get<std::string>());
    const auto number = engine::CaseNumber::parse(sheet["case"].get<std::string>());
    const auto row = number ? view.reader.find_case(*number) : std::nullopt;
    for (const auto& [email, reading] : row ? view.readings(*row) : std::vector<ReadMail>{}) {
        section("Ce que dit le courriel", "What the mail says");
        text += text_of(email, reading, view.language);
    }
    if (!sheet["letters"].empty()) section("Lettres", "Letters");
    for (const auto& letter : sheet["letters"]) {
        const auto at = engine::parse_instant(letter["queued_at"].get<std::string>());
        text += fmt::format(
            "  {}  {} ({}) {} {}\n", view.when(at.value_or(engine::Instant{})),
            view.installation.context().letters.label(letter["letter"].get<std::string>(), view.language),
            letter["state"].get<std::string>(), letter["to"].get<std::string>(), letter["status"].get<std::string>());
    }
    if (!sheet["links"].empty()) section("Liens", "Links");
    for (const auto& link : sheet["links"])
        text += fmt::format("  {:<12} {} {}\n", link["question"].get<std::string>(), link["to"].get<std::string>(),
                            link["state"].get<std::string>());
    return text;
}

std::string history_text(const CaseView& view, const ordered_json& history) {
    std::string text;
    for (const auto& entry : history) {
        const auto at = engine::parse_instant(entry["occurred_at"].get<std::string>());
        text += fmt::format("{:>3}  {}  {}  ({}, {})\n", entry["seq"].get<int>(),
                            view.when(at.value_or(engine::Instant{})), entry["label"].get<std::string>(),
                            entry["event"].get<std::string>(), entry["by"].get<std::string>());
        for (const auto& [key, value] : entry["fields"].items())
            text += fmt::format("       {}: {}\n", key, value.is_null() ? "-" : value.get<std::string>());
    }
    return text;
}

std::string actions_text(const CaseView& view, const ordered_json& actions) {
    const bool french = view.language == Locale::fr;
    std::string possible = french ? "Possible maintenant\n" : "Possible now\n";
    std::string not_yet = french ? "\nPas encore possible\n" : "\nNot yet possible\n";
    for (const auto& action : actions) {
        auto& text = action["possible"].get<bool>() ? possible : not_yet;
        text += fmt::format("  {:<26} {}\n", action["event"].get<std::string>(), action["label"].get<std::string>());
        if (!action["possible"].get<bool>()) {
            text += fmt::format("  {:<26}   {}\n", "", joined(action["reasons"], " "));
            continue;
        }
        for (const auto& field : action["fields"]) {
            std::string choices;
            if (field.contains("choices"))
                for (const auto& choice : field["choices"])
                    choices += (choices.empty() ? " = " : " | ") + choice["value"].get<std::string>();
            text += fmt::format("      {}{}  {} ({}){}\n", field["key"].get<std::string>(),
                                field["required"].get<bool>() ? "*" : "", field["label"].get<std::string>(),
                                field["kind"].get<std::string>(), choices);
        }
    }
    return possible + not_yet;
}

}  // namespace rexflow::app
