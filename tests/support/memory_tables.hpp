#pragma once

#include "engine/environment_failure.hpp"
#include "engine/ports/store.hpp"
#include "tests/support/memory_accounts.hpp"

#include <algorithm>
#include <tuple>

/// The inside of MemoryStore: its tables and the reading half of its unit.
namespace rexflow::testing::memory {

using engine::CaseId;
using engine::CaseRow;
using engine::EnvironmentFailure;
using engine::Err;
using engine::Error;
using engine::Instant;
using engine::MessageId;
using engine::ObligationRow;
using engine::OutboxId;
using engine::OutboxRow;
using engine::OutboxState;
using engine::Outcome;
using engine::Participant;
using engine::ReminderRow;
using engine::Result;
using engine::StoredMessage;

struct StoredCase {
    CaseRow row;
    int year = 0;
    engine::History history;
    std::vector<Participant> participants;
};

struct SealedText {
    engine::Privacy privacy;
    std::string text;
};

struct Message {
    StoredMessage row;
    std::optional<std::string> raw;
    std::string message_id;
    std::string content_hash;
};

inline std::string lower(std::string_view address) {
    std::string lowered(address);
    for (char& c : lowered)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lowered;
}

[[noreturn]] inline void fail(Error::Code code, const char* message) { throw EnvironmentFailure({code, message, {}}); }

/// Ids are positions, counted from 1.
struct MemoryTables {
    std::vector<StoredCase> cases;
    std::map<std::pair<CaseId, std::string>, SealedText> sealed;
    std::map<std::pair<CaseId, std::string>, ObligationRow> obligations;
    std::vector<ReminderRow> reminders;
    std::vector<engine::Member> members;
    std::vector<Message> messages;
    std::vector<OutboxRow> outbox;
    std::vector<std::pair<std::string, engine::Link>> links;  ///< by token id
    std::map<std::string, std::string, std::less<>> notes;
    std::map<std::int64_t, std::pair<std::string, bool>> reviews;  ///< reasons, and whether somebody has looked
    AccountRows accounts;
    int sealed_count = 0;

    [[nodiscard]] StoredCase& at(CaseId id) {
        if (id.value < 1 || id.value > static_cast<std::int64_t>(cases.size()))
            fail(Error::Code::not_found, "there is no such case");
        return cases[static_cast<std::size_t>(id.value) - 1];
    }
};

template <typename Row, typename IdOf>
auto* find_by_id(std::vector<Row>& rows, IdOf id) {
    const auto place = static_cast<std::size_t>(id.value) - 1;
    return id.value >= 1 && place < rows.size() ? &rows[place] : nullptr;
}

/// Copies of the rows a condition holds for, at most `limit`.
template <typename Rows, typename Condition>
auto copies(const Rows& rows, Condition&& condition, int limit) {
    std::vector<typename Rows::value_type> found;
    for (const auto& row : rows)
        if (static_cast<int>(found.size()) < limit && condition(row)) found.push_back(row);
    return found;
}

constexpr int no_limit = 1'000'000'000;

/// The questions of the port, answered from tables. Still abstract: MemoryUnit adds what changes them.
class MemoryReading : public engine::Unit {
public:
    explicit MemoryReading(MemoryTables& tables) : tables_(tables), accounts_(tables.accounts) {}

    std::optional<CaseRow> find_case(const engine::CaseNumber& number) const override {
        for (const auto& stored : tables_.cases)
            if (stored.row.number == number) return stored.row;
        return std::nullopt;
    }
    std::optional<CaseRow> find_case(CaseId id) const override {
        const auto* stored = find_by_id(tables_.cases, id);
        return stored != nullptr ? std::optional(stored->row) : std::nullopt;
    }
    std::vector<CaseRow> children(CaseId parent) const override {
        return rows_of_cases([&](const CaseRow& row) { return row.parent == parent; }, no_limit);
    }
    std::vector<CaseRow> cases(CaseId after, int limit) const override {
        return rows_of_cases([&](const CaseRow& row) { return row.id > after; }, limit);
    }
    Result<engine::History> history(CaseId id) const override {
        const auto* stored = find_by_id(tables_.cases, id);
        if (stored == nullptr) return Err(Error::Code::not_found, "there is no such case");
        return stored->history;
    }
    std::optional<std::string> unseal(CaseId id, std::string_view reference) const override {
        if (!reference.starts_with("vault:")) return std::string(reference);
        const auto found = tables_.sealed.find({id, std::string(reference)});
        return found != tables_.sealed.end() ? std::optional(found->second.text) : std::nullopt;
    }

