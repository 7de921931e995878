#include "engine/reminders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace rexflow::engine {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view meeting_reminded = "meeting_reminded";

/// How long an obligation that could not be looked after is left alone.
constexpr auto pause_after_failure = 1h;

/// Lines for a digest are gathered this long, so that the reminders of one morning share one mail.
constexpr auto gathering = 10min;

/// After this hour a digest waits for the next open morning.
constexpr TimeOfDay end_of_morning = 12h;

/// Two reminders of an obligation that would say the same to the same people at once: every one is entered in the
/// ledger, the last is sent. A repeated step that was missed several times, and "at due" of a closed day, which waits
/// for the morning when "each working day after" comes as well.
bool is_overtaken(const std::vector<PlannedReminder>& planned, std::size_t index) {
    const auto& reminder = planned[index];
    return std::any_of(planned.begin() + static_cast<std::ptrdiff_t>(index) + 1, planned.end(), [&](const auto& later) {
        const bool same_people = later.step->to == reminder.step->to && later.step->event == reminder.step->event;
        return (reminder.step->every && later.step == reminder.step) ||
               (same_people && later.planned_at == reminder.planned_at);
    });
}

/// Whether a digest still gathers lines. A very long one is followed by another: nobody reads it to its end, and
/// each line costs as much as those before it.
bool is_waiting(const OutboxRow& digest, Instant now) {
    constexpr std::size_t most_lines = 100;
    const auto lines = digest.letter.variables.lists.find("lines");
    return digest.state == OutboxState::queued && digest.attempts == 0 && digest.next_try_at > now &&
           lines != digest.letter.variables.lists.end() && lines->second.size() < most_lines;
}

std::string meeting_place(const Reader& reader, CaseId id, const History& history) {
    for (auto row = history.rbegin(); row != history.rend(); ++row)
        if (row->event.type == "meeting_planned")
            return reader.unseal(id, text_of(row->event.payload, "place")).value_or("");
    return {};
}

/// Members who are not written to under a role.
std::vector<MemberId> left_out(const Situation& situation, Role role) {
    auto members = situation.set_aside;
    if (role == Role::reader) members.insert(members.end(), situation.no_readers.begin(), situation.no_readers.end());
    return members;
}

}  // namespace

/// One reminder on its way out.
struct Reminders::Due {
    const CaseRow& row;
    const ObligationRow& obligation;
    const ObligationRule& rule;
    const History& history;
    const Situation& situation;
    const PlannedReminder& planned;
    Instant now;
};

Reminders::Turn Reminders::turn(Unit& unit, Instant now, int limit) const {
    Turn turn;
    const auto due = unit.due_obligations(now, limit);
    turn.more = static_cast<int>(due.size()) == limit;
    for (const auto& row : due) {
        auto done = unit.attempt([&](Unit& part) -> Result<void> {
            const auto queued = remind(part, row, now);
            if (!queued) return Err(queued.error());
            turn.queued += *queued;
            return {};
        });
        if (done) continue;
        ++turn.failed;
        auto later = row;
        later.next_at = now + pause_after_failure;
        unit.set_obligation(later);
    }
    return turn;
}

Result<int> Reminders::remind(Unit& unit, const ObligationRow& row, Instant now) const {
    const auto found = unit.find_case(row.case_id);
    const auto* const rule = context_.policy.find(row.rule);
    if (!found || rule == nullptr)
        return Err(Error::Code::configuration, fmt::format("the policy has no row {}", row.rule));

    const auto planned = planned_between(*rule, row.started_at, row.due_at, row.reminded_until, now, context_.calendar);
    auto after = row;
    after.reminded_until = std::max(now, row.reminded_until);
    after.next_at = next_after(*rule, row.started_at, row.due_at, after.reminded_until, context_.calendar);
    unit.set_obligation(after);

    if (planned.empty()) return 0;
    History history;
    const auto situation = dispatcher_.load(unit, *found, history);
    if (!situation) return Err(situation.error());

    int queued = 0;
    for (std::size_t i = 0; i < planned.size(); ++i) {
        const Due due{*found, row, *rule, history, *situation, planned[i], now};
        const bool late = is_late(planned[i].planned_at, now);
        if (!unit.add_reminder(
                {row.case_id, row.obligation, row.due_at, planned[i].key, planned[i].planned_at, now, late}))
            continue;
        ++queued;
        if (is_overtaken(planned, i)) continue;
        if (auto sent = send(unit, due, late); !sent) return Err(sent.error());
    }
    return queued;
}

