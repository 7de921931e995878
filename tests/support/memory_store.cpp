#include "tests/support/memory_store.hpp"

#include "engine/environment_failure.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace rexflow::testing {

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

namespace {

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

std::string lower(std::string_view address) {
    std::string lowered(address);
    for (char& c : lowered)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lowered;
}

[[noreturn]] void fail(Error::Code code, const char* message) { throw EnvironmentFailure({code, message, {}}); }

}  // namespace

/// Ids are positions, counted from 1.
struct MemoryTables {
    std::vector<StoredCase> cases;
    std::map<std::pair<CaseId, std::string>, SealedText> sealed;
    std::map<std::pair<CaseId, std::string>, ObligationRow> obligations;
    std::vector<ReminderRow> reminders;
    std::vector<engine::Member> members;
    std::vector<Message> messages;
    std::vector<OutboxRow> outbox;
    std::map<std::string, std::string, std::less<>> notes;
    int sealed_count = 0;

    [[nodiscard]] StoredCase& at(CaseId id) {
        if (id.value < 1 || id.value > static_cast<std::int64_t>(cases.size()))
            fail(Error::Code::not_found, "there is no such case");
        return cases[static_cast<std::size_t>(id.value) - 1];
    }
};

namespace {

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

class MemoryUnit : public engine::Unit {
public:
    explicit MemoryUnit(MemoryTables& tables) : tables_(tables) {}

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

    int count_cases() const override { return static_cast<int>(tables_.cases.size()); }
    int count_messages(Outcome outcome) const override { return static_cast<int>(messages(outcome, no_limit).size()); }
    int count_letters(OutboxState state) const override { return static_cast<int>(outbox(state, no_limit).size()); }

    std::optional<std::string> note(std::string_view key) const override {
        const auto found = tables_.notes.find(key);
        return found != tables_.notes.end() ? std::optional(found->second) : std::nullopt;
    }

    Result<void> attempt(const std::function<Result<void>(Unit&)>& part) override {
        const MemoryTables before = tables_;
        Result<void> done;
        try {
            done = part(*this);
        } catch (const EnvironmentFailure& failure) {
            done = Err(failure.error());
        } catch (const std::exception&) {
            done = Err(Error::Code::store_trouble, "a part of the work ended in an unexpected way");
        }
        if (!done) tables_ = before;
        return done;
    }

    MessageId add_message(const engine::Origin& origin, std::string_view raw, Instant received_at) override {
        if (find_message(origin)) fail(Error::Code::already_there, "this message was taken before");
        const MessageId id{static_cast<std::int64_t>(tables_.messages.size()) + 1};
        tables_.messages.push_back(
            {{id, origin, received_at, Outcome::received, {}, std::nullopt}, std::string(raw), {}, {}});
        return id;
    }
    void set_outcome(MessageId id, Outcome outcome, std::string_view reason, std::optional<CaseId> case_id,
                     std::string_view message_id, std::string_view content_hash) override {
        auto* message = find_by_id(tables_.messages, id);
        if (message == nullptr) return;
        message->row.outcome = outcome;
        message->row.reason = reason;
        message->row.case_id = case_id;
        message->message_id = message_id;
        message->content_hash = content_hash;
    }

    CaseRow add_case(std::string_view workflow, int version, int year, Instant opened_at) override {
        const auto in_year = std::ranges::count_if(
            tables_.cases, [&](const StoredCase& stored) { return stored.year == year && !stored.row.parent; });
        return insert(engine::CaseNumber::of_case(year, static_cast<int>(in_year) + 1), year, std::nullopt, workflow,
                      version, opened_at);
    }
    CaseRow add_child(const CaseRow& parent, std::string_view workflow, int version, Instant opened_at) override {
        const auto count = static_cast<int>(children(parent.id).size());
        return insert(parent.number.action(count + 1), tables_.at(parent.id).year, parent.id, workflow, version,
                      opened_at);
    }

    std::string seal(CaseId id, engine::Privacy privacy, std::string_view text) override {
        if (privacy == engine::Privacy::open) return std::string(text);
        auto reference = "vault:" + std::to_string(++tables_.sealed_count);
        tables_.sealed.insert_or_assign({id, reference}, SealedText{privacy, std::string(text)});
        return reference;
    }
    void append(CaseId id, const engine::HistoryEvent& row) override {
        auto& stored = tables_.at(id);
        if (row.seq != stored.row.last_seq + 1)
            fail(Error::Code::history_mismatch, "the event does not follow the last one");
        stored.history.push_back(row);
        stored.row.last_seq = row.seq;
    }
    void update_case(CaseId id, const engine::Situation& situation, int last_seq, Instant updated_at) override {
        auto& row = tables_.at(id).row;
        row.states = situation.states;
        row.levels = situation.levels;
        row.pilot = situation.pilot;
        row.at_rest = situation.at_rest;
        row.erased = situation.erased;
        row.last_seq = last_seq;
        row.updated_at = updated_at;
    }

