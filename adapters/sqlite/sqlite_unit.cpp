#include "adapters/sqlite/sqlite_unit.hpp"

#include "adapters/sqlite/guarded.hpp"

namespace rexflow::sqlite {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;

void undo(Database& database) {
    database.run("ROLLBACK TO part");
    database.run("RELEASE part");
}

/// After some errors SQLite has rolled back everything; going on would write outside of any transaction.
void check_alive(const Database& database, const Error& reason) {
    if (!database.in_transaction()) throw EnvironmentFailure(reason);
}

}  // namespace

Result<void> in_savepoint(Database& database, const std::function<Result<void>()>& work) {
    database.run("SAVEPOINT part");
    Result<void> done;
    try {
        done = guarded(work);
    } catch (...) {
        check_alive(database, {Error::Code::store_trouble, "the transaction was given up", ""});
        undo(database);
        throw;
    }
    if (!done) {
        check_alive(database, done.error());
        undo(database);
        return done;
    }
    database.run("RELEASE part");
    return done;
}

Result<void> SqliteUnit::attempt(const std::function<Result<void>(Unit&)>& part) {
    const auto kept = keys_to_forget_.size();
    Result<void> done;
    try {
        done = in_savepoint(tools_.database, [&] { return part(*this); });
    } catch (const EnvironmentFailure&) {
        throw;
    } catch (const std::exception&) {
        done = Err(Error::Code::store_trouble, "a part of the work ended in an unexpected way");
    }
    if (!done) keys_to_forget_.resize(kept);
    return done;
}

engine::MessageId SqliteUnit::add_message(const engine::Origin& origin, std::string_view raw,
                                          engine::Instant received_at) {
    return message_table::add(tools_, origin, raw, received_at);
}

void SqliteUnit::set_outcome(engine::MessageId id, engine::Outcome outcome, std::string_view reason,
                             std::optional<engine::CaseId> case_id, std::string_view message_id,
                             std::string_view content_hash) {
    message_table::set_outcome(tools_, id, {outcome, reason, case_id, message_id, content_hash});
}

engine::CaseRow SqliteUnit::add_case(std::string_view workflow, int version, int year, engine::Instant opened_at) {
    return case_table::add(tools_, workflow, version, year, opened_at);
}

engine::CaseRow SqliteUnit::add_child(const engine::CaseRow& parent, std::string_view workflow, int version,
                                      engine::Instant opened_at) {
    return case_table::add_child(tools_, parent, workflow, version, opened_at);
}

std::string SqliteUnit::seal(engine::CaseId id, engine::Privacy privacy, std::string_view text) {
    return case_table::seal(tools_, id, privacy, text);
}

void SqliteUnit::append(engine::CaseId id, const engine::HistoryEvent& row) { case_table::append(tools_, id, row); }

void SqliteUnit::update_case(engine::CaseId id, const engine::Situation& situation, int last_seq,
                             engine::Instant updated_at) {
    case_table::update(tools_, id, situation, last_seq, updated_at);
}

void SqliteUnit::set_obligation(const engine::ObligationRow& row) { obligation_table::set(tools_, row); }

void SqliteUnit::clear_obligation(engine::CaseId id, std::string_view obligation) {
    obligation_table::clear(tools_, id, obligation);
}

bool SqliteUnit::add_reminder(const engine::ReminderRow& row) { return obligation_table::add_reminder(tools_, row); }

void SqliteUnit::add_participant(engine::CaseId id, const engine::Participant& participant) {
    people_table::add_participant(tools_, id, participant);
}

void SqliteUnit::mark_answered(engine::CaseId id, std::string_view address) {
    people_table::mark_answered(tools_, id, address);
}

void SqliteUnit::mark_undeliverable(engine::CaseId id, std::string_view address) {
    people_table::mark_undeliverable(tools_, id, address);
}

engine::OutboxId SqliteUnit::enqueue(const engine::Letter& letter) { return outbox_table::add(tools_, letter); }

void SqliteUnit::update_outbox(const engine::OutboxRow& row) { outbox_table::update(tools_, row); }

void SqliteUnit::add_line(engine::OutboxId id, std::string_view list,
                          const std::map<std::string, std::string, std::less<>>& line) {
    outbox_table::add_line(tools_, id, list, line);
}

engine::LinkId SqliteUnit::add_link(std::string_view token_id, const engine::Link& link) {
    return link_table::add(tools_, token_id, link);
}

bool SqliteUnit::mark_link_used(engine::LinkId id, engine::Instant at) { return link_table::mark_used(tools_, id, at); }

void SqliteUnit::revoke_link(engine::LinkId id, engine::Instant at) { link_table::revoke(tools_, id, at); }

engine::MemberId SqliteUnit::add_member(const engine::Member& member) {
    return people_table::add_member(tools_, member);
}

void SqliteUnit::update_member(const engine::Member& member) { people_table::update_member(tools_, member); }

void SqliteUnit::add_review(engine::MessageId id, std::string_view reasons) {
    message_table::add_review(tools_, id, reasons);
}

bool SqliteUnit::end_review(engine::MessageId id, engine::Instant at) {
    return message_table::end_review(tools_, id, at);
}

void SqliteUnit::set_note(std::string_view key, std::string_view value) { people_table::set_note(tools_, key, value); }

void SqliteUnit::erase_identity(engine::CaseId id, engine::Instant at) {
    link_table::erase(tools_, id, at);
    SqliteSearchIndex::erase(tools_, id);
    SqliteDrafts::erase(tools_, id);
    SqliteReceipts::erase(tools_, id);
    for (const auto key : case_table::erase_identity(tools_, id, at)) keys_to_forget_.push_back(key);
}

}  // namespace rexflow::sqlite
