#include "adapters/sqlite/account_table.hpp"

#include "adapters/sqlite/codec.hpp"
#include "adapters/sqlite/people_table.hpp"

namespace rexflow::sqlite {

namespace {

using engine::Account;
using engine::AccountLink;
using engine::AccountLinkPurpose;
using engine::AccountSession;
using engine::Instant;
using engine::LoginCount;
using engine::MemberId;
using engine::SessionId;
using engine::SessionStage;

/// The kind is hashed as well: a token of one kind is none of another.
std::string hash_of(const Tools& tools, std::string_view kind, std::string_view text) {
    return tools.vault.lookup_hash(std::string(kind) + ':' + std::string(text));
}

std::string session_hash(const Tools& tools, std::string_view token) { return hash_of(tools, "session", token); }
std::string link_hash(const Tools& tools, std::string_view token) { return hash_of(tools, "account link", token); }
std::string code_hash(const Tools& tools, std::string_view code) { return hash_of(tools, "recovery code", code); }
std::string subject_hash(const Tools& tools, std::string_view subject) {
    return hash_of(tools, "login", lower(subject));
}

std::string_view name_of(SessionStage stage) { return stage == SessionStage::entered ? "entered" : "second_factor"; }
std::string_view name_of(AccountLinkPurpose purpose) {
    return purpose == AccountLinkPurpose::invitation ? "invitation" : "password";
}

std::optional<std::string> sealed(const Tools& tools, std::string_view clear) {
    if (clear.empty()) return std::nullopt;
    return tools.vault.seal(people_table::system_key(tools), clear);
}

std::optional<Blob> as_blob(const std::optional<std::string>& bytes) {
    return bytes ? std::optional(Blob{*bytes}) : std::nullopt;
}

}  // namespace

std::string AccountTable::open_text(const Query& found, int column) const {
    if (found.is_null(column)) return {};
    return open_sealed(tools_, people_table::system_key(tools_), found.blob(column)).value_or("");
}

std::optional<Account> AccountTable::find_account(MemberId member) const {
    auto found = tools_.database.query(
        "SELECT password_hash, charter_accepted_at, totp_secret, totp_offered, totp_last_step, locked_at, charter "
        "FROM accounts WHERE member_id = ?1");
    found.bind(member);
    if (!found.next()) return std::nullopt;
    Account account;
    account.member = member;
    account.password_hash = found.text(0);
    account.charter_accepted_at = found.maybe_instant(1);
    account.totp_secret = open_text(found, 2);
    account.totp_offered = open_text(found, 3);
    account.totp_last_step = found.integer(4);
    account.locked_at = found.maybe_instant(5);
    account.charter = found.text(6);
    return account;
}

void AccountTable::set_account(const Account& account) {
    const auto secret = sealed(tools_, account.totp_secret);
    const auto offered = sealed(tools_, account.totp_offered);
    tools_.database.run("INSERT OR REPLACE INTO accounts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", account.member,
                        account.password_hash, account.charter_accepted_at, as_blob(secret), as_blob(offered),
                        account.totp_last_step, account.locked_at, account.charter);
}

AccountSession AccountTable::session_of(const Query& found) const {
    AccountSession session;
    session.id = SessionId{found.integer(0)};
    session.member = MemberId{found.integer(1)};
    session.stage = found.text(2) == "entered" ? SessionStage::entered : SessionStage::second_factor;
    session.created_at = found.instant(3);
    session.last_seen_at = found.instant(4);
    session.expires_at = found.instant(5);
    const auto origin = decode_names(open_text(found, 6));
    if (origin.size() != 2) fail_unknown("session " + std::to_string(session.id.value));
    session.network = origin[0];
    session.browser = origin[1];
    return session;
}

std::optional<AccountSession> AccountTable::find_session(std::string_view token) const {
    auto found = tools_.database.query(
        "SELECT id, member_id, stage, created_at, last_seen_at, expires_at, sealed FROM sessions "
        "WHERE token_hash = ?1");
    const auto hash = session_hash(tools_, token);
    found.bind(Blob{hash});
    return found.next() ? std::optional(session_of(found)) : std::nullopt;
}

std::vector<AccountSession> AccountTable::sessions_of(MemberId member) const {
    auto found = tools_.database.query(
        "SELECT id, member_id, stage, created_at, last_seen_at, expires_at, sealed FROM sessions "
        "WHERE member_id = ?1 ORDER BY id DESC");
    found.bind(member);
    std::vector<AccountSession> sessions;
    while (found.next()) sessions.push_back(session_of(found));
    return sessions;
}

SessionId AccountTable::add_session(std::string_view token, const AccountSession& session) {
    const auto hash = session_hash(tools_, token);
    if (tools_.database.number("SELECT 1 FROM sessions WHERE token_hash = ?1", Blob{hash}) != 0)
        throw EnvironmentFailure({engine::Error::Code::already_there, "there is a session with this token", ""});
    const auto origin = tools_.vault.seal(people_table::system_key(tools_),
                                          encode(std::vector<std::string>{session.network, session.browser}));
    tools_.database.run("INSERT INTO sessions VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7)", Blob{hash}, session.member,
                        name_of(session.stage), session.created_at, session.last_seen_at, session.expires_at,
                        Blob{origin});
    return SessionId{tools_.database.last_row_id()};
}

void AccountTable::touch_session(SessionId id, Instant at) {
    tools_.database.run("UPDATE sessions SET last_seen_at = ?2 WHERE id = ?1", id, at);
}

void AccountTable::end_session(SessionId id) { tools_.database.run("DELETE FROM sessions WHERE id = ?1", id); }

void AccountTable::end_sessions(MemberId member, SessionId spared) {
    tools_.database.run("DELETE FROM sessions WHERE member_id = ?1 AND id <> ?2", member, spared);
}

void AccountTable::forget_expired(Instant at, Instant failures_at) {
    tools_.database.run("DELETE FROM sessions WHERE expires_at < ?1", at);
    tools_.database.run("DELETE FROM account_links WHERE expires_at < ?1", at);
    tools_.database.run("DELETE FROM login_counts WHERE last_at < ?1", failures_at);
}

std::optional<AccountLink> AccountTable::find_account_link(std::string_view token) const {
    auto found = tools_.database.query(
        "SELECT member_id, purpose, issued_at, expires_at FROM account_links WHERE token_hash = ?1");
    const auto hash = link_hash(tools_, token);
    found.bind(Blob{hash});
    if (!found.next()) return std::nullopt;
    return AccountLink{MemberId{found.integer(0)},
                       found.text(1) == "invitation" ? AccountLinkPurpose::invitation : AccountLinkPurpose::password,
                       found.instant(2), found.instant(3)};
}

void AccountTable::add_account_link(std::string_view token, const AccountLink& link) {
    const auto hash = link_hash(tools_, token);
    tools_.database.run("INSERT INTO account_links VALUES (?1, ?2, ?3, ?4, ?5)", Blob{hash}, link.member,
                        name_of(link.purpose), link.issued_at, link.expires_at);
}

bool AccountTable::use_account_link(std::string_view token) {
    const auto hash = link_hash(tools_, token);
    return tools_.database.run("DELETE FROM account_links WHERE token_hash = ?1", Blob{hash}) == 1;
}

void AccountTable::revoke_account_links(MemberId member) {
    tools_.database.run("DELETE FROM account_links WHERE member_id = ?1", member);
}

LoginCount AccountTable::login_count(std::string_view subject) const {
    auto found = tools_.database.query("SELECT failures, last_at FROM login_counts WHERE subject_hash = ?1");
    const auto hash = subject_hash(tools_, subject);
    found.bind(Blob{hash});
    if (!found.next()) return {};
    return {static_cast<int>(found.integer(0)), found.instant(1)};
}

void AccountTable::set_login_count(std::string_view subject, const LoginCount& count) {
    const auto hash = subject_hash(tools_, subject);
    tools_.database.run("INSERT OR REPLACE INTO login_counts VALUES (?1, ?2, ?3)", Blob{hash}, count.failures,
                        count.last_at);
}

int AccountTable::recovery_codes_left(MemberId member) const {
    return static_cast<int>(tools_.database.number("SELECT count(*) FROM recovery_codes WHERE member_id = ?1", member));
}

void AccountTable::set_recovery_codes(MemberId member, std::span<const std::string> codes) {
    tools_.database.run("DELETE FROM recovery_codes WHERE member_id = ?1", member);
    for (const auto& code : codes)
        tools_.database.run("INSERT INTO recovery_codes VALUES (?1, ?2)", member, Blob{code_hash(tools_, code)});
}

bool AccountTable::use_recovery_code(MemberId member, std::string_view code) {
    const auto hash = code_hash(tools_, code);
    return tools_.database.run("DELETE FROM recovery_codes WHERE member_id = ?1 AND code_hash = ?2", member,
                               Blob{hash}) == 1;
}

}  // namespace rexflow::sqlite
