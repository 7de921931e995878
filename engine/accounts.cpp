#include "engine/accounts.hpp"

#include "engine/login_brake.hpp"
#include "engine/ports/account_log.hpp"
#include "engine/ports/registers.hpp"
#include "engine/totp.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rexflow::engine {

namespace {

using namespace std::chrono_literals;

/// How long somebody may look for the code.
constexpr auto code_session_lasts = 10min;

/// How exact `last_seen_at` is: a page costs no write. A short idle time is counted more exactly.
std::chrono::seconds seen_every(std::chrono::seconds idle) { return std::min<std::chrono::seconds>(5min, idle / 8); }

/// Nonces are 16 characters of 80 bits; a token has 320.
constexpr int nonces_of_a_token = 4;

/// An identifier is the member's address, in whatever case it is typed.
std::string identifier_of(std::string_view typed) {
    std::string identifier(typed);
    for (char& c : identifier)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return identifier;
}

std::string subject_of_network(std::string_view network) { return fmt::format("network {}", network); }

/// Somebody had to wait before this attempt. Part of the transaction that counts it: one more would tell by the time
/// it takes who has an account.
void note_delay(Unit& unit, std::string_view identifier, Instant now) {
    const auto member = unit.find_member(identifier);
    if (!member || !unit.accounts().find_account(member->id)) return;
    unit.edit_registers().account_log->add({.member = member->id, .event = AccountEvent::login_delayed, .at = now});
}

/// Counts an attempt, or says until when none is possible. The first one after a wait is noted, once for all waits
/// that follow each other.
std::optional<Instant> count_attempt(Unit& unit, Counted counted, std::string_view subject, Instant now) {
    auto& accounts = unit.change_accounts();
    const auto count = accounts.login_count(subject);
    if (const auto until = braked_until(counted, count, now)) return until;
    const auto counted_now = after_failure(count, now);
    accounts.set_login_count(subject, counted_now);
    const bool is_after_first_wait = counted_now.failures == free_failures(counted) + 1;
    if (counted == Counted::identifier && is_after_first_wait) note_delay(unit, subject, now);
    return std::nullopt;
}

/// It was no failure after all.
void take_back_attempt(Unit& unit, std::string_view subject) {
    auto& accounts = unit.change_accounts();
    auto count = accounts.login_count(subject);
    count.failures = std::max(0, count.failures - 1);
    accounts.set_login_count(subject, count);
}

}  // namespace

/// What one transaction found out before the password is hashed.
struct Accounts::Attempt {
    std::optional<Instant> braked_until;
    std::optional<Member> member;  ///< who may enter with the right password
    Account account;
};

Result<Login> Accounts::log_in(Store& store, std::string_view typed, std::string_view password, const Whence& whence,
                               Instant now) const {
    const auto identifier = identifier_of(typed);
    const auto network = subject_of_network(whence.network);
    Attempt attempt;
    const auto counted = store.write([&](Unit& unit) -> Result<void> {
        attempt.braked_until = count_attempt(unit, Counted::identifier, identifier, now);
        if (!attempt.braked_until) attempt.braked_until = count_attempt(unit, Counted::network, network, now);
        if (attempt.braked_until) return {};
        const auto member = unit.find_member(identifier);
        const auto account = member ? unit.accounts().find_account(member->id) : std::nullopt;
        if (!account || !member->active || account->locked_at) return {};
        attempt.member = member;
        attempt.account = *account;
        return {};
    });
    if (!counted) return Err(counted.error());
    if (attempt.braked_until) return Braked{*attempt.braked_until};

    const auto right = passwords_.verify(attempt.account.password_hash, password);
    if (!right) return Err(right.error());
    if (!*right || !attempt.member) return NotRight{};

    Entered entered;
    const auto done = store.write([&](Unit& unit) -> Result<void> {
        take_back_attempt(unit, network);
        unit.change_accounts().forget_expired(now, now - failures_last);
        entered = enter_with_password(unit, *attempt.member, attempt.account, whence, now);
        return {};
    });
    if (!done) return Err(done.error());
    return entered;
}

Result<Login> Accounts::give_code(Store& store, std::string_view token, std::string_view code, Instant now) const {
    Login login = Gone{};
    const auto done = store.write([&](Unit& unit) -> Result<void> {
        auto& accounts = unit.change_accounts();
        const auto session = accounts.find_session(token);
        if (!session || session->stage != SessionStage::second_factor || is_over(*session, now)) return {};
        const auto member = unit.find_member(session->member);
        auto account = accounts.find_account(session->member);
        if (!member || !member->active || !account || account->locked_at) return {};
        if (const auto until = count_attempt_of(unit, member->id, now)) {
            login = Braked{*until};
            return {};
        }
        const auto step = totp_step(account->totp_secret, code, now);
        const bool is_new_code = step && *step > account->totp_last_step;
        if (!is_new_code && !accounts.use_recovery_code(member->id, recovery_code_of(code))) {
            login = NotRight{};
            return {};
        }
        if (is_new_code) account->totp_last_step = *step;
        accounts.set_account(*account);
        forget_attempts_of(unit, member->id, now);
        accounts.end_session(session->id);
        login = enter(unit, *member, *account, {session->network, session->browser}, now);
        return {};
    });
    if (!done) return Err(done.error());
    return login;
}

