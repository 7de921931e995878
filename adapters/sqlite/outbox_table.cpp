#include "adapters/sqlite/outbox_table.hpp"

#include "adapters/sqlite/case_table.hpp"
#include "adapters/sqlite/codec.hpp"
#include "adapters/sqlite/people_table.hpp"

namespace rexflow::sqlite::outbox_table {

namespace {

using engine::CaseId;
using engine::OutboxId;
using engine::OutboxRow;
using engine::OutboxState;

enum Column {
    id_column,
    case_column,
    state_column,
    letter_column,
    audience_column,
    message_id_column,
    address_key_column,
    queued_at_column,
    send_at_column,
    attempts_column,
    next_try_at_column,
    first_failed_at_column,
    sent_at_column,
    last_status_column,
    trouble_told_column,
    sealed_column,
};

/// Letters of a case lock under its people; digests and troubles under the installation's own key.
engine::KeyId key_of(const Tools& tools, const std::optional<CaseId>& id) {
    return id ? case_table::identity_key(tools, *id) : people_table::system_key(tools);
}

engine::KeyId key_for_reading(const Tools& tools, const std::optional<CaseId>& id) {
    if (!id) return people_table::system_key(tools);
    return engine::KeyId{tools.database.number("SELECT identity_key FROM cases WHERE id = ?1", *id)};
}

OutboxRow row_of(const Tools& tools, const Query& found) {
    OutboxRow row;
    row.id = OutboxId{found.integer(id_column)};
    const auto state = engine::parse_outbox_state(found.text(state_column));
    if (!state) fail_unknown("outbox " + std::to_string(row.id.value));
    row.state = *state;
    if (!found.is_null(case_column)) row.letter.case_id = CaseId{found.integer(case_column)};
    row.letter.name = found.text(letter_column);
    row.letter.audience = found.text(audience_column) == "cell" ? engine::Audience::cell : engine::Audience::outside;
    row.letter.message_id = found.text(message_id_column);
    row.letter.queued_at = found.instant(queued_at_column);
    row.letter.send_at = found.instant(send_at_column);
    row.attempts = static_cast<int>(found.integer(attempts_column));
    row.next_try_at = found.instant(next_try_at_column);
    row.first_failed_at = found.maybe_instant(first_failed_at_column);
    row.sent_at = found.maybe_instant(sent_at_column);
    row.last_status = found.text(last_status_column);
    row.trouble_told = found.integer(trouble_told_column) != 0;
    if (found.is_null(sealed_column)) return row;
    if (const auto clear = tools.vault.open(key_for_reading(tools, row.letter.case_id), found.blob(sealed_column)))
        decode_private(*clear, row.letter);
    return row;
}

std::optional<OutboxRow> first_row(const Tools& tools, Query& found) {
    return found.next() ? std::optional(row_of(tools, found)) : std::nullopt;
}

std::vector<OutboxRow> all_rows(const Tools& tools, Query& found) {
    std::vector<OutboxRow> rows;
    while (found.next()) rows.push_back(row_of(tools, found));
    return rows;
}

}  // namespace

std::optional<OutboxRow> find(const Tools& tools, OutboxId id) {
    auto found = tools.database.query("SELECT * FROM outbox WHERE id = ?1");
    return first_row(tools, found.bind(id));
}

std::optional<OutboxRow> find(const Tools& tools, std::string_view message_id) {
    auto found = tools.database.query("SELECT * FROM outbox WHERE message_id = ?1");
    return first_row(tools, found.bind(message_id));
}

std::vector<OutboxRow> list(const Tools& tools, OutboxState state, int limit) {
    auto found =
        state == OutboxState::sent
            ? tools.database.query("SELECT * FROM outbox WHERE state = ?1 ORDER BY id LIMIT ?2")
            : tools.database.query("SELECT * FROM outbox WHERE state = ?1 AND state <> 'sent' ORDER BY id LIMIT ?2");
    return all_rows(tools, found.bind(to_text(state), limit));
}

std::vector<OutboxRow> of_case(const Tools& tools, CaseId id) {
    auto found = tools.database.query("SELECT * FROM outbox WHERE case_id = ?1 ORDER BY id");
    return all_rows(tools, found.bind(id));
}

std::vector<OutboxRow> due(const Tools& tools, engine::Instant now, int limit) {
    auto found = tools.database.query(
        "SELECT * FROM outbox WHERE state = 'queued' AND state <> 'sent' AND next_try_at <= ?1 "
        "ORDER BY next_try_at, id LIMIT ?2");
    return all_rows(tools, found.bind(now, limit));
}

std::optional<engine::Instant> next_at(const Tools& tools) {
    auto found = tools.database.query(
        "SELECT next_try_at FROM outbox WHERE state = 'queued' AND state <> 'sent' ORDER BY next_try_at LIMIT 1");
    return found.next() ? std::optional(found.instant(0)) : std::nullopt;
}

int sent_to(const Tools& tools, std::string_view address, engine::Instant since) {
    return static_cast<int>(tools.database.number(
        "SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL AND audience = 'outside' AND sent_at >= ?1 "
        "AND address_key = ?2",
        since, short_lookup_key(tools.vault, lower(address))));
}

int sent(const Tools& tools, engine::Instant since) {
    return static_cast<int>(tools.database.number(
        "SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL AND audience = 'outside' AND sent_at >= ?1", since));
}

/// Most letters are sent: those are counted as the rest of all, by the compact indices.
int count(const Tools& tools, OutboxState state) {
    const auto number =
        state == OutboxState::sent
            ? tools.database.number(
                  "SELECT (SELECT count(*) FROM outbox) - "
                  "(SELECT count(*) FROM outbox WHERE state <> 'sent')")
            : tools.database.number("SELECT count(*) FROM outbox WHERE state = ?1 AND state <> 'sent'", to_text(state));
    return static_cast<int>(number);
}

OutboxId add(const Tools& tools, const engine::Letter& letter) {
    const auto sealed = tools.vault.seal(key_of(tools, letter.case_id), encode_private(letter));
    tools.database.run(
        "INSERT INTO outbox VALUES (NULL, ?1, 'queued', ?2, ?3, ?4, ?5, ?6, ?7, 0, ?7, NULL, NULL, '', 0, ?8)",
        letter.case_id, letter.name, letter.audience == engine::Audience::cell ? "cell" : "outside", letter.message_id,
        short_lookup_key(tools.vault, lower(letter.to.address)), letter.queued_at, letter.send_at, Blob{sealed});
    return OutboxId{tools.database.last_row_id()};
}

/// A letter erased since its row was read is never queued again.
void update(const Tools& tools, const OutboxRow& row) {
    tools.database.run(
        "UPDATE outbox SET state = CASE WHEN sealed IS NULL AND ?2 IN ('queued', 'braked') THEN 'erased' ELSE ?2 END, "
        "attempts = ?3, next_try_at = ?4, first_failed_at = ?5, sent_at = ?6, last_status = ?7, trouble_told = ?8 "
        "WHERE id = ?1",
        row.id, to_text(row.state), row.attempts, row.next_try_at, row.first_failed_at, row.sent_at, row.last_status,
        int{row.trouble_told});
}

void add_line(const Tools& tools, OutboxId id, std::string_view list,
              const std::map<std::string, std::string, std::less<>>& line) {
    auto row = find(tools, id);
    if (!row || row->state != OutboxState::queued || row->attempts > 0) return;
    row->letter.variables.lists[std::string(list)].push_back(line);
    const auto sealed = tools.vault.seal(key_of(tools, row->letter.case_id), encode_private(row->letter));
    tools.database.run("UPDATE outbox SET sealed = ?2 WHERE id = ?1", id, Blob{sealed});
}

}  // namespace rexflow::sqlite::outbox_table
