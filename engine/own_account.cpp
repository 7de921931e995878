#include "engine/own_account.hpp"

#include "engine/ports/account_log.hpp"
#include "engine/ports/registers.hpp"
#include "engine/totp.hpp"

#include <algorithm>

namespace rexflow::engine {

namespace {

/// "abcdefghijklmnop" as "abcd-efgh-ijkl-mnop".
std::string grouped(std::string_view code) {
    std::string text;
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (at > 0 && at % 4 == 0) text += '-';
        text += code[at];
    }
    return text;
}

std::optional<Account> own(const AccountReader& accounts, const Owner& owner) {
    if (const auto* const member = std::get_if<MemberId>(&owner)) {
        auto account = accounts.find_account(*member);
        return account && !account->locked_at ? account : std::nullopt;
    }
    const auto session = accounts.find_session(std::get<SessionToken>(owner).text);
    if (!session || session->stage != SessionStage::entered) return std::nullopt;
    return accounts.find_account(session->member);
}

/// The answer, where the password was right.
template <typename Answer, typename Refusal>
Result<Answer> unless_refused(const Result<Refusal>& refusal, Answer answer) {
    if (!refusal) return Err(refusal.error());
    if (const auto* const braked = std::get_if<Braked>(&*refusal)) return Answer{*braked};
    if (std::holds_alternative<NotRight>(*refusal)) return Answer{NotRight{}};
    return answer;
}

std::string new_secret(Nonces& nonces) {
    const auto first = nonces.next();
    return bytes_of_base32(first + nonces.next()).value_or("");
}

void note(Unit& unit, MemberId member, AccountEvent event, Instant now) {
    unit.edit_registers().account_log->add({.member = member, .by = member, .event = event, .at = now});
}

}  // namespace

bool end_session(Unit& unit, MemberId member, SessionId id) {
    const auto sessions = unit.accounts().sessions_of(member);
    if (std::ranges::find(sessions, id, &AccountSession::id) == sessions.end()) return false;
    unit.change_accounts().end_session(id);
    return true;
}

Result<OwnChange> OwnAccount::accept_charter(Store& store, SessionToken session, Instant now) const {
    OwnChange result = Gone{};
    const auto done = store.write([&](Unit& unit) -> Result<void> {
        auto& accounts = unit.change_accounts();
        auto mine = own(accounts, session);
        if (!mine) return {};
        if (accounts_.asks_charter(*mine)) accounts_.accept_charter(unit, *mine, now);
        accounts.set_account(*mine);
        result = renewed(unit, session, {}, now);
        return {};
    });
    if (!done) return Err(done.error());
    return result;
}

Result<OwnChange> OwnAccount::change_password(Store& store, const Owner& owner, std::string_view known,
                                              std::string_view fresh, Instant now) const {
    if (const auto trouble = trouble_with(fresh); trouble != PasswordTrouble::none) return trouble;
    const auto hash = passwords_.hash(fresh);
    if (!hash) return Err(hash.error());
    return with_password(store, owner, known, now, [&](Unit& unit, Account& account, Renewed&) {
        account.password_hash = *hash;
        note(unit, account.member, AccountEvent::password_changed, now);
        return true;
    });
}

Result<std::optional<std::string>> OwnAccount::offer_second_factor(Store& store, MemberId member) const {
    std::optional<std::string> secret;
    const auto done = store.write([&](Unit& unit) -> Result<void> {
        auto& accounts = unit.change_accounts();
        auto account = accounts.find_account(member);
        if (!account || !account->totp_secret.empty()) return {};
        if (account->totp_offered.empty()) {
            account->totp_offered = new_secret(context_.nonces);
            accounts.set_account(*account);
        }
        secret = account->totp_offered;
        return {};
    });
    if (!done) return Err(done.error());
    return secret;
}

Result<SecretOffer> OwnAccount::offer_second_factor(Store& store, MemberId member, std::string_view known,
                                                    Instant now) const {
    SecretOffer offer = Gone{};
    const auto refusal = with_proof(store, member, known, now, [&](Unit& unit, Account& account) {
        if (!account.totp_secret.empty()) return;
        account.totp_offered = new_secret(context_.nonces);
        unit.change_accounts().set_account(account);
        offer = OfferedSecret{account.totp_offered};
    });
    return unless_refused(refusal, std::move(offer));
}

