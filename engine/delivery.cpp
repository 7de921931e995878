#include "engine/delivery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rexflow::engine {

namespace {

using namespace std::chrono_literals;

/// A claim nobody resolved: longer than the longest time limit of a transport.
constexpr auto lease = 10min;

constexpr auto one_day = 24h;
constexpr auto one_hour = 1h;

/// Why a try failed, as a code: never a server's sentence, which may repeat an address.
std::string status_of(const Error& error) {
    switch (error.code) {
        case Error::Code::refused_for_now:
        case Error::Code::refused_for_good:
            return error.message;  // "550 5.1.1"
        case Error::Code::connection:
            return "connection";
        case Error::Code::authentication:
            return "authentication";
        case Error::Code::configuration:
            return "configuration";
        case Error::Code::invalid_input:
            return "letter";
        default:
            return "trouble";
    }
}

}  // namespace

Result<Delivery::Turn> Delivery::turn(Store& store, Instant now, int limit) {
    Turn turn;
    std::vector<OutboxRow> claimed;
    auto done = store.write([&](Unit& unit) { return claim(unit, now, limit, claimed, turn); });
    if (!done) return Err(done.error());
    if (claimed.empty()) return turn;

    std::vector<Result<void>> fates;
    fates.reserve(claimed.size());
    for (const auto& row : claimed) fates.push_back(send(row, now));

    done = store.write([&](Unit& unit) -> Result<void> {
        for (std::size_t i = 0; i < claimed.size(); ++i)
            if (auto settled = settle(unit, claimed[i], fates[i], now, turn); !settled) return settled;
        return {};
    });
    if (!done) return Err(done.error());
    return turn;
}

Result<void> Delivery::claim(Unit& unit, Instant now, int limit, std::vector<OutboxRow>& claimed, Turn& turn) const {
    release_braked(unit, now);
    const auto due = unit.due_letters(now, limit);
    turn.more = static_cast<int>(due.size()) == limit;
    for (auto row : due) {
        if (is_braked(unit, row, claimed, now)) {
            const bool can_wait = row.letter.name != automatic_answer;
            row.state = can_wait ? OutboxState::braked : OutboxState::given_up;
            row.next_try_at = now + one_hour;
            if (!can_wait) row.last_status = "brake";
            unit.update_outbox(row);
            ++turn.braked;
            continue;
        }
        row.attempts += 1;
        row.next_try_at = now + lease;
        unit.update_outbox(row);
        claimed.push_back(std::move(row));
    }
    return {};
}

/// Automatic letters to people outside are limited, so that no mistake of ours or of another machine becomes a flood.
bool Delivery::is_braked(const Unit& unit, const OutboxRow& row, const std::vector<OutboxRow>& claimed,
                         Instant now) const {
    const auto is_outside = [](const OutboxRow& other) { return other.letter.audience == Audience::outside; };
    if (!is_outside(row) || row.attempts > 0) return false;
    const auto& brake = context_.policy.brake();
    const auto in_all = std::ranges::count_if(claimed, is_outside);
    const auto to_address = std::ranges::count_if(claimed, [&](const OutboxRow& other) {
        return is_outside(other) && other.letter.to.address == row.letter.to.address;
    });
    return unit.letters_sent(row.letter.to.address, now - one_day) + to_address >= brake.per_address_and_day ||
           unit.letters_sent(now - one_hour) + in_all >= brake.per_hour;
}

/// Looks at all of them: the letters of a flooded address, oldest first, must not hold back anybody else's.
void Delivery::release_braked(Unit& unit, Instant now) const {
    constexpr int more_than_anybody_floods = 10'000;
    for (auto row : unit.outbox(OutboxState::braked, more_than_anybody_floods)) {
        if (row.next_try_at > now) continue;
        row.state = OutboxState::queued;
        row.next_try_at = now;
        unit.update_outbox(row);
    }
}

Result<void> Delivery::send(const OutboxRow& row, Instant now) {
    const auto rendered = renderer_.render(row.letter.name, row.letter.to.locale, row.letter.variables);
    if (!rendered) return Err(rendered.error());
    const auto& tokens = correspondence_.tokens();
    const auto owner = tokens.owner_of_message_id(row.letter.message_id).value_or(TokenOwner{});
    const auto reply_to = row.letter.case_id ? tokens.reply_address(*row.letter.case_id, owner.member) : std::string{};
    const Letterhead head{context_.house.name, context_.house.contact_address, reply_to,
                          tokens.return_path(row.letter.message_id)};
    return transport_.send(writer_.write(row.letter, *rendered, head, now));
}

Result<void> Delivery::settle(Unit& unit, const OutboxRow& claimed, const Result<void>& sent, Instant now,
                              Turn& turn) const {
    auto row = claimed;
    if (sent) {
        ++turn.sent;
        row.state = OutboxState::sent;
        row.sent_at = now;
        row.last_status = "250";
        unit.update_outbox(row);
        record(unit, row, {"message_sent", {{"letter", row.letter.name}}, now, Actor::system()}, now);
        return {};
    }
    row.last_status = status_of(sent.error());
    if (!row.first_failed_at) row.first_failed_at = now;
    const auto next = sent.error().code == Error::Code::refused_for_good
                          ? std::nullopt
                          : context_.policy.retries().next_retry(row.attempts, *row.first_failed_at, now);
    if (next) {
        ++turn.postponed;
        row.next_try_at = *next;
        if (!row.trouble_told && context_.policy.retries().is_trouble(*row.first_failed_at, now))
            tell_coordinator(unit, row, now);
        unit.update_outbox(row);
        return {};
    }
    ++turn.failed;
    const bool refused = sent.error().code == Error::Code::refused_for_good;
    row.state = refused ? OutboxState::refused : OutboxState::given_up;
    unit.update_outbox(row);
    if (refused && row.letter.case_id) unit.mark_undeliverable(*row.letter.case_id, row.letter.to.address);
    record(unit, row,
           {"delivery_failed",
            {{"letter", row.letter.name}, {"status", row.last_status}, {"stopped", refused ? "yes" : "no"}},
            now,
            Actor::system()},
           now);
    return {};
}

/// The fate of a letter to somebody outside is part of the case's story; those to the cell are not.
void Delivery::record(Unit& unit, const OutboxRow& row, const Event& event, Instant now) const {
    if (row.letter.audience == Audience::cell || !row.letter.case_id) return;
    const auto recorded = unit.attempt([&](Unit& part) -> Result<void> {
        const auto found = part.find_case(*row.letter.case_id);
        if (!found) return Err(Error::Code::not_found, "the case of a letter is missing");
        const auto handled = dispatcher_.handle(part, *found, event, {now, {}});
        return handled ? Result<void>{} : Err(handled.error());
    });
    // A case that cannot take it (its history is damaged) must not make us send the letter a second time.
    static_cast<void>(recorded);
}

void Delivery::tell_coordinator(Unit& unit, OutboxRow& row, Instant now) const {
    row.trouble_told = true;
    constexpr std::string_view key = "delivery:trouble_told";
    if (const auto told = unit.note(key)) {
        const auto at = parse_instant(*told);
        if (at && now - *at < one_day) return;
    }
    unit.set_note(key, to_text(now));
    for (const auto& member : unit.members()) {
        if (!member.active || member.role != MemberRole::coordinator) continue;
        LetterOrder order{"outgoing_trouble", Role::coordinator, {}, {}, now, {}};
        order.variables.values["since"] = correspondence_.moment_in_words(*row.first_failed_at, member.locale);
        unit.enqueue(correspondence_.write(order, {member.address, member.name, member.locale}, now));
    }
}

}  // namespace rexflow::engine