    std::vector<Participant> participants(CaseId id) const override {
        const auto* stored = find_by_id(tables_.cases, id);
        return stored != nullptr ? stored->participants : std::vector<Participant>{};
    }
    std::vector<ObligationRow> obligations(CaseId id) const override {
        std::vector<ObligationRow> rows;
        for (const auto& [key, row] : tables_.obligations)
            if (key.first == id) rows.push_back(row);
        return rows;
    }
    std::vector<ReminderRow> reminders(CaseId id) const override {
        auto rows = copies(
            tables_.reminders, [&](const ReminderRow& row) { return row.case_id == id; }, no_limit);
        std::ranges::stable_sort(
            rows, {}, [](const ReminderRow& row) { return std::tie(row.planned_at, row.obligation, row.reminder); });
        return rows;
    }
    std::vector<ObligationRow> due_obligations(Instant now, int limit) const override {
        std::vector<ObligationRow> rows;
        for (const auto& [key, row] : tables_.obligations)
            if (row.next_at && *row.next_at <= now) rows.push_back(row);
        std::ranges::stable_sort(rows, {}, [](const ObligationRow& row) { return *row.next_at; });
        if (static_cast<int>(rows.size()) > limit) rows.resize(static_cast<std::size_t>(limit));
        return rows;
    }
    std::optional<Instant> next_obligation_at() const override {
        std::optional<Instant> next;
        for (const auto& [key, row] : tables_.obligations)
            if (row.next_at && (!next || *row.next_at < *next)) next = row.next_at;
        return next;
    }

    std::vector<engine::Member> members() const override { return tables_.members; }
    std::optional<engine::Member> find_member(std::string_view address) const override {
        for (const auto& member : tables_.members)
            if (lower(member.address) == lower(address)) return member;
        return std::nullopt;
    }

    std::optional<engine::Member> find_member(engine::MemberId id) const override {
        const auto* row = find_by_id(tables_.members, id);
        return row != nullptr ? std::optional(*row) : std::nullopt;
    }
    const engine::AccountReader& accounts() const override { return accounts_; }

    std::optional<StoredMessage> find_message(MessageId id) const override {
        const auto* message = find_by_id(tables_.messages, id);
        return message != nullptr ? std::optional(message->row) : std::nullopt;
    }
    std::optional<StoredMessage> find_message(const engine::Origin& origin) const override {
        return first_message(
            [&](const Message& message) { return !origin.uid.empty() && message.row.origin == origin; });
    }
    std::optional<StoredMessage> find_duplicate(std::string_view message_id,
                                                std::string_view content_hash) const override {
        return first_message([&](const Message& message) {
            return !content_hash.empty() && message.content_hash == content_hash &&
                   (message_id.empty() || message.message_id == message_id);
        });
    }
    bool knows_message_id(std::string_view message_id) const override {
        return !message_id.empty() &&
               first_message([&](const Message& message) { return message.message_id == message_id; }).has_value();
    }
    std::vector<StoredMessage> messages(Outcome outcome, int limit) const override {
        return rows_of_messages([&](const StoredMessage& row) { return row.outcome == outcome; }, limit);
    }
    std::vector<StoredMessage> messages_of(CaseId id) const override {
        return rows_of_messages([&](const StoredMessage& row) { return row.case_id == id; }, no_limit);
    }
    std::optional<std::string> raw(MessageId id) const override {
        const auto* message = find_by_id(tables_.messages, id);
        return message != nullptr ? message->raw : std::nullopt;
    }

