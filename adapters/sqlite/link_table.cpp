#include "adapters/sqlite/link_table.hpp"

#include "adapters/sqlite/case_table.hpp"

namespace rexflow::sqlite::link_table {

namespace {

using engine::CaseId;
using engine::Link;
using engine::LinkId;

enum Column {
    id_column,
    token_hash_column,
    case_column,
    question_column,
    role_column,
    locale_column,
    sealed_column,
    issued_at_column,
    expires_at_column,
    used_at_column,
    revoked_at_column,
    identity_key_column,
};

Link link_of(const Tools& tools, const Query& found) {
    Link link;
    link.id = LinkId{found.integer(id_column)};
    link.case_id = CaseId{found.integer(case_column)};
    link.question = found.text(question_column);
    const auto role = engine::parse_role(found.text(role_column));
    if (!role) fail_unknown("link " + std::to_string(link.id.value));
    link.role = *role;
    link.locale = found.text(locale_column) == "en" ? engine::Locale::en : engine::Locale::fr;
    link.issued_at = found.instant(issued_at_column);
    link.expires_at = found.instant(expires_at_column);
    link.used_at = found.maybe_instant(used_at_column);
    link.revoked_at = found.maybe_instant(revoked_at_column);
    if (found.is_null(sealed_column) || found.is_null(identity_key_column)) return link;
    link.address =
        open_sealed(tools, engine::KeyId{found.integer(identity_key_column)}, found.blob(sealed_column)).value_or("");
    return link;
}

}  // namespace

std::optional<Link> find(const Tools& tools, std::string_view token_id) {
    auto found = tools.database.query(
        "SELECT links.*, identity_key FROM links JOIN cases ON cases.id = case_id WHERE token_hash = ?1");
    found.bind(Blob{lookup_key(tools.vault, token_id)});
    return found.next() ? std::optional(link_of(tools, found)) : std::nullopt;
}

std::vector<Link> of_case(const Tools& tools, CaseId id) {
    auto found = tools.database.query(
        "SELECT links.*, identity_key FROM links JOIN cases ON cases.id = case_id WHERE case_id = ?1 "
        "ORDER BY links.id");
    found.bind(id);
    std::vector<Link> links;
    while (found.next()) links.push_back(link_of(tools, found));
    return links;
}

LinkId add(const Tools& tools, std::string_view token_id, const Link& link) {
    const auto hash = lookup_key(tools.vault, token_id);
    if (tools.database.number("SELECT 1 FROM links WHERE token_hash = ?1", Blob{hash}) != 0)
        throw EnvironmentFailure({engine::Error::Code::already_there, "there is a link with this id", ""});
    const auto sealed = tools.vault.seal(case_table::identity_key(tools, link.case_id), link.address);
    tools.database.run("INSERT INTO links VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL, NULL)", Blob{hash},
                       link.case_id, link.question, to_text(link.role), link.locale == engine::Locale::en ? "en" : "fr",
                       Blob{sealed}, link.issued_at, link.expires_at);
    return LinkId{tools.database.last_row_id()};
}

bool mark_used(const Tools& tools, LinkId id, engine::Instant at) {
    return tools.database.run("UPDATE links SET used_at = ?2 WHERE id = ?1 AND used_at IS NULL AND revoked_at IS NULL",
                              id, at) == 1;
}

void revoke(const Tools& tools, LinkId id, engine::Instant at) {
    tools.database.run("UPDATE links SET revoked_at = ?2 WHERE id = ?1 AND used_at IS NULL AND revoked_at IS NULL", id,
                       at);
}

void erase(const Tools& tools, CaseId id, engine::Instant at) {
    tools.database.run(
        "UPDATE links SET sealed = NULL, revoked_at = CASE WHEN used_at IS NULL THEN coalesce(revoked_at, ?2) END "
        "WHERE case_id = ?1",
        id, at);
}

}  // namespace rexflow::sqlite::link_table
