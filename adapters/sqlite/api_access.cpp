#include "adapters/sqlite/api_access.hpp"

#include "adapters/sqlite/codec.hpp"
#include "adapters/sqlite/people_table.hpp"

namespace rexflow::sqlite {

namespace {

using engine::AccessToken;
using engine::MemberId;
using engine::RememberedAnswer;
using engine::TokenId;

std::string hash_of_token(const Tools& tools, std::string_view text) {
    return lookup_key(tools.vault, "token:" + std::string(text));
}

std::string hash_of_key(const Tools& tools, std::string_view key) {
    return lookup_key(tools.vault, "idempotency:" + std::string(key));
}

AccessToken token_of(const Query& found) {
    return {TokenId{found.integer(0)},   MemberId{found.integer(2)}, std::string(found.text(3)),
            decode_names(found.text(4)), found.instant(5),           found.maybe_instant(6),
            found.maybe_instant(7)};
}

}  // namespace

std::optional<AccessToken> SqliteApiAccess::find(std::string_view text) const {
    auto found = tools_.database.query("SELECT * FROM access_tokens WHERE token_hash = ?1");
    found.bind(Blob{hash_of_token(tools_, text)});
    return found.next() ? std::optional(token_of(found)) : std::nullopt;
}

std::vector<AccessToken> SqliteApiAccess::of_member(MemberId member) const {
    auto found = tools_.database.query("SELECT * FROM access_tokens WHERE member_id = ?1 ORDER BY id");
    found.bind(member);
    std::vector<AccessToken> tokens;
    while (found.next()) tokens.push_back(token_of(found));
    return tokens;
}

std::optional<RememberedAnswer> SqliteApiAccess::remembered(TokenId token, std::string_view key,
                                                            engine::Instant since) const {
    auto found = tools_.database.query(
        "SELECT request_hash, status, media_type, sealed, answered_at FROM remembered_answers "
        "WHERE token_id = ?1 AND key_hash = ?2 AND answered_at > ?3");
    found.bind(token, Blob{hash_of_key(tools_, key)}, since);
    if (!found.next()) return std::nullopt;
    auto body = open_sealed(tools_, people_table::system_key(tools_), found.blob(3));
    if (!body) return std::nullopt;
    return RememberedAnswer{std::string(found.text(0)), static_cast<int>(found.integer(1)), std::string(found.text(2)),
                            std::move(*body), found.instant(4)};
}

TokenId SqliteApiAccess::add(std::string_view text, const AccessToken& token) {
    const auto hash = hash_of_token(tools_, text);
    if (tools_.database.number("SELECT 1 FROM access_tokens WHERE token_hash = ?1", Blob{hash}) != 0)
        throw EnvironmentFailure({engine::Error::Code::already_there, "there is a token with this text", ""});
    tools_.database.run("INSERT INTO access_tokens VALUES (NULL, ?1, ?2, ?3, ?4, ?5, NULL, NULL)", Blob{hash},
                        token.member, token.name, encode(token.scopes), token.made_at);
    return TokenId{tools_.database.last_row_id()};
}

void SqliteApiAccess::mark_used(TokenId id, engine::Instant at) {
    tools_.database.run("UPDATE access_tokens SET last_used_at = ?2 WHERE id = ?1", id, at);
}

bool SqliteApiAccess::revoke(MemberId member, TokenId id, engine::Instant at) {
    return tools_.database.run(
               "UPDATE access_tokens SET revoked_at = ?3 WHERE id = ?2 AND member_id = ?1 AND revoked_at IS NULL",
               member, id, at) == 1;
}

void SqliteApiAccess::remember(TokenId token, std::string_view key, const RememberedAnswer& answer) {
    const auto sealed = tools_.vault.seal(people_table::system_key(tools_), answer.body);
    tools_.database.run("INSERT OR REPLACE INTO remembered_answers VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", token,
                        Blob{hash_of_key(tools_, key)}, answer.request_hash, answer.status, answer.media_type,
                        Blob{sealed}, answer.at);
}

int SqliteApiAccess::forget_answers_before(engine::Instant at) {
    return tools_.database.run("DELETE FROM remembered_answers WHERE answered_at < ?1", at);
}

}  // namespace rexflow::sqlite
