#include "adapters/sqlite/receipts.hpp"

namespace rexflow::sqlite {

namespace {

std::string receipt_key(const Tools& tools, std::string_view code) {
    return lookup_key(tools.vault, "receipt:" + std::string(code));
}

}  // namespace

std::optional<engine::MessageId> SqliteReceipts::find(std::string_view code) const {
    const auto key = receipt_key(tools_, code);
    auto found = tools_.database.query("SELECT message_id FROM receipts WHERE code_hash = ?1");
    found.bind(Blob{key});
    return found.next() ? std::optional(engine::MessageId{found.integer(0)}) : std::nullopt;
}

void SqliteReceipts::add(std::string_view code, engine::MessageId message, engine::Instant at) {
    const auto key = receipt_key(tools_, code);
    tools_.database.run("INSERT INTO receipts VALUES (?1, ?2, ?3)", Blob{key}, message, at);
}

void SqliteReceipts::erase(const Tools& tools, engine::CaseId id) {
    tools.database.run("DELETE FROM receipts WHERE message_id IN (SELECT id FROM messages WHERE case_id = ?1)", id);
}

}  // namespace rexflow::sqlite
