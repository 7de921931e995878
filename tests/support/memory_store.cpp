#include "tests/support/memory_store.hpp"

#include "tests/support/memory_registers.hpp"
#include "tests/support/memory_tables.hpp"

namespace rexflow::testing {

namespace memory {

namespace {

class MemoryUnit : public MemoryReading {
public:
    explicit MemoryUnit(MemoryTables& tables) : MemoryReading(tables), registers_(tables) {}

    const engine::Registers& registers() const override { return registers_.all(); }
    engine::Registers& edit_registers() override { return registers_.all(); }

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
        tables_.at(id).listed = situation;
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

    engine::LinkId add_link(std::string_view token_id, const engine::Link& link) override {
        if (find_link(token_id)) fail(Error::Code::already_there, "there is a link with this id");
        auto& stored = tables_.links.emplace_back(std::string(token_id), link).second;
        stored.id = engine::LinkId{static_cast<std::int64_t>(tables_.links.size())};
        stored.used_at.reset();
        stored.revoked_at.reset();
        return stored.id;
    }
    bool mark_link_used(engine::LinkId id, Instant at) override {
        auto* row = find_by_id(tables_.links, id);
        if (row == nullptr || row->second.used_at || row->second.revoked_at) return false;
        row->second.used_at = at;
        return true;
    }
    void revoke_link(engine::LinkId id, Instant at) override {
        auto* row = find_by_id(tables_.links, id);
        if (row != nullptr && !row->second.used_at && !row->second.revoked_at) row->second.revoked_at = at;
    }

    engine::MemberId add_member(const engine::Member& member) override {
        if (find_member(member.address)) fail(Error::Code::already_there, "there is a member with this address");
        tables_.members.push_back(member);
        tables_.members.back().id = engine::MemberId{static_cast<std::int64_t>(tables_.members.size())};
        return tables_.members.back().id;
    }
    void update_member(const engine::Member& member) override {
        auto* row = find_by_id(tables_.members, member.id);
        if (row == nullptr) fail(Error::Code::not_found, "there is no such member");
        const auto address = row->address;
        *row = member;
        row->address = address;
    }
    engine::AccountUnit& change_accounts() override { return accounts_; }
    void add_review(MessageId id, std::string_view reasons) override {
        tables_.reviews.try_emplace(id.value, std::string(reasons), false);
    }
    bool end_review(MessageId id, Instant) override {
        const auto found = tables_.reviews.find(id.value);
        if (found == tables_.reviews.end() || found->second.second) return false;
        found->second.second = true;
        return true;
    }

    void set_note(std::string_view key, std::string_view value) override {
        tables_.notes.insert_or_assign(std::string(key), std::string(value));
    }

    void erase_identity(CaseId id, Instant at) override {
        erase(tables_.desk, id);
        for (auto& [token_id, link] : tables_.links) {
            if (link.case_id != id) continue;
            link.address.clear();
            revoke_link(link.id, at);
        }
        std::erase_if(tables_.sealed, [&](const auto& entry) {
            return entry.first.first == id && entry.second.privacy == engine::Privacy::identity;
        });
        tables_.at(id).participants.clear();
        for (auto& message : tables_.messages) {
            if (message.row.case_id != id) continue;
            message.raw.reset();
            std::erase_if(tables_.desk.receipts, [&](const auto& each) { return each.second == message.row.id; });
        }
        for (auto& row : tables_.outbox)
            if (row.letter.case_id == id) erase_letter(row);
    }

private:
    MemoryRegisters registers_;

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
        tables_.cases.push_back({row, year, {}, {}, {}});
        return row;
    }

    static void erase_letter(OutboxRow& row) {
        row.letter.to = {};
        row.letter.variables = {};
        row.letter.in_reply_to.clear();
        row.letter.references.clear();
        if (row.state == OutboxState::queued || row.state == OutboxState::braked) row.state = OutboxState::erased;
    }
};

}  // namespace

}  // namespace memory

using engine::Err;
using engine::Result;
using memory::MemoryTables;
using memory::MemoryUnit;

MemoryStore::MemoryStore() : tables_(std::make_unique<MemoryTables>()) {}

MemoryStore::~MemoryStore() = default;

std::unique_ptr<MemoryTables> MemoryStore::copy() const {
    const std::lock_guard lock(mutex_);
    return std::make_unique<MemoryTables>(*tables_);
}

Result<void> MemoryStore::write(const std::function<Result<void>(engine::Unit&)>& work) {
    const std::lock_guard alone(writing_);
    auto next = copy();
    MemoryUnit unit(*next);
    try {
        if (auto done = work(unit); !done) return done;
    } catch (const engine::EnvironmentFailure& failure) {
        return Err(failure.error());
    }
    const std::lock_guard lock(mutex_);
    tables_ = std::move(next);
    return {};
}

Result<void> MemoryStore::read(const std::function<Result<void>(const engine::Reader&)>& work) {
    const auto view = copy();
    const MemoryUnit reader(*view);
    try {
        return work(reader);
    } catch (const engine::EnvironmentFailure& failure) {
        return Err(failure.error());
    }
}

}  // namespace rexflow::testing
