#include "adapters/sqlite/account_log.hpp"

#include <limits>

namespace rexflow::sqlite {

namespace {

using engine::AccountEntry;
using engine::AccountEntryId;
using engine::MemberRole;

std::optional<std::string_view> name_of(std::optional<MemberRole> role) {
    return role ? std::optional(engine::to_text(*role)) : std::nullopt;
}

std::optional<MemberRole> role_of(const Query& found, int column) {
    return found.is_null(column) ? std::nullopt : engine::parse_member_role(found.text(column));
}

AccountEntry entry_of(const Query& found) {
    const auto event = engine::parse_account_event(found.text(3));
    if (!event) fail_unknown("a line of the account log");
    AccountEntry entry{AccountEntryId{found.integer(0)}, engine::MemberId{found.integer(1)}};
    if (!found.is_null(2)) entry.by = engine::MemberId{found.integer(2)};
    entry.event = *event;
    entry.role_before = role_of(found, 4);
    entry.role_after = role_of(found, 5);
    if (!found.is_null(6)) entry.token = engine::TokenId{found.integer(6)};
    entry.at = found.instant(7);
    entry.charter = found.text(8);
    return entry;
}

}  // namespace

std::vector<AccountEntry> SqliteAccountLog::all(std::optional<AccountEntryId> before, int limit) const {
    auto found = tools_.database.query("SELECT * FROM account_log WHERE id < ?1 ORDER BY id DESC LIMIT ?2");
    found.bind(before.value_or(AccountEntryId{std::numeric_limits<std::int64_t>::max()}), limit);
    std::vector<AccountEntry> entries;
    while (found.next()) entries.push_back(entry_of(found));
    return entries;
}

AccountEntryId SqliteAccountLog::add(const AccountEntry& entry) {
    tools_.database.run("INSERT INTO account_log VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", entry.member, entry.by,
                        engine::descriptor_of(entry.event).name, name_of(entry.role_before), name_of(entry.role_after),
                        entry.token, entry.at, entry.charter);
    return AccountEntryId{tools_.database.last_row_id()};
}

}  // namespace rexflow::sqlite