Result<std::optional<Present>> Accounts::find(Store& store, std::string_view token, Instant now, Asks asks) const {
    std::optional<Present> present;
    const auto read = store.read([&](const Reader& reader) -> Result<void> {
        const auto session = reader.accounts().find_session(token);
        if (!session || is_over(*session, now)) return {};
        const auto member = reader.find_member(session->member);
        const auto account = reader.accounts().find_account(session->member);
        if (!member || !member->active || !account || account->locked_at) return {};
        const auto left = session->stage == SessionStage::entered ? outstanding(*member, *account) : Outstanding::code;
        present = Present{*member, *session, left};
        return {};
    });
    if (!read) return Err(read.error());
    if (!present || asks == Asks::script || now - present->session.last_seen_at < seen_every(rules_.idle))
        return present;
    const auto seen = store.write([&](Unit& unit) -> Result<void> {
        unit.change_accounts().touch_session(present->session.id, now);
        return {};
    });
    if (!seen) return Err(seen.error());
    return present;
}

Result<void> Accounts::log_out(Store& store, SessionId id) const {
    return store.write([&](Unit& unit) -> Result<void> {
        unit.change_accounts().end_session(id);
        return {};
    });
}

Entered Accounts::enter_with_password(Unit& unit, const Member& member, const Account& account, const Whence& whence,
                                      Instant now) const {
    if (account.totp_secret.empty()) {
        forget_attempts_of(unit, member.id, now);
        return enter(unit, member, account, whence, now);
    }
    auto entered = add_session(unit, member.id, SessionStage::second_factor, whence, now + code_session_lasts, now);
    entered.outstanding = Outstanding::code;
    return entered;
}

std::optional<Instant> Accounts::count_attempt_of(Unit& unit, MemberId id, Instant now) const {
    const auto member = unit.find_member(id);
    return member ? count_attempt(unit, Counted::identifier, identifier_of(member->address), now) : std::nullopt;
}

void Accounts::forget_attempts_of(Unit& unit, MemberId id, Instant now) const {
    if (const auto member = unit.find_member(id))
        unit.change_accounts().set_login_count(identifier_of(member->address), {0, now});
}

Entered Accounts::enter(Unit& unit, const Member& member, const Account& account, const Whence& whence,
                        Instant now) const {
    auto entered = add_session(unit, member.id, SessionStage::entered, whence, now + rules_.longest, now);
    entered.outstanding = outstanding(member, account);
    return entered;
}

std::optional<Entered> Accounts::renew(Unit& unit, std::string_view token, Instant now) const {
    auto& accounts = unit.change_accounts();
    const auto session = accounts.find_session(token);
    if (!session || is_over(*session, now)) return std::nullopt;
    const auto member = unit.find_member(session->member);
    const auto account = accounts.find_account(session->member);
    if (!member || !account) return std::nullopt;
    accounts.end_session(session->id);
    auto entered =
        add_session(unit, member->id, session->stage, {session->network, session->browser}, session->expires_at, now);
    if (session->stage == SessionStage::entered) entered.outstanding = outstanding(*member, *account);
    return entered;
}

Entered Accounts::add_session(Unit& unit, MemberId member, SessionStage stage, const Whence& whence, Instant expires_at,
                              Instant now) const {
    AccountSession session;
    session.member = member;
    session.stage = stage;
    session.created_at = now;
    session.last_seen_at = now;
    session.expires_at = expires_at;
    session.network = whence.network;
    session.browser = whence.browser;
    Entered entered{new_token()};
    unit.change_accounts().add_session(entered.token, session);
    return entered;
}

std::string Accounts::new_token() const {
    std::string token;
    for (int part = 0; part < nonces_of_a_token; ++part) token += context_.nonces.next();
    return token;
}

std::string Accounts::form_token(std::string_view session_token) const {
    return context_.signer.sign(fmt::format("cell form:{}", session_token));
}

bool Accounts::asks_charter(const Account& account) const {
    return !account.charter_accepted_at || account.charter != rules_.charter.fingerprint;
}

void Accounts::accept_charter(Unit& unit, Account& account, Instant now) const {
    account.charter_accepted_at = now;
    account.charter = rules_.charter.fingerprint;
    unit.edit_registers().account_log->add({.member = account.member,
                                            .by = account.member,
                                            .event = AccountEvent::charter_accepted,
                                            .charter = account.charter,
                                            .at = now});
}

Outstanding Accounts::outstanding(const Member& member, const Account& account) const {
    if (asks_charter(account)) return Outstanding::charter;
    const bool needs_second_factor =
        std::ranges::find(rules_.second_factor_for, member.role) != rules_.second_factor_for.end();
    return needs_second_factor && account.totp_secret.empty() ? Outstanding::second_factor : Outstanding::nothing;
}

bool Accounts::is_over(const AccountSession& session, Instant now) const {
    return now >= session.expires_at || now - session.last_seen_at >= rules_.idle;
}

}  // namespace rexflow::engine