    void set_obligation(const ObligationRow& row) override {
        tables_.obligations.insert_or_assign({row.case_id, row.obligation}, row);
    }
    void clear_obligation(CaseId id, std::string_view obligation) override {
        tables_.obligations.erase({id, std::string(obligation)});
    }
    bool add_reminder(const ReminderRow& row) override {
        const auto key_of = [](const ReminderRow& other) {
            return std::tie(other.case_id, other.obligation, other.due_at, other.reminder);
        };
        const bool is_new = std::ranges::none_of(
            tables_.reminders, [&](const ReminderRow& other) { return key_of(other) == key_of(row); });
        if (is_new) tables_.reminders.push_back(row);
        return is_new;
    }

    void add_participant(CaseId id, const Participant& participant) override {
        auto& all = tables_.at(id).participants;
        if (participant.role != engine::Role::participants)
            std::erase_if(all, [&](const Participant& other) { return other.role == participant.role; });
        all.push_back(participant);
    }
    void mark_answered(CaseId id, std::string_view address) override {
        for (auto& participant : tables_.at(id).participants)
            if (lower(participant.address) == lower(address)) participant.answered = true;
    }
    void mark_undeliverable(CaseId id, std::string_view address) override {
        for (auto& participant : tables_.at(id).participants)
            if (lower(participant.address) == lower(address)) participant.undeliverable = true;
    }

    OutboxId enqueue(const engine::Letter& letter) override {
        OutboxRow row;
        row.id = OutboxId{static_cast<std::int64_t>(tables_.outbox.size()) + 1};
        row.letter = letter;
        row.next_try_at = letter.send_at;
        tables_.outbox.push_back(row);
        return row.id;
    }
    void update_outbox(const OutboxRow& row) override {
        auto* stored = find_by_id(tables_.outbox, row.id);
        if (stored == nullptr) return;
        const bool is_erased = stored->state == OutboxState::erased;
        const bool is_waiting = row.state == OutboxState::queued || row.state == OutboxState::braked;
        auto letter = std::move(stored->letter);
        *stored = row;
        stored->letter = std::move(letter);
        if (is_erased && is_waiting) stored->state = OutboxState::erased;
    }
    void add_line(OutboxId id, std::string_view list,
                  const std::map<std::string, std::string, std::less<>>& line) override {
        auto* row = find_by_id(tables_.outbox, id);
        if (row == nullptr || row->state != OutboxState::queued || row->attempts > 0) return;
        row->letter.variables.lists[std::string(list)].push_back(line);
    }

    engine::MemberId add_member(const engine::Member& member) override {
        if (find_member(member.address)) fail(Error::Code::already_there, "there is a member with this address");
        tables_.members.push_back(member);
        tables_.members.back().id = engine::MemberId{static_cast<std::int64_t>(tables_.members.size())};
        return tables_.members.back().id;
    }
    void set_note(std::string_view key, std::string_view value) override {
        tables_.notes.insert_or_assign(std::string(key), std::string(value));
    }

    void erase_identity(CaseId id, Instant) override {
        std::erase_if(tables_.sealed, [&](const auto& entry) {
            return entry.first.first == id && entry.second.privacy == engine::Privacy::identity;
        });
        tables_.at(id).participants.clear();
        for (auto& message : tables_.messages)
            if (message.row.case_id == id) message.raw.reset();
        for (auto& row : tables_.outbox)
            if (row.letter.case_id == id) erase_letter(row);
    }

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

    CaseRow insert(const engine::CaseNumber& number, int year, std::optional<CaseId> parent, std::string_view workflow,
                   int version, Instant opened_at) {
        CaseRow row{.id = CaseId{static_cast<std::int64_t>(tables_.cases.size()) + 1},
                    .number = number,
                    .workflow = std::string(workflow),
                    .workflow_version = version,
                    .parent = parent,
                    .states = {},
                    .pilot = {},
                    .opened_at = opened_at,
                    .updated_at = opened_at};
        tables_.cases.push_back({row, year, {}, {}});
        return row;
    }

    static void erase_letter(OutboxRow& row) {
        row.letter.to = {};
        row.letter.variables = {};
        row.letter.in_reply_to.clear();
        row.letter.references.clear();
        if (row.state == OutboxState::queued || row.state == OutboxState::braked) row.state = OutboxState::erased;
    }

    MemoryTables& tables_;
};

}  // namespace

MemoryStore::MemoryStore() : tables_(std::make_shared<MemoryTables>()) {}

MemoryStore::~MemoryStore() = default;

std::shared_ptr<const MemoryTables> MemoryStore::current() const {
    const std::lock_guard lock(mutex_);
    return tables_;
}

Result<void> MemoryStore::write(const std::function<Result<void>(engine::Unit&)>& work) {
    const std::lock_guard alone(writing_);
    const auto next = std::make_shared<MemoryTables>(*current());
    MemoryUnit unit(*next);
    try {
        if (auto done = work(unit); !done) return done;
    } catch (const EnvironmentFailure& failure) {
        return Err(failure.error());
    }
    const std::lock_guard lock(mutex_);
    tables_ = next;
    return {};
}

Result<void> MemoryStore::read(const std::function<Result<void>(const engine::Reader&)>& work) {
    auto view = *current();
    const MemoryUnit reader(view);
    try {
        return work(reader);
    } catch (const EnvironmentFailure& failure) {
        return Err(failure.error());
    }
}

}  // namespace rexflow::testing
