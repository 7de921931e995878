#include "adapters/sqlite/message_table.hpp"

namespace rexflow::sqlite::message_table {

namespace {

using engine::MessageId;
using engine::Outcome;
using engine::StoredMessage;

enum Column { id_column, source_column, uid_column, received_at_column, outcome_column, reason_column, case_column };

StoredMessage row_of(const Query& found) {
    const auto outcome = engine::parse_outcome(found.text(outcome_column));
    if (!outcome) fail_unknown("message " + std::to_string(found.integer(id_column)));
    StoredMessage message{MessageId{found.integer(id_column)},
                          {std::string(found.text(source_column)), std::string(found.text(uid_column))},
                          found.instant(received_at_column),
                          *outcome,
                          std::string(found.text(reason_column)),
                          std::nullopt};
    if (!found.is_null(case_column)) message.case_id = engine::CaseId{found.integer(case_column)};
    return message;
}

std::optional<StoredMessage> first_row(Query& found) {
    return found.next() ? std::optional(row_of(found)) : std::nullopt;
}

std::vector<StoredMessage> all_rows(Query& found) {
    std::vector<StoredMessage> rows;
    while (found.next()) rows.push_back(row_of(found));
    return rows;
}

/// Those a person or the program still has to look at: few, and listed by an index of their own.
bool is_waiting(Outcome outcome) {
    return outcome == Outcome::received || outcome == Outcome::auto_held || outcome == Outcome::quarantined;
}

/// An absent id or hash is found by nobody.
std::optional<std::string> lookup_or_none(const Tools& tools, std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(lookup_key(tools.vault, text));
}

}  // namespace

std::optional<StoredMessage> find(const Tools& tools, MessageId id) {
    auto found = tools.database.query("SELECT * FROM messages WHERE id = ?1");
    return first_row(found.bind(id));
}

std::optional<StoredMessage> find(const Tools& tools, const engine::Origin& origin) {
    if (origin.uid.empty()) return std::nullopt;
    auto found = tools.database.query("SELECT * FROM messages WHERE source = ?1 AND uid = ?2 AND uid <> ''");
    return first_row(found.bind(origin.source, origin.uid));
}

std::optional<StoredMessage> find_duplicate(const Tools& tools, std::string_view message_id,
                                            std::string_view content_hash) {
    if (content_hash.empty()) return std::nullopt;
    const auto content = lookup_key(tools.vault, content_hash);
    if (message_id.empty()) {
        auto found = tools.database.query("SELECT * FROM messages WHERE content_hash = ?1 ORDER BY id LIMIT 1");
        return first_row(found.bind(Blob{content}));
    }
    auto found = tools.database.query(
        "SELECT * FROM messages WHERE content_hash = ?1 AND +message_id_hash = ?2 ORDER BY id LIMIT 1");
    return first_row(found.bind(Blob{content}, Blob{lookup_key(tools.vault, message_id)}));
}

bool knows(const Tools& tools, std::string_view message_id) {
    if (message_id.empty()) return false;
    return tools.database.number("SELECT 1 FROM messages WHERE message_id_hash = ?1 LIMIT 1",
                                 Blob{lookup_key(tools.vault, message_id)}) != 0;
}

std::vector<StoredMessage> list(const Tools& tools, Outcome outcome, int limit) {
    auto found = is_waiting(outcome)
                     ? tools.database.query(
                           "SELECT * FROM messages WHERE outcome = ?1 AND outcome IN ('received', "
                           "'auto_held', 'quarantined') ORDER BY id LIMIT ?2")
                     : tools.database.query("SELECT * FROM messages WHERE outcome = ?1 ORDER BY id LIMIT ?2");
    return all_rows(found.bind(to_text(outcome), limit));
}

std::vector<StoredMessage> of_case(const Tools& tools, engine::CaseId id) {
    auto found = tools.database.query("SELECT * FROM messages WHERE case_id = ?1 ORDER BY id");
    return all_rows(found.bind(id));
}

int count(const Tools& tools, Outcome outcome) {
    const auto number =
        is_waiting(outcome)
            ? tools.database.number(
                  "SELECT count(*) FROM messages WHERE outcome = ?1 AND outcome IN ('received', "
                  "'auto_held', 'quarantined')",
                  to_text(outcome))
            : tools.database.number("SELECT count(*) FROM messages WHERE outcome = ?1", to_text(outcome));
    return static_cast<int>(number);
}

std::optional<std::string> raw(const Tools& tools, MessageId id) {
    auto found = tools.database.query(
        "SELECT sealed, key_id FROM raw_messages JOIN messages ON messages.id = message_id WHERE message_id = ?1");
    found.bind(id);
    if (!found.next()) return std::nullopt;
    return open_sealed(tools, engine::KeyId{found.integer(1)}, found.blob(0));
}

MessageId add(const Tools& tools, const engine::Origin& origin, std::string_view raw, engine::Instant received_at) {
    const auto key = tools.vault.next_key();
    tools.database.run(
        "INSERT INTO messages (source, uid, received_at, outcome, reason, key_id) "
        "VALUES (?1, ?2, ?3, 'received', '', ?4)",
        origin.source, origin.uid, received_at, key);
    const MessageId id{tools.database.last_row_id()};
    const auto sealed = tools.vault.seal(key, raw);
    constexpr std::size_t large = 1U << 20U;
    std::optional<SmallCache> small_cache;
    if (sealed.size() > large) small_cache.emplace(tools.database);
    tools.database.run("INSERT INTO raw_messages VALUES (?1, ?2)", id, LargeBlob{sealed});
    return id;
}

void set_outcome(const Tools& tools, MessageId id, const Understanding& understood) {
    const auto message_id = lookup_or_none(tools, understood.message_id);
    const auto content = lookup_or_none(tools, understood.content_hash);
    const auto as_blob = [](const std::optional<std::string>& bytes) {
        return bytes ? std::optional(Blob{*bytes}) : std::nullopt;
    };
    tools.database.run(
        "UPDATE messages SET outcome = ?2, reason = ?3, case_id = ?4, message_id_hash = ?5, content_hash = ?6 "
        "WHERE id = ?1",
        id, to_text(understood.outcome), understood.reason, understood.case_id, as_blob(message_id), as_blob(content));
}

std::vector<engine::ReviewRow> reviews(const Tools& tools, int limit) {
    std::vector<engine::ReviewRow> waiting;
    auto found = tools.database.query(
        "SELECT message_id, reasons FROM reviews WHERE done_at IS NULL ORDER BY message_id LIMIT ?1");
    found.bind(limit);
    while (found.next()) waiting.push_back({MessageId{found.integer(0)}, std::string(found.text(1))});
    return waiting;
}

int count_reviews(const Tools& tools) {
    return static_cast<int>(tools.database.number("SELECT count(*) FROM reviews WHERE done_at IS NULL"));
}

void add_review(const Tools& tools, MessageId id, std::string_view reasons) {
    tools.database.run("INSERT INTO reviews (message_id, reasons) VALUES (?1, ?2) ON CONFLICT DO NOTHING", id, reasons);
}

bool end_review(const Tools& tools, MessageId id, engine::Instant at) {
    const bool waits =
        tools.database.number("SELECT 1 FROM reviews WHERE message_id = ?1 AND done_at IS NULL", id) != 0;
    if (waits) tools.database.run("UPDATE reviews SET done_at = ?2 WHERE message_id = ?1", id, at);
    return waits;
}

}  // namespace rexflow::sqlite::message_table
