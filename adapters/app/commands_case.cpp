#include "adapters/app/case_view.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/named_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using nlohmann::ordered_json;

Result<engine::CaseRow> find(const engine::Reader& reader, const std::string& text) {
    const auto number = engine::CaseNumber::parse(text);
    if (!number) return Err(number.error());
    auto row = reader.find_case(*number);
    if (!row) return Err(Error::Code::not_found, "there is no case of that number", "rexflow case list shows them");
    return *row;
}

/// Reads one case and prints what `look` makes of it.
template <typename Look, typename Words>
Result<void> show(Session& session, const std::string& number, const Look& look, const Words& words) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().read([&](const engine::Reader& reader) -> Result<void> {
        const auto row = find(reader, number);
        if (!row) return Err(row.error());
        const CaseView view{**installation, reader, session.language()};
        const auto json = look(view, *row);
        if (!json) return Err(json.error());
        session.print(*json, words(view, *json));
        return {};
    });
}

bool is_state(const engine::Workflows& workflows, const std::string& name) {
    for (const auto& workflow : workflows.all())
        for (const auto& region : workflow->regions())
            for (const auto& state : region.states)
                if (state.name == name) return true;
    return false;
}

Result<void> add_payload_file(engine::Payload& payload, const std::filesystem::path& path) {
    const auto text = bytes_of(path);
    if (!text) return Err(text.error());
    const auto json = nlohmann::json::parse(*text, nullptr, false, true);
    if (!json.is_object())
        return Err(Error::Code::invalid_input, "the payload is not a JSON object", R"(write it as {"key": "value"})");
    for (const auto& [key, value] : json.items()) {
        if (value.is_string())
            payload[key] = value.get<std::string>();
        else if (value.is_boolean())
            payload[key] = value.get<bool>() ? "yes" : "no";
        else if (value.is_number_integer())
            payload[key] = std::to_string(value.get<std::int64_t>());
        else
            return Err(Error::Code::invalid_input, fmt::format("the field {} of the payload is not a text", key),
                       "texts, whole numbers, true and false are understood");
    }
    return {};
}

Result<engine::Payload> read_fields(const Doing& doing) {
    engine::Payload payload;
    if (!doing.payload.empty())
        if (auto added = add_payload_file(payload, doing.payload); !added) return Err(added.error());
    for (const auto& field : doing.fields) {
        const auto equals = field.find('=');
        if (equals == 0 || equals == std::string::npos)
            return Err(Error::Code::invalid_input, "a field is written key=value", "for example outcome=reached");
        payload[field.substr(0, equals)] = field.substr(equals + 1);
    }
    return payload;
}

/// A `file` field names a file on this machine; what enters the case is its bytes.
Result<void> load_files(const engine::EventDescriptor& form, engine::Payload& payload) {
    for (auto& [key, text] : payload) {
        const auto* const field = form.find_field(key);
        if (field == nullptr || field->kind != engine::FieldKind::file || text.empty()) continue;
        const auto bytes = bytes_of(text);
        if (!bytes) return Err(bytes.error());
        text = fmt::format("file:{}\n{}", std::filesystem::path(text).filename().string(), *bytes);
    }
    return {};
}

Result<engine::Actor> actor_by(const engine::Reader& reader, const std::string& address) {
    const auto member = reader.find_member(address);
    if (!member || !member->active)
        return Err(Error::Code::invalid_input, "--by is not the address of an active member of the cell",
                   "rexflow member list shows them, rexflow member add adds one");
    return engine::Actor::member(member->id);
}

/// A refusal in the words of the guards, in the user's language.
Error explained(const Session& session, const engine::Workflow& workflow, const engine::History& history,
                const Doing& doing, const Error& error) {
    if (error.code != Error::Code::refused) return error;
    for (const auto& offer : workflow.allowed(history)) {
        if (offer.event->name != doing.event || offer.possible || offer.reasons.empty()) continue;
        std::string reasons;
        for (const auto& reason : offer.reasons)
            reasons += (reasons.empty() ? "" : " ") + std::string(reason.in(session.language()));
        return {error.code, reasons, fmt::format("rexflow case actions {} says what is possible now", doing.number)};
    }
    return error;
}

Result<void> do_event(Session& session, Installation& installation, const Doing& doing) {
    auto payload = read_fields(doing);
    if (!payload) return Err(payload.error());
    const auto now = installation.clock().now();
    auto occurred_at = now;
    if (!doing.at.empty()) {
        const auto at = engine::parse_instant(doing.at);
        if (!at) return Err(at.error().within("--at"));
        occurred_at = *at;
    }
    return installation.store().write([&](engine::Unit& unit) -> Result<void> {
        const auto row = find(unit, doing.number);
        if (!row) return Err(row.error());
        const auto actor = actor_by(unit, doing.by);
        if (!actor) return Err(actor.error());
        const auto* const workflow = installation.context().workflows.find(row->workflow);
        const auto* const form = workflow == nullptr ? nullptr : workflow->find_event(doing.event);
        if (form != nullptr)
            if (auto loaded = load_files(*form, *payload); !loaded) return Err(loaded.error());
        engine::History history;
        if (const auto loaded = installation.dispatcher().load(unit, *row, history); !loaded)
            return Err(loaded.error());
        const auto handled =
            installation.dispatcher().handle(unit, *row, {doing.event, *payload, occurred_at, *actor}, {now, {}});
        if (!handled) return Err(explained(session, *workflow, history, doing, handled.error()));
        const CaseView view{installation, unit, session.language()};
        std::string text = handled->row.number.text() + ":";
        for (std::size_t i = 0; i < handled->row.states.size(); ++i) text += " " + handled->row.states[i];
        session.print(view.line(handled->row), text);
        return {};
    });
}

}  // namespace

