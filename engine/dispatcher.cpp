#include "engine/dispatcher.hpp"

#include "engine/deadline.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"
#include "engine/reading/next_call.hpp"
#include "engine/reading/window_text.hpp"
#include "engine/searching.hpp"
#include "engine/webhook_notice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rexflow::engine {

namespace {

/// A member given by address becomes "member:3", the spelling of the history.
Result<std::string> resolve_member(const Reader& reader, std::string_view text) {
    auto member = reader.find_member(text);
    if (const auto id = Actor{std::string(text)}.member(); id && !member)
        for (auto& known : reader.members())
            if (known.id == *id) member = std::move(known);
    if (!member || !member->active)
        return Err(Error::Code::invalid_input, "this is not an active member of the cell",
                   "rexflow member list shows them, rexflow member add adds one");
    return Actor::member(member->id).text;
}

Error mismatch(const CaseRow& row, std::string_view what) {
    return {Error::Code::history_mismatch, fmt::format("{}: {}", row.number.text(), what),
            "the other cases are not concerned; a backup that verifies still has it whole"};
}

bool agrees(const CaseRow& row, const Situation& situation) {
    return row.states == situation.states && row.levels == situation.levels && row.pilot == situation.pilot &&
           row.at_rest == situation.at_rest;
}

/// When somebody who said when they can be called is called again: not within the hour, if it can be helped.
std::optional<Instant> next_call(const SetDeadline& deadline, const Calendar& calendar) {
    constexpr auto patience = std::chrono::hours(1);
    const auto windows = reading::parse_windows(deadline.windows);
    return windows ? reading::next_callable(*windows, deadline.started_at + patience, calendar) : std::nullopt;
}

template <typename Wanted>
std::vector<const Wanted*> all_of(const std::vector<Command>& commands) {
    std::vector<const Wanted*> wanted;
    for (const auto& command : commands)
        if (const auto* const found = std::get_if<Wanted>(&command)) wanted.push_back(found);
    return wanted;
}

}  // namespace

/// Everything known about an event between its decision and its commit.
struct Dispatcher::Decision {
    const CaseRow& row;
    const EventDescriptor& form;
    const Payload& clear;
    const Payload& sealed;
    const Circumstances& circumstances;
    Step step;
    Effects effects;
};

Result<Situation> Dispatcher::load(const Reader& reader, const CaseRow& row, History& history) const {
    const auto* const workflow = context_.workflows.find(row.workflow);
    if (workflow == nullptr) return Err(mismatch(row, "its workflow is unknown to this program"));
    auto loaded = reader.history(row.id);
    if (!loaded) return Err(loaded.error());
    history = std::move(*loaded);
    auto situation = workflow->replay(history);
    if (!situation) return Err(mismatch(row, situation.error().message));
    if (!agrees(row, *situation)) return Err(mismatch(row, "the stored state is not what the history replays to"));
    return situation;
}

Result<Handled> Dispatcher::open(Unit& unit, std::string_view workflow_name, const Event& event,
                                 const Circumstances& circumstances) const {
    const auto* const workflow = context_.workflows.find(workflow_name);
    if (workflow == nullptr) return Err(Error::Code::not_found, "no such workflow");
    const auto today = context_.calendar.zone().local(circumstances.now).on;
    const auto row =
        unit.add_case(workflow_name, workflow->version(), static_cast<int>(today.year()), circumstances.now);
    const auto before = workflow->replay({});
    if (!before) return Err(before.error());
    return record(unit, row, {}, *before, event, circumstances);
}

Result<Handled> Dispatcher::handle(Unit& unit, const CaseRow& row, const Event& event,
                                   const Circumstances& circumstances) const {
    History history;
    const auto before = load(unit, row, history);
    if (!before) return Err(before.error());
    const auto member = event.actor.member();
    const auto is_set_aside = [&] {
        return std::ranges::find(before->set_aside, *member) != before->set_aside.end() ||
               (row.parent && !unit.registers().case_lists->may_see(*member, *row.parent));
    };
    if (member && is_set_aside())
        return Err(Error::Code::refused, fmt::format("{}: this member is set aside from the case", row.number.text()),
                   "another member of the cell has to do it");
    return record(unit, row, history, *before, event, circumstances);
}

