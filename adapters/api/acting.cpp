#include "adapters/cell/acting.hpp"
#include "adapters/api/case_json.hpp"
#include "adapters/api/handlers.hpp"
#include "adapters/api/idempotency.hpp"
#include "adapters/api/json_body.hpp"
#include "adapters/web/form.hpp"
#include "engine/ports/access_log.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

namespace rexflow::api {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;
using engine::Unit;

constexpr std::string_view reports = "rex_case";
constexpr std::string_view first_event = "report_received";

/// A value as the history spells it: a text, or a file with its bytes.
Result<std::string> value_of(const Json& given) {
    const auto bad = [] { return Err(Error::Code::invalid_input, "holds what no field can hold"); };
    if (given.is_string()) {
        auto text = web::clean_value(given.get_ref<const std::string&>());
        // References and files are ours to write: a text that looks like one would be read as one.
        if (!text || text->starts_with(engine::sealed_mark) || text->starts_with("file:")) return bad();
        return std::move(*text);
    }
    const auto name = web::clean_value(given.at("name").get_ref<const std::string&>());
    const auto bytes = from_base64(given.at("base64").get_ref<const std::string&>());
    if (!name || name->empty() || name->find_first_of("\n/\\") != std::string::npos || !bytes) return bad();
    return "file:" + *name + '\n' + *bytes;
}

class Recording {
public:
    Recording(const ApiParts& parts, const Call& call) : parts_(parts), call_(call) {}

    /// What is done with an event once nothing speaks against it.
    using Then = web::Response (Recording::*)(Unit&, const cell::Viewpoint&, const cell::CaseFile&,
                                              const engine::EventDescriptor&, const engine::Event&) const;

    [[nodiscard]] web::Response run(Unit& unit, Then then) const {
        const auto view = view_of(parts_, call_, unit);
        const auto number = cell::parse_case_part(call_.parts.front());
        if (!number) return problem(Trouble::not_found, "there is no case of that number");
        const auto file = cell::open_case(view, *number);
        if (!file) return problem_of(file.error());
        const auto* const form = file->workflow->find_event(call_.body.at("event").get<std::string>());
        if (form == nullptr)
            return problem(Trouble::invalid_fields, "the workflow of the case has no event of that name",
                           "GET .../actions lists them");
        if (auto no = forbidden(*file, *form)) return std::move(*no);
        if (cell::has_gone_on(*file, call_.body.at("expected_seq").get<std::int64_t>())) return changed(view, *file);
        auto event = event_of(file->row.workflow, *form);
        if (!event) return problem(Trouble::invalid_fields, event.error().message, event.error().hint);
        return (this->*then)(unit, view, *file, *form, *event);
    }

    /// For a call or a letter: the report, written down by the member.
    [[nodiscard]] web::Response open(Unit& unit) const {
        const auto* const workflow = parts_.context.workflows.find(reports);
        const auto* const form = workflow == nullptr ? nullptr : workflow->find_event(first_event);
        if (form == nullptr) return problem(Trouble::not_found, "no case can be opened by hand here");
        if (!engine::may_record(call_.bearer.member.role, reports, first_event, {}))
            return problem(Trouble::forbidden, "the role of this member does not allow this event");
        auto event = event_of(reports, *form);
        if (!event) return problem(Trouble::invalid_fields, event.error().message, event.error().hint);
        const auto opened = parts_.dispatcher.open(unit, reports, *event, {call_.now, {}});
        if (opened) return recorded(*workflow, *opened);
        return opened.error().code == Error::Code::invalid_input || opened.error().code == Error::Code::refused
                   ? problem(Trouble::invalid_fields, opened.error().message, opened.error().hint)
                   : problem_of(opened.error());
    }

    [[nodiscard]] web::Response record(Unit& unit, const cell::Viewpoint& view, const cell::CaseFile& file,
                                       const engine::EventDescriptor& form, const engine::Event& event) const {
        std::optional<engine::Handled> handled;
        const auto done = unit.attempt([&](Unit& part) -> Result<void> {
            auto result = cell::record(acting(), part, file.row, event, call_.now);
            if (!result) return Err(result.error());
            handled = std::move(*result);
            if (form.name == cell::identity_seen) note_look(part, file, event);
            return {};
        });
        if (!done) return failure(view, file, form, done.error());
        return recorded(*file.workflow, *handled);
    }

    /// What recording this would send to people outside. All of it is undone.
    [[nodiscard]] web::Response rehearse(Unit& unit, const cell::Viewpoint& view, const cell::CaseFile& file,
                                         const engine::EventDescriptor& form, const engine::Event& event) const {
        std::optional<std::vector<cell::LetterAhead>> ahead;
        const auto undone = unit.attempt([&](Unit& part) -> Result<void> {
            if (auto result = cell::record(acting(), part, file.row, event, call_.now); !result)
                return Err(result.error());
            auto letters = cell::letters_ahead(parts_.letter_renderer, part, view, file);
            if (!letters) return Err(letters.error());
            ahead = std::move(*letters);
            return Err(Error::Code::refused, "a rehearsal is undone");
        });
        if (!ahead) return failure(view, file, form, undone.error());
        const bool may_see_addresses = shows_names(call_, file);
        auto letters = Json::array();
        for (const auto& letter : *ahead)
            letters.push_back({{"label", letter.label},
                               {"to", letter.to},
                               {"address", may_see_addresses ? Json(letter.address) : Json()},
                               {"subject", letter.subject},
                               {"text", letter.text}});
        return json_answer({{"letters", std::move(letters)}});
    }

private:
    [[nodiscard]] std::optional<web::Response> forbidden(const cell::CaseFile& file,
                                                         const engine::EventDescriptor& form) const {
        const auto role = call_.bearer.member.role;
        if (!engine::may_record(role, file.row.workflow, form.name, file.row.states))
            return problem(Trouble::forbidden, "the role of this member does not allow this event");
        const bool looks = form.name == cell::identity_seen;
        if (looks &&
            (!call_.bearer.may(engine::scopes::identity_read) || !engine::may(role, engine::Task::see_identity)))
            return problem(Trouble::forbidden, "looking at identities needs the scope identity.read");
        return std::nullopt;
    }