Result<OwnChange> OwnAccount::confirm_second_factor(Store& store, const Owner& owner, std::string_view code,
                                                    Instant now) const {
    OwnChange result = Gone{};
    const auto done = store.write([&](Unit& unit) -> Result<void> {
        auto& accounts = unit.change_accounts();
        auto mine = own(accounts, owner);
        if (!mine || !mine->totp_secret.empty()) return {};
        const auto step = totp_step(mine->totp_offered, code, now);
        if (!step) {
            result = NotRight{};
            return {};
        }
        mine->totp_secret = mine->totp_offered;
        mine->totp_offered.clear();
        mine->totp_last_step = *step;
        accounts.set_account(*mine);
        note(unit, mine->member, AccountEvent::second_factor_set_up, now);
        result = renewed(unit, owner, {{}, new_codes(unit, mine->member)}, now);
        return {};
    });
    if (!done) return Err(done.error());
    return result;
}

Result<OwnChange> OwnAccount::drop_second_factor(Store& store, const Owner& owner, std::string_view known,
                                                 Instant now) const {
    return with_password(store, owner, known, now, [now](Unit& unit, Account& account, Renewed&) {
        if (account.totp_secret.empty()) return false;
        account.totp_secret.clear();
        account.totp_offered.clear();
        unit.change_accounts().set_recovery_codes(account.member, {});
        note(unit, account.member, AccountEvent::second_factor_taken_away, now);
        return true;
    });
}

Result<OwnChange> OwnAccount::renew_recovery_codes(Store& store, const Owner& owner, std::string_view known,
                                                   Instant now) const {
    return with_password(store, owner, known, now, [this, now](Unit& unit, Account& account, Renewed& result) {
        if (account.totp_secret.empty()) return false;
        result.codes = new_codes(unit, account.member);
        note(unit, account.member, AccountEvent::recovery_codes_renewed, now);
        return true;
    });
}

/// The password again, then the change in one transaction.
Result<OwnChange> OwnAccount::with_password(Store& store, const Owner& owner, std::string_view known, Instant now,
                                            const Change& change) const {
    OwnChange result = Gone{};
    const auto refusal = with_proof(store, owner, known, now, [&](Unit& unit, Account& account) {
        Renewed kept;
        if (!change(unit, account, kept)) return;
        unit.change_accounts().set_account(account);
        result = renewed(unit, owner, std::move(kept), now);
    });
    return unless_refused(refusal, std::move(result));
}

/// Wrong passwords are counted, and checking one takes a while: no transaction is open meanwhile, and what was proved
/// must still be so in the second.
Result<OwnAccount::Refusal> OwnAccount::with_proof(Store& store, const Owner& owner, std::string_view known,
                                                   Instant now, const Work& work) const {
    std::optional<Account> proved;
    std::optional<Instant> braked;
    const auto counted = store.write([&](Unit& unit) -> Result<void> {
        proved = own(unit.accounts(), owner);
        if (proved) braked = accounts_.count_attempt_of(unit, proved->member, now);
        return {};
    });
    if (!counted) return Err(counted.error());
    if (!proved) return Refusal{};
    if (braked) return Braked{*braked};
    const auto right = passwords_.verify(proved->password_hash, known);
    if (!right) return Err(right.error());
    if (!*right) return NotRight{};
    const auto done = store.write([&](Unit& unit) -> Result<void> {
        auto mine = own(unit.accounts(), owner);
        if (!mine || mine->password_hash != proved->password_hash) return {};
        accounts_.forget_attempts_of(unit, mine->member, now);
        work(unit, *mine);
        return {};
    });
    if (!done) return Err(done.error());
    return Refusal{};
}

OwnChange OwnAccount::renewed(Unit& unit, const Owner& owner, Renewed result, Instant now) const {
    auto& accounts = unit.change_accounts();
    if (const auto* const member = std::get_if<MemberId>(&owner)) {
        accounts.end_sessions(*member, {});
        return result;
    }
    const auto token = std::get<SessionToken>(owner).text;
    if (const auto session = accounts.find_session(token)) accounts.end_sessions(session->member, session->id);
    auto entered = accounts_.renew(unit, token, now);
    if (!entered) return Gone{};
    result.token = std::move(entered->token);
    return result;
}

std::vector<std::string> OwnAccount::new_codes(Unit& unit, MemberId member) const {
    std::vector<std::string> codes;
    for (int count = 0; count < recovery_codes; ++count) codes.push_back(context_.nonces.next());
    unit.change_accounts().set_recovery_codes(member, codes);
    for (auto& code : codes) code = grouped(code);
    return codes;
}

}  // namespace rexflow::engine
