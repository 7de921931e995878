#include "adapters/sqlite/case_table.hpp"

#include "adapters/sqlite/codec.hpp"
#include "adapters/sqlite/listed_case.hpp"

namespace rexflow::sqlite::case_table {

namespace {

using engine::CaseId;
using engine::Err;
using engine::Error;
using engine::KeyId;

enum Column {
    id_column,
    number_column,
    workflow_column,
    version_column,
    parent_column,
    states_column,
    levels_column,
    pilot_column,
    at_rest_column,
    erased_column,
    opened_at_column,
    updated_at_column,
    last_seq_column,
    last_hash_column,
};

engine::CaseNumber number_of(std::string_view text) {
    auto number = engine::CaseNumber::parse(text);
    if (!number) fail_unknown("a case number");
    return std::move(*number);
}

/// A text nobody of ours wrote stands as one unknown state, so that only its own case is in trouble.
std::vector<std::string> states_of(std::string_view text) {
    try {
        return decode_names(text);
    } catch (const EnvironmentFailure&) {
        return {std::string(text)};
    }
}

std::optional<engine::CaseRow> first_row(Query& found) {
    return found.next() ? std::optional(row_of(found)) : std::nullopt;
}

std::vector<engine::CaseRow> all_rows(Query& found) {
    std::vector<engine::CaseRow> rows;
    while (found.next()) rows.push_back(row_of(found));
    return rows;
}

struct NewCase {
    engine::CaseNumber number;
    int year;
    int counter;
    std::optional<CaseId> parent;
};

engine::CaseRow insert(const Tools& tools, const NewCase& fresh, std::string_view workflow, int version,
                       engine::Instant opened_at) {
    const auto identity = tools.vault.next_key();
    const auto narrative = tools.vault.next_key();
    tools.database.run(
        "INSERT INTO cases (number, workflow, version, parent_id, states, opened_at, updated_at, last_hash, year, "
        "counter, identity_key, narrative_key) VALUES (?1, ?2, ?3, ?4, '[]', ?5, ?5, ?6, ?7, ?8, ?9, ?10)",
        fresh.number.text(), workflow, version, fresh.parent, opened_at,
        Blob{tools.vault.chain_hash({}, fresh.number.text())}, fresh.year, fresh.counter, identity, narrative);
    engine::CaseRow row{.id = CaseId{tools.database.last_row_id()},
                        .number = fresh.number,
                        .workflow = std::string(workflow),
                        .workflow_version = version,
                        .parent = fresh.parent,
                        .states = {},
                        .pilot = {},
                        .opened_at = opened_at,
                        .updated_at = opened_at};
    return row;
}

/// What the chain is computed over. No part but the last two can hold a line feed, and JSON escapes it.
std::string canonical(const engine::HistoryEvent& row, std::string_view payload, std::string_view effects) {
    std::string text = std::to_string(row.seq);
    const std::string occurred_at = text_of(row.event.occurred_at);
    const std::string recorded_at = text_of(row.recorded_at);
    for (const std::string_view part :
         {std::string_view(row.event.type), std::string_view(occurred_at), std::string_view(recorded_at),
          std::string_view(row.event.actor.text), payload, effects}) {
        text += '\n';
        text += part;
    }
    return text;
}

enum EventColumn {
    seq_column,
    type_column,
    occurred_at_column,
    recorded_at_column,
    actor_column,
    payload_column,
    effects_column,
    previous_hash_column,
};

engine::HistoryEvent event_of(const Query& found) {
    return {static_cast<int>(found.integer(seq_column)),
            {std::string(found.text(type_column)), decode_payload(found.text(payload_column)),
             found.instant(occurred_at_column), engine::Actor{std::string(found.text(actor_column))}},
            found.instant(recorded_at_column),
            decode_effects(found.text(effects_column))};
}

struct ChainHead {
    std::string number;
    int last_seq;
    std::string last_hash;
};

std::optional<ChainHead> find_head(const Tools& tools, CaseId id) {
    auto found = tools.database.query("SELECT number, last_seq, last_hash FROM cases WHERE id = ?1");
    found.bind(id);
    if (!found.next()) return std::nullopt;
    return ChainHead{std::string(found.text(0)), static_cast<int>(found.integer(1)), std::string(found.blob(2))};
}

tl::unexpected<Error> broken(const ChainHead& head, int seq) {
    return Err(Error::Code::broken_chain,
               head.number + ": the history was changed or a row is missing at " + std::to_string(seq),
               "the other cases are not concerned; a backup that verifies still has it whole");
}

/// Rows in order, each hanging on the one before, down to the hash the case itself carries.
engine::Result<engine::History> read_chain(const Tools& tools, CaseId id, const ChainHead& head) {
    engine::History history;
    history.reserve(static_cast<std::size_t>(head.last_seq));
    auto hash = tools.vault.chain_hash({}, head.number);
    auto found = tools.database.query(
        "SELECT seq, type, occurred_at, recorded_at, actor, payload, effects, previous_hash FROM events "
        "WHERE case_id = ?1 ORDER BY seq");
    found.bind(id);
    while (found.next()) {
        const auto expected_seq = static_cast<int>(history.size()) + 1;
        if (found.integer(seq_column) != expected_seq || found.blob(previous_hash_column) != hash)
            return broken(head, expected_seq);
        history.push_back(event_of(found));
        hash = tools.vault.chain_hash(
            hash, canonical(history.back(), found.text(payload_column), found.text(effects_column)));
    }
    if (static_cast<int>(history.size()) != head.last_seq || hash != head.last_hash) return broken(head, head.last_seq);
    return history;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        text += digits[static_cast<unsigned char>(byte) >> 4U];
        text += digits[static_cast<unsigned char>(byte) & 0xFU];
    }
    return text;
}

/// None when the text is not hexadecimal.
std::optional<std::string> unhex(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string bytes;
    for (std::size_t place = 0; place + 1 < text.size(); place += 2) {
        const auto high = digits.find(text[place]);
        const auto low = digits.find(text[place + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

KeyId narrative_key(const Tools& tools, CaseId id) {
    return KeyId{tools.database.number("SELECT narrative_key FROM cases WHERE id = ?1", id)};
}

}  // namespace

engine::CaseRow row_of(const Query& found) {
    engine::CaseRow row{.id = CaseId{found.integer(id_column)},
                        .number = number_of(found.text(number_column)),
                        .workflow = std::string(found.text(workflow_column)),
                        .workflow_version = static_cast<int>(found.integer(version_column)),
                        .parent = {},
                        .states = states_of(found.text(states_column)),
                        .levels = static_cast<unsigned>(found.integer(levels_column)),
                        .pilot = {},
                        .at_rest = found.integer(at_rest_column) != 0,
                        .erased = found.integer(erased_column) != 0,
                        .opened_at = found.instant(opened_at_column),
                        .updated_at = found.instant(updated_at_column),
                        .last_seq = static_cast<int>(found.integer(last_seq_column))};
    if (!found.is_null(parent_column)) row.parent = CaseId{found.integer(parent_column)};
    if (!found.is_null(pilot_column)) row.pilot = engine::MemberId{found.integer(pilot_column)};
    return row;
}

std::optional<engine::CaseRow> find(const Tools& tools, const engine::CaseNumber& number) {
    auto found = tools.database.query("SELECT * FROM cases WHERE number = ?1");
    return first_row(found.bind(number.text()));
}

std::optional<engine::CaseRow> find(const Tools& tools, CaseId id) {
    auto found = tools.database.query("SELECT * FROM cases WHERE id = ?1");
    return first_row(found.bind(id));
}

std::vector<engine::CaseRow> children(const Tools& tools, CaseId parent) {
    auto found = tools.database.query("SELECT * FROM cases WHERE parent_id = ?1 ORDER BY id");
    return all_rows(found.bind(parent));
}

std::vector<engine::CaseRow> list(const Tools& tools, CaseId after, int limit) {
    auto found = tools.database.query("SELECT * FROM cases WHERE id > ?1 ORDER BY id LIMIT ?2");
    return all_rows(found.bind(after, limit));
}

int count(const Tools& tools) { return static_cast<int>(tools.database.number("SELECT count(*) FROM cases")); }

/// Counters of a year grow with the ids, so the newest case of the year has the highest: no index, no counter row to
/// rewrite with every mail. Only the first case of a year looks further back than a few rows.
engine::CaseRow add(const Tools& tools, std::string_view workflow, int version, int year, engine::Instant opened_at) {
    const auto last = tools.database.number(
        "SELECT counter FROM cases WHERE year = ?1 AND parent_id IS NULL ORDER BY id DESC LIMIT 1", year);
    const auto counter = static_cast<int>(last) + 1;
    return insert(tools, {engine::CaseNumber::of_case(year, counter), year, counter, std::nullopt}, workflow, version,
                  opened_at);
}

engine::CaseRow add_child(const Tools& tools, const engine::CaseRow& parent, std::string_view workflow, int version,
                          engine::Instant opened_at) {
    const auto last =
        tools.database.number("SELECT counter FROM cases WHERE parent_id = ?1 ORDER BY id DESC LIMIT 1", parent.id);
    const auto year = tools.database.number("SELECT year FROM cases WHERE id = ?1", parent.id);
    const auto counter = static_cast<int>(last) + 1;
    return insert(tools, {parent.number.action(counter), static_cast<int>(year), counter, parent.id}, workflow, version,
                  opened_at);
}

void update(const Tools& tools, CaseId id, const engine::Situation& situation, int last_seq,
            engine::Instant updated_at) {
    const auto listed = list_columns(tools, id, situation);
    tools.database.run(
        "UPDATE cases SET states = ?2, levels = ?3, pilot_id = ?4, at_rest = ?5, erased = ?6, last_seq = ?7, "
        "updated_at = ?8, standing = ?9, next_due_at = ?10, next_due = ?11, questions = ?12 WHERE id = ?1",
        id, encode(situation.states), situation.levels, situation.pilot, int{situation.at_rest}, int{situation.erased},
        last_seq, updated_at, listed.standing, listed.next_due_at, listed.next_due, listed.questions);
    keep_set_asides(tools, id, situation.set_aside);
}

engine::Result<engine::History> history(const Tools& tools, CaseId id) {
    const auto head = find_head(tools, id);
    if (!head) return Err(Error::Code::not_found, "there is no such case");
    try {
        return read_chain(tools, id, *head);
    } catch (const EnvironmentFailure& failure) {
        return Err(failure.error().within(head->number));
    }
}

void append(const Tools& tools, CaseId id, const engine::HistoryEvent& row) {
    const auto head = find_head(tools, id);
    if (!head) throw EnvironmentFailure({Error::Code::not_found, "there is no such case", ""});
    if (row.seq != head->last_seq + 1)
        throw EnvironmentFailure({Error::Code::history_mismatch,
                                  head->number + ": event " + std::to_string(row.seq) + " does not follow event " +
                                      std::to_string(head->last_seq),
                                  "somebody was faster; try again"});
    const auto payload = encode(row.event.payload);
    const auto effects = encode(row.effects);
    tools.database.run("INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", id, row.seq, row.event.type,
                       row.event.occurred_at, row.recorded_at, row.event.actor.text, payload, effects,
                       Blob{head->last_hash});
    const auto hash = tools.vault.chain_hash(head->last_hash, canonical(row, payload, effects));
    tools.database.run("UPDATE cases SET last_seq = ?2, last_hash = ?3 WHERE id = ?1", id, row.seq, Blob{hash});
}

KeyId identity_key(const Tools& tools, CaseId id) {
    const KeyId key{tools.database.number("SELECT identity_key FROM cases WHERE id = ?1", id)};
    if (key.value != 0) return key;
    const auto renewed = tools.vault.next_key();
    tools.database.run("UPDATE cases SET identity_key = ?2 WHERE id = ?1", id, renewed);
    tools.database.run(
        "INSERT INTO meta (name, key_id) VALUES ('renewed_key', ?1) ON CONFLICT DO UPDATE SET key_id = ?1", renewed);
    return renewed;
}

std::string seal(const Tools& tools, CaseId id, engine::Privacy privacy, std::string_view text) {
    if (privacy == engine::Privacy::open) return std::string(text);
    const bool is_identity = privacy == engine::Privacy::identity;
    const auto sealed = tools.vault.seal(is_identity ? identity_key(tools, id) : narrative_key(tools, id), text);
    const auto hash = tools.vault.chain_hash({}, sealed).substr(0, 16);
    tools.database.run("INSERT INTO sealed_texts VALUES (?1, ?2, ?3, ?4)", id, Blob{hash},
                       is_identity ? "identity" : "narrative", Blob{sealed});
    return std::string(engine::sealed_mark) + hex(hash);
}

std::optional<std::string> unseal(const Tools& tools, CaseId id, std::string_view reference) {
    if (!reference.starts_with(engine::sealed_mark)) return std::string(reference);
    const auto hash = unhex(reference.substr(engine::sealed_mark.size()));
    if (!hash) return std::nullopt;
    auto found = tools.database.query(
        "SELECT sealed, CASE privacy WHEN 'identity' THEN identity_key ELSE narrative_key END "
        "FROM sealed_texts JOIN cases ON cases.id = case_id WHERE case_id = ?1 AND hash = ?2");
    found.bind(id, Blob{*hash});
    if (!found.next()) return std::nullopt;
    return open_sealed(tools, KeyId{found.integer(1)}, found.blob(0));
}

std::vector<KeyId> erase_identity(const Tools& tools, CaseId id, engine::Instant at) {
    auto& database = tools.database;
    std::vector<KeyId> keys;
    {
        auto found = database.query(
            "SELECT identity_key FROM cases WHERE id = ?1 AND identity_key IS NOT NULL "
            "UNION SELECT key_id FROM messages WHERE case_id = ?1");
        found.bind(id);
        while (found.next()) keys.push_back(KeyId{found.integer(0)});
    }
    for (const auto key : keys)
        database.run("INSERT INTO erased_keys VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", key, id, at);
    database.run("UPDATE cases SET identity_key = NULL WHERE id = ?1", id);
    database.run("DELETE FROM sealed_texts WHERE case_id = ?1 AND privacy = 'identity'", id);
    database.run("DELETE FROM participants WHERE case_id = ?1", id);
    database.run("DELETE FROM raw_messages WHERE message_id IN (SELECT id FROM messages WHERE case_id = ?1)", id);
    database.run(
        "UPDATE outbox SET sealed = NULL, address_key = NULL, "
        "state = CASE WHEN state IN ('queued', 'braked') THEN 'erased' ELSE state END WHERE case_id = ?1",
        id);
    return keys;
}

}  // namespace rexflow::sqlite::case_table