Result<void> case_list(Session& session, const CaseFilter& filter) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    if (!filter.state.empty() && !is_state((*installation)->context().workflows, filter.state))
        return Err(Error::Code::invalid_input, "there is no state of that name",
                   "rexflow workflow show rex_case lists them");
    return (*installation)->store().read([&](const engine::Reader& reader) -> Result<void> {
        const CaseView view{**installation, reader, session.language()};
        auto json = ordered_json::array();
        std::vector<std::vector<std::string>> rows;
        constexpr int page = 1000;
        engine::CaseId after;
        for (auto cases = reader.cases(after, page); !cases.empty(); cases = reader.cases(after, page)) {
            for (const auto& row : cases) {
                after = row.id;
                if (filter.open_only && row.at_rest) continue;
                if (!filter.state.empty() && std::ranges::find(row.states, filter.state) == row.states.end()) continue;
                if (static_cast<int>(json.size()) == filter.limit) break;
                json.push_back(view.line(row));
                rows.push_back({row.number.text(), view.when(row.opened_at)});
                for (std::size_t i = 0; i < 3; ++i)
                    rows.back().push_back(i < row.states.size() ? view.state_label(row, i) : "");
            }
            if (static_cast<int>(json.size()) == filter.limit) break;
        }
        const bool french = session.language() == engine::Locale::fr;
        session.print(
            json, to_table(french ? std::vector<std::string>{"DOSSIER", "OUVERT", "SUIVI", "DÉCLARATION", "PARTAGE"}
                                  : std::vector<std::string>{"CASE", "OPENED", "HANDLING", "DECLARATION", "SHARING"},
                           rows));
        return {};
    });
}

Result<void> case_show(Session& session, const std::string& number) {
    return show(
        session, number,
        [](const CaseView& view, const engine::CaseRow& row) -> Result<ordered_json> { return view.sheet(row); },
        sheet_text);
}

Result<void> case_actions(Session& session, const std::string& number) {
    return show(
        session, number, [](const auto& view, const auto& row) { return view.actions(row); }, actions_text);
}

Result<void> case_history(Session& session, const std::string& number) {
    return show(
        session, number, [](const auto& view, const auto& row) { return view.history(row); }, history_text);
}

Result<void> case_do(Session& session, const Doing& doing) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return do_event(session, **installation, doing);
}

Result<void> case_revoke_links(Session& session, const std::string& number) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    const auto now = (*installation)->clock().now();
    return (*installation)->store().write([&](engine::Unit& unit) -> Result<void> {
        const auto row = find(unit, number);
        if (!row) return Err(row.error());
        int revoked = 0;
        for (const auto& link : unit.links_of(row->id)) {
            if (state_of(link, now) != engine::LinkState::open) continue;
            unit.revoke_link(link.id, now);
            ++revoked;
        }
        session.print({{"revoked", revoked}}, fmt::format("links taken back: {}", revoked));
        return {};
    });
}

Result<void> message_split(Session& session, std::int64_t id, const std::string& by) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().write([&](engine::Unit& unit) -> Result<void> {
        const auto actor = actor_by(unit, by);
        if (!actor) return Err(actor.error());
        const auto raw = unit.raw(engine::MessageId{id});
        if (!raw) return Err(Error::Code::not_found, "there is no such message, or it was erased");
        const auto email = (*installation)->message_reader().read(*raw);
        if (!email) return Err(email.error());
        const auto opened = (*installation)
                                ->intake()
                                .split_off(unit, engine::MessageId{id}, *email, *actor, (*installation)->clock().now());
        if (!opened) return Err(opened.error());
        session.print({{"message", id}, {"case", opened->number->text()}}, opened->number->text());
        return {};
    });
}

Result<void> message_keep(Session& session, std::int64_t id, const std::string& by) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().write([&](engine::Unit& unit) -> Result<void> {
        const auto actor = actor_by(unit, by);
        if (!actor) return Err(actor.error());
        return (*installation)->intake().keep(unit, engine::MessageId{id}, *actor, (*installation)->clock().now());
    });
}

Result<void> case_erase(Session& session, const std::string& number, const std::string& by, const std::string& reason) {
    Doing doing;
    doing.number = number;
    doing.event = "identity_erased";
    doing.by = by;
    if (!reason.empty()) doing.fields.push_back("note=" + reason);
    return case_do(session, doing);
}

}  // namespace rexflow::app::commands