Result<Handled> Dispatcher::record(Unit& unit, const CaseRow& row, const History& history, const Situation& before,
                                   const Event& event, const Circumstances& circumstances) const {
    const auto& workflow = *context_.workflows.find(row.workflow);
    const auto* const form = workflow.find_event(event.type);
    if (form == nullptr)
        return Err(Error::Code::invalid_input, fmt::format("{} has no event of that name", row.workflow),
                   fmt::format("rexflow case actions {} lists them with their fields", row.number.text()));
    const auto clear = checked(unit, *form, event, circumstances);
    if (!clear) return Err(clear.error());

    auto sealed = event;
    sealed.payload = *clear;
    for (auto& [key, text] : sealed.payload) {
        const auto privacy = form->find_field(key)->privacy;
        if (privacy != Privacy::open && !text.empty()) text = unit.seal(row.id, privacy, text);
    }
    auto step = workflow.step(history, sealed);
    if (!step) return Err(step.error());

    Decision decision{row, *form, *clear, sealed.payload, circumstances, std::move(*step), {}};
    decision.effects.policy_version = context_.policy.version();
    if (auto done = settle_people(unit, decision); !done) return Err(done.error());
    if (auto done = settle_deadlines(unit, decision); !done) return Err(done.error());
    links_.settle(unit, row, decision.effects, circumstances.now);
    if (auto done = settle_letters(unit, decision); !done) return Err(done.error());

    decision.step.after.obligations = before.obligations;
    fold(decision.step.after.obligations, decision.effects);
    const auto seq = row.last_seq + 1;
    const HistoryEvent entry{seq, sealed, circumstances.now, decision.effects};
    unit.append(row.id, entry);
    unit.update_case(row.id, decision.step.after, seq, circumstances.now);
    unit.edit_registers().search->add(row.id, search_texts(*form, *clear));

    auto after = row;
    after.states = decision.step.after.states;
    after.levels = decision.step.after.levels;
    after.pilot = decision.step.after.pilot;
    after.at_rest = decision.step.after.at_rest;
    after.erased = decision.step.after.erased;
    after.last_seq = seq;
    after.updated_at = circumstances.now;
    announce(unit, after, entry);
    if (auto done = settle_relatives(unit, decision); !done) return Err(done.error());
    return Handled{std::move(after), std::move(decision.step.after)};
}

/// The payload in its canonical spelling, if it is one that may be recorded.
Result<Payload> Dispatcher::checked(const Reader& reader, const EventDescriptor& form, const Event& event,
                                    const Circumstances& circumstances) const {
    if (event.occurred_at > circumstances.now)
        return Err(Error::Code::invalid_input, fmt::format("{} cannot have happened later than now", form.name),
                   "check the date and the time zone");
    auto payload = event.payload;
    std::erase_if(payload, [](const auto& field) { return field.second.empty(); });
    for (auto& [key, text] : payload) {
        const auto* const field = form.find_field(key);
        if (field == nullptr) continue;  // validate says so
        const bool is_kept_as_written = field->privacy == Privacy::open || field->kind == FieldKind::file;
        if (is_kept_as_written && text.starts_with(sealed_mark))
            return Err(Error::Code::invalid_input,
                       fmt::format("{}: the field {} begins with {}, a mark of RexFlow", form.name, key, sealed_mark),
                       field->kind == FieldKind::file ? "send the file itself" : "write a blank before it");
        if (field->kind == FieldKind::member) {
            auto member = resolve_member(reader, text);
            if (!member) return Err(member.error().within(fmt::format("{}: the field {}", form.name, key)));
            text = *member;
        } else if (field->kind == FieldKind::instant) {
            if (const auto at = parse_instant(text)) text = to_text(*at);
        }
    }
    if (auto valid = validate(form, payload); !valid) return Err(valid.error());
    return payload;
}

Result<void> Dispatcher::settle_people(Unit& unit, Decision& decision) const {
    const auto& clear = decision.clear;
    for (const auto* person : all_of<AddParticipant>(decision.step.commands)) {
        auto addresses = items_of(text_of(clear, person->address_field));
        if (person->role != Role::participants && addresses.empty()) addresses.emplace_back();
        for (const auto address : addresses)
            unit.add_participant(decision.row.id,
                                 {person->role, std::string(text_of(clear, person->name_field)), std::string(address),
                                  std::string(text_of(clear, person->phone_field))});
        if (person->role != Role::participants && decision.row.last_seq > 0)
            links_.take_back(unit, decision.row.id, person->role, addresses.front(), decision.circumstances.now);
    }
    for (const auto* answered : all_of<MarkAnswered>(decision.step.commands))
        unit.mark_answered(decision.row.id, text_of(clear, answered->address_field));
    return {};
}

