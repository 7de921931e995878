#pragma once

#include "adapters/sqlite/reading.hpp"

#include <vector>

namespace rexflow::sqlite {

/// One function's share of a transaction that somebody else begins and commits.
class SqliteUnit : public Reading<engine::Unit> {
public:
    using Reading::Reading;

    engine::Result<void> attempt(const std::function<engine::Result<void>(Unit&)>& part) override;

    engine::MessageId add_message(const engine::Origin& origin, std::string_view raw,
                                  engine::Instant received_at) override;
    void set_outcome(engine::MessageId id, engine::Outcome outcome, std::string_view reason,
                     std::optional<engine::CaseId> case_id, std::string_view message_id,
                     std::string_view content_hash) override;

    engine::CaseRow add_case(std::string_view workflow, int version, int year, engine::Instant opened_at) override;
    engine::CaseRow add_child(const engine::CaseRow& parent, std::string_view workflow, int version,
                              engine::Instant opened_at) override;

    std::string seal(engine::CaseId id, engine::Privacy privacy, std::string_view text) override;
    void append(engine::CaseId id, const engine::HistoryEvent& row) override;
    void update_case(engine::CaseId id, const engine::Situation& situation, int last_seq,
                     engine::Instant updated_at) override;

    void set_obligation(const engine::ObligationRow& row) override;
    void clear_obligation(engine::CaseId id, std::string_view obligation) override;
    bool add_reminder(const engine::ReminderRow& row) override;

    void add_participant(engine::CaseId id, const engine::Participant& participant) override;
    void mark_answered(engine::CaseId id, std::string_view address) override;
    void mark_undeliverable(engine::CaseId id, std::string_view address) override;

    engine::OutboxId enqueue(const engine::Letter& letter) override;
    void update_outbox(const engine::OutboxRow& row) override;
    void add_line(engine::OutboxId id, std::string_view list,
                  const std::map<std::string, std::string, std::less<>>& line) override;

    engine::LinkId add_link(std::string_view token_id, const engine::Link& link) override;
    bool mark_link_used(engine::LinkId id, engine::Instant at) override;
    void revoke_link(engine::LinkId id, engine::Instant at) override;

    engine::MemberId add_member(const engine::Member& member) override;
    void update_member(const engine::Member& member) override;
    engine::AccountUnit& change_accounts() override { return accounts_; }
    void add_review(engine::MessageId id, std::string_view reasons) override;
    [[nodiscard]] bool end_review(engine::MessageId id, engine::Instant at) override;
    void set_note(std::string_view key, std::string_view value) override;

    void erase_identity(engine::CaseId id, engine::Instant at) override;

    /// Keys to be deleted once the transaction is durable.
    [[nodiscard]] const std::vector<engine::KeyId>& keys_to_forget() const { return keys_to_forget_; }

private:
    std::vector<engine::KeyId> keys_to_forget_;
};

/// Runs `work` inside a savepoint of the open transaction: when it fails, what it did is undone and nothing else.
/// Exceptions other than EnvironmentFailure go on to the caller, after the undoing. Throws EnvironmentFailure when
/// SQLite gave up the whole transaction (disk full, I/O error).
[[nodiscard]] engine::Result<void> in_savepoint(Database& database, const std::function<engine::Result<void>()>& work);

}  // namespace rexflow::sqlite