Result<void> Reminders::send(Unit& unit, const Due& due, bool late) const {
    const auto& step = *due.planned.step;
    if (!step.event.empty()) {
        const auto row = unit.find_case(due.row.id);
        const Event event{step.event, {{"how", "deadline"}}, due.now, Actor::system()};
        const auto handled = dispatcher_.handle(unit, *row, event, {due.now, {}});
        return handled ? Result<void>{} : Err(handled.error());
    }
    for (const auto& person : correspondence_.recipients(unit, due.row, step.to, left_out(due.situation, step.to))) {
        if (step.pace == Pace::digest) {
            enqueue_in_digest(unit, due, person, late);
            continue;
        }
        LetterOrder order{step.letter, step.to, variables(unit, due, person.locale, late), {}, due.now, {}};
        if (step.letter == meeting_reminded)
            order.meeting = correspondence_.meeting(due.row, due.obligation.due_at, order.variables.values["place"]);
        unit.enqueue(correspondence_.write(unit, due.row, order, person, due.now));
    }
    return {};
}

LetterVariables Reminders::variables(const Unit& unit, const Due& due, Locale locale, bool late) const {
    LetterVariables variables;
    auto& values = variables.values;
    if (due.planned.step->letter == meeting_reminded) {
        values["place"] = meeting_place(unit, due.row.id, due.history);
        values["meeting_at"] = correspondence_.moment_in_words(due.obligation.due_at, locale);
        return variables;
    }
    values["obligation"] = due.rule.label.in(locale);
    values["due"] = correspondence_.due_in_words(due.obligation.due_at, locale);
    if (late) values["late"] = planned_in_words(due.planned.planned_at, locale);
    return variables;
}

/// What a late reminder says of itself.
std::string Reminders::planned_in_words(Instant planned_at, Locale locale) const {
    return (locale == Locale::fr ? "il était prévu le " : "it was planned for ") +
           correspondence_.moment_in_words(planned_at, locale);
}

/// One digest a person and morning: the first line queues it, the others join while it waits.
void Reminders::enqueue_in_digest(Unit& unit, const Due& due, const Correspondent& to, bool late) const {
    std::map<std::string, std::string, std::less<>> line{
        {"case", due.row.number.text()},
        {"obligation", std::string(due.rule.label.in(to.locale))},
        {"due", correspondence_.due_in_words(due.obligation.due_at, to.locale)}};
    if (late) line["late"] = planned_in_words(due.planned.planned_at, to.locale);

    const auto key = "digest:" + context_.signer.sign(to.address);  // notes are kept in clear
    OutboxId id;
    if (const auto noted = unit.note(key)) std::from_chars(noted->data(), noted->data() + noted->size(), id.value);
    const auto last = unit.find_outbox(id);
    if (last && is_waiting(*last, due.now)) {
        unit.add_line(id, "lines", line);
        return;
    }
    LetterOrder order{"daily_digest", Role::pilot, {}, {}, digest_moment(last, due.now), {}};
    order.variables.lists["lines"].push_back(line);
    id = unit.enqueue(correspondence_.write(order, to, due.now));
    unit.set_note(key, std::to_string(id.value));
}

/// In a little while if it is an open morning without a digest yet, else the next open morning.
Instant Reminders::digest_moment(const std::optional<OutboxRow>& last, Instant now) const {
    const auto& zone = context_.calendar.zone();
    const auto local = zone.local(now);
    const bool had_one = last && zone.local(last->letter.queued_at).on == local.on;
    if (!had_one && context_.calendar.is_open(now) && local.at < end_of_morning) return now + gathering;
    return context_.calendar.next_open(context_.calendar.end_of(local.on) + 1s) + gathering;
}

}  // namespace rexflow::engine