    [[nodiscard]] web::Response changed(const cell::Viewpoint& view, const cell::CaseFile& file) const {
        const auto seen = call_.body.at("expected_seq").get<std::int64_t>();
        auto changes = Json::array();
        for (const auto* entry : cell::changes_since(file, seen)) changes.push_back(change_of(view, file, *entry));
        return problem(Trouble::changed, "nothing was recorded: the case went on since it was read",
                       "read what changed, and send again with the new expected_seq and a new key",
                       {{"current_seq", file.row.last_seq}, {"changes", std::move(changes)}});
    }

    [[nodiscard]] Result<engine::Event> event_of(std::string_view workflow, const engine::EventDescriptor& form) const {
        engine::Event event{std::string(form.name), {}, call_.now, engine::Actor::member(call_.bearer.member.id)};
        if (call_.body.contains("occurred_at")) {
            const auto at = engine::parse_instant(call_.body.at("occurred_at").get_ref<const std::string&>());
            if (!at || *at > call_.now)
                return Err(Error::Code::invalid_input, "occurred_at has to be an instant that is not in the future",
                           "2025-03-03T09:00:00Z");
            event.occurred_at = *at;
        }
        if (!call_.body.contains("fields")) return event;
        for (const auto& [key, given] : call_.body.at("fields").items()) {
            const auto* const field = form.find_field(key);
            if (field == nullptr)
                return Err(Error::Code::invalid_input, "there is a field the event does not have",
                           fmt::format("GET /api/v1/workflows/{}/events lists them", workflow));
            const bool is_file = field->kind == engine::FieldKind::file;
            auto value = given.is_object() == is_file || (is_file && given == "")
                             ? value_of(given)
                             : Err(Error::Code::invalid_input, "is of another kind: a file has name and base64");
            if (!value) return Err(value.error().within("the field " + std::string(field->key)));
            event.payload[key] = std::move(*value);
        }
        return event;
    }

    static web::Response recorded(const engine::Workflow& workflow, const engine::Handled& handled) {
        const auto& row = handled.row;
        Json states = Json::object();
        for (std::size_t i = 0; i < workflow.regions().size() && i < row.states.size(); ++i)
            states[std::string(workflow.regions()[i].name)] = row.states[i];
        return json_answer({{"number", row.number.text()},
                            {"seq", row.last_seq},
                            {"states", std::move(states)},
                            {"at_rest", row.at_rest}},
                           201);
    }

    void note_look(Unit& unit, const cell::CaseFile& file, const engine::Event& event) const {
        unit.edit_registers().access_log->add({.member = call_.bearer.member.id,
                                               .case_id = file.row.id,
                                               .looked = engine::Looked::at_identity,
                                               .reason = std::string(engine::text_of(event.payload, "reason")),
                                               .at = call_.now});
    }

    static web::Response failure(const cell::Viewpoint& view, const cell::CaseFile& file,
                                 const engine::EventDescriptor& form, const Error& error) {
        if (error.code == Error::Code::invalid_input || error.code == Error::Code::not_found)
            return problem(Trouble::invalid_fields, error.message);
        if (error.code != Error::Code::refused && error.code != Error::Code::already_there &&
            error.code != Error::Code::erased)
            return problem_of(error);
        auto reasons = Json::array();
        for (const auto& offer : file.workflow->allowed(file.history))
            if (offer.event == &form && !offer.possible)
                for (const auto& reason : offer.reasons) reasons.push_back(view.in(reason));
        return problem(Trouble::refused, "nothing was recorded", error.hint, {{"reasons", std::move(reasons)}});
    }

    [[nodiscard]] cell::ActingParts acting() const {
        return {parts_.store, parts_.context, parts_.dispatcher, parts_.intake, parts_.message_reader};
    }

    const ApiParts& parts_;
    const Call& call_;
};

}  // namespace

web::Response record_event(const ApiParts& parts, const Call& call) {
    return once(parts, call, [&](Unit& unit) { return Recording(parts, call).run(unit, &Recording::record); });
}

web::Response letters_ahead(const ApiParts& parts, const Call& call) {
    web::Response response;
    const auto done = parts.store.write([&](Unit& unit) -> Result<void> {
        response = Recording(parts, call).run(unit, &Recording::rehearse);
        return {};
    });
    return done ? response : problem_of(done.error());
}

web::Response open_case(const ApiParts& parts, const Call& call) {
    return once(parts, call, [&](Unit& unit) { return Recording(parts, call).open(unit); });
}

}  // namespace rexflow::api