    std::optional<OutboxRow> find_outbox(OutboxId id) const override {
        const auto* row = find_by_id(tables_.outbox, id);
        return row != nullptr ? std::optional(*row) : std::nullopt;
    }
    std::optional<OutboxRow> find_outbox(std::string_view message_id) const override {
        for (const auto& row : tables_.outbox)
            if (row.letter.message_id == message_id) return row;
        return std::nullopt;
    }
    std::vector<OutboxRow> outbox(OutboxState state, int limit) const override {
        return copies(
            tables_.outbox, [&](const OutboxRow& row) { return row.state == state; }, limit);
    }
    std::vector<OutboxRow> outbox_of(CaseId id) const override {
        return copies(
            tables_.outbox, [&](const OutboxRow& row) { return row.letter.case_id == id; }, no_limit);
    }
    std::vector<OutboxRow> due_letters(Instant now, int limit) const override {
        auto rows = copies(
            tables_.outbox,
            [&](const OutboxRow& row) { return row.state == OutboxState::queued && row.next_try_at <= now; }, no_limit);
        std::ranges::stable_sort(rows, {}, &OutboxRow::next_try_at);
        if (static_cast<int>(rows.size()) > limit) rows.resize(static_cast<std::size_t>(limit));
        return rows;
    }
    std::optional<Instant> next_letter_at() const override {
        std::optional<Instant> next;
        for (const auto& row : tables_.outbox)
            if (row.state == OutboxState::queued && (!next || row.next_try_at < *next)) next = row.next_try_at;
        return next;
    }
    int letters_sent(std::string_view address, Instant since) const override {
        return count_sent(since, [&](const OutboxRow& row) { return lower(row.letter.to.address) == lower(address); });
    }
    int letters_sent(Instant since) const override {
        return count_sent(since, [](const OutboxRow&) { return true; });
    }

    std::optional<engine::Link> find_link(std::string_view token_id) const override {
        for (const auto& [id, link] : tables_.links)
            if (id == token_id) return link;
        return std::nullopt;
    }
    std::vector<engine::Link> links_of(CaseId id) const override {
        std::vector<engine::Link> links;
        for (const auto& [token_id, link] : tables_.links)
            if (link.case_id == id) links.push_back(link);
        return links;
    }

    std::vector<engine::ReviewRow> reviews(int limit) const override {
        std::vector<engine::ReviewRow> waiting;
        for (const auto& [id, review] : tables_.reviews)
            if (!review.second && static_cast<int>(waiting.size()) < limit)
                waiting.push_back({engine::MessageId{id}, review.first});
        return waiting;
    }

    int count_cases() const override { return static_cast<int>(tables_.cases.size()); }
    int count_messages(Outcome outcome) const override { return static_cast<int>(messages(outcome, no_limit).size()); }
    int count_letters(OutboxState state) const override { return static_cast<int>(outbox(state, no_limit).size()); }

    int count_reviews() const override { return static_cast<int>(reviews(no_limit).size()); }

    std::optional<std::string> note(std::string_view key) const override {
        const auto found = tables_.notes.find(key);
        return found != tables_.notes.end() ? std::optional(found->second) : std::nullopt;
    }

protected:
    // NOLINTNEXTLINE(misc-non-private-member-variables-in-classes): what MemoryUnit changes
    MemoryTables& tables_;
    // NOLINTNEXTLINE(misc-non-private-member-variables-in-classes): the same
    MemoryAccounts accounts_;

private:
    template <typename Condition>
    std::vector<CaseRow> rows_of_cases(Condition&& condition, int limit) const {
        std::vector<CaseRow> rows;
        for (const auto& stored : tables_.cases)
            if (static_cast<int>(rows.size()) < limit && condition(stored.row)) rows.push_back(stored.row);
        return rows;
    }
    template <typename Condition>
    std::optional<StoredMessage> first_message(Condition&& condition) const {
        const auto found = std::ranges::find_if(tables_.messages, condition);
        return found != tables_.messages.end() ? std::optional(found->row) : std::nullopt;
    }
    template <typename Condition>
    std::vector<StoredMessage> rows_of_messages(Condition&& condition, int limit) const {
        std::vector<StoredMessage> rows;
        for (const auto& message : tables_.messages)
            if (static_cast<int>(rows.size()) < limit && condition(message.row)) rows.push_back(message.row);
        return rows;
    }
    template <typename Condition>
    int count_sent(Instant since, Condition&& condition) const {
        return static_cast<int>(std::ranges::count_if(tables_.outbox, [&](const OutboxRow& row) {
            return row.letter.audience == engine::Audience::outside && row.sent_at && *row.sent_at >= since &&
                   condition(row);
        }));
    }
};

}  // namespace rexflow::testing::memory