Result<void> Dispatcher::settle_deadlines(Unit& unit, Decision& decision) const {
    for (const auto& command : decision.step.commands) {
        if (const auto* const cleared = std::get_if<ClearDeadline>(&command)) {
            unit.clear_obligation(decision.row.id, cleared->obligation);
            std::erase(decision.effects.cleared, cleared->obligation);
            decision.effects.cleared.push_back(cleared->obligation);
            std::erase_if(decision.effects.set, [&](const auto& set) { return set.obligation == cleared->obligation; });
        }
        const auto* const deadline = std::get_if<SetDeadline>(&command);
        if (deadline == nullptr) continue;
        const auto* const rule = context_.policy.find(deadline->rule);
        if (rule == nullptr)
            return Err(Error::Code::configuration, fmt::format("the policy has no row {}", deadline->rule));
        Instant due{};
        if (deadline->due_at)
            due = *deadline->due_at;
        else if (deadline->due_on)
            due = end_of(*deadline->due_on, context_.calendar);
        else if (const auto call = next_call(*deadline, context_.calendar))
            due = *call;
        else if (rule->allowance)
            due = due_at(*rule->allowance, deadline->started_at, context_.calendar);
        else
            continue;  // nobody gave a date: nothing is promised
        // The earliest reminder of all, be it in the past: an event that is recorded late must not lose one.
        const auto before_all = deadline->started_at - std::chrono::seconds(1);
        unit.set_obligation({decision.row.id, deadline->obligation, deadline->rule, deadline->started_at, due,
                             before_all, next_after(*rule, deadline->started_at, due, before_all, context_.calendar)});
        std::erase_if(decision.effects.set, [&](const auto& set) { return set.obligation == deadline->obligation; });
        decision.effects.set.push_back({deadline->obligation, deadline->rule, deadline->started_at, due});
    }
    return {};
}

Result<void> Dispatcher::settle_letters(Unit& unit, Decision& decision) const {
    for (const auto* wanted : all_of<SendLetter>(decision.step.commands)) {
        auto row = decision.row;
        row.pilot = decision.step.after.pilot;
        const auto& set_aside = decision.step.after.set_aside;
        for (const auto& person : correspondence_.recipients(unit, row, wanted->to, set_aside)) {
            LetterOrder order{wanted->letter, wanted->to, {}, {}, decision.circumstances.now, {}};
            order.variables =
                correspondence_.worded(unit, row, decision.form, decision.clear, wanted->fields, person.locale);
            const auto named = std::ranges::find(
                decision.effects.set, Correspondence::obligation_named_by(wanted->letter), &Effects::Set::obligation);
            if (named != decision.effects.set.end())
                order.variables.values["due"] = correspondence_.due_in_words(named->due_at, person.locale);
            order.meeting = correspondence_.meeting_in(row, decision.form, decision.clear, wanted->fields);
            if (wanted->to == Role::reporter) order.in_reply_to = decision.circumstances.in_reply_to;
            const auto letter = correspondence_.write(unit, row, order, person, decision.circumstances.now);
            unit.enqueue(letter);
            decision.effects.letters.push_back({letter.name, std::string(to_text(wanted->to)), letter.message_id});
        }
    }
    return {};
}

Result<void> Dispatcher::settle_relatives(Unit& unit, const Decision& decision) const {
    const Circumstances circumstances{decision.circumstances.now, {}};
    for (const auto* child : all_of<OpenChild>(decision.step.commands)) {
        const auto* const workflow = context_.workflows.find(child->workflow);
        if (workflow == nullptr) return Err(Error::Code::not_found, "no such workflow");
        const auto row = unit.add_child(decision.row, child->workflow, workflow->version(), circumstances.now);
        const auto before = workflow->replay({});
        if (!before) return Err(before.error());
        const Event first{child->first_event, in_clear(child->payload, decision), circumstances.now, Actor::system()};
        if (auto opened = record(unit, row, {}, *before, first, circumstances); !opened) return Err(opened.error());
    }
    for (const auto* told : all_of<TellParent>(decision.step.commands)) {
        const auto parent = decision.row.parent ? unit.find_case(*decision.row.parent) : std::nullopt;
        if (!parent) return Err(mismatch(decision.row, "the case it belongs to is missing"));
        auto payload = in_clear(told->payload, decision);
        const Event event{told->event, std::move(payload), circumstances.now, Actor::system()};
        if (auto done = handle(unit, *parent, event, circumstances); !done) return Err(done.error());
    }
    if (all_of<EraseIdentity>(decision.step.commands).empty()) return {};
    unit.erase_identity(decision.row.id, circumstances.now);
    for (const auto& child : unit.children(decision.row.id)) unit.erase_identity(child.id, circumstances.now);
    return {};
}

/// References to what this event sealed, opened again: a relative seals its own copy under its own key.
Payload Dispatcher::in_clear(const Payload& payload, const Decision& decision) const {
    auto clear = payload;
    for (auto& [key, text] : clear) {
        const auto sealed = std::ranges::find(decision.sealed, text, [](const auto& field) { return field.second; });
        if (sealed != decision.sealed.end()) text = std::string(text_of(decision.clear, sealed->first));
    }
    return clear;
}

}  // namespace rexflow::engine
