#include "engine/account_links.hpp"

#include "engine/login_brake.hpp"
#include "engine/ports/account_log.hpp"
#include "engine/ports/registers.hpp"
#include "engine/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rexflow::engine {

namespace {

std::string_view letter_of(AccountLinkPurpose purpose) {
    switch (purpose) {
        case AccountLinkPurpose::invitation:
            return "account_invited";
        case AccountLinkPurpose::password:
            return "password_asked";
    }
    return {};
}

}  // namespace

PasswordTrouble trouble_with(std::string_view password) {
    const auto characters = count_characters(password);
    if (characters < shortest_password) return PasswordTrouble::too_short;
    return characters > longest_password ? PasswordTrouble::too_long : PasswordTrouble::none;
}

Result<std::string> AccountLinks::make(Unit& unit, const Member& member, AccountLinkPurpose purpose, Instant now,
                                       std::optional<MemberId> by) const {
    if (context_.house.public_url.empty())
        return Err(Error::Code::configuration, "there is no address a link could lead to",
                   "set web.public_url, the address of these pages");
    const auto& rules = accounts_.rules();
    const auto lasts = purpose == AccountLinkPurpose::invitation ? std::chrono::seconds(rules.invitation_lasts)
                                                                 : std::chrono::seconds(rules.password_link_lasts);
    const auto token_id = context_.nonces.next();
    auto& accounts = unit.change_accounts();
    accounts.revoke_account_links(member.id);
    accounts.add_account_link(token_id, {member.id, purpose, now, now + lasts});
    if (purpose == AccountLinkPurpose::invitation)
        unit.edit_registers().account_log->add(
            {.member = member.id, .by = by, .event = AccountEvent::invited, .at = now});
    return fmt::format("{}/mot-de-passe/{}", context_.house.public_url, tokens_.token(token_id));
}

Result<void> AccountLinks::mail(Unit& unit, const Member& member, AccountLinkPurpose purpose, Instant now,
                                std::optional<MemberId> by) const {
    const auto address = make(unit, member, purpose, now, by);
    if (!address) return Err(address.error());
    const auto link = unit.accounts().find_account_link(*tokens_.read(address->substr(address->rfind('/') + 1)));
    LetterOrder order;
    order.letter = letter_of(purpose);
    order.to = Role::cell;
    order.variables.values["account_link"] = *address;
    order.variables.values["valid_until"] = correspondence_.moment_in_words(link->expires_at, member.locale);
    unit.enqueue(correspondence_.write(order, {member.address, member.name, member.locale}, now));
    return {};
}

Result<void> AccountLinks::forgot(Store& store, std::string_view identifier, std::string_view network,
                                  Instant now) const {
    return store.write([&](Unit& unit) -> Result<void> {
        auto& accounts = unit.change_accounts();
        const auto is_braked = [&](Counted counted, const std::string& subject) {
            const auto count = accounts.login_count(subject);
            if (braked_until(counted, count, now)) return true;
            accounts.set_login_count(subject, after_failure(count, now));
            return false;
        };
        if (is_braked(Counted::network, fmt::format("forgot from {}", network)) ||
            is_braked(Counted::identifier, fmt::format("forgot {}", identifier)))
            return {};
        const auto member = unit.find_member(identifier);
        const auto account = member ? accounts.find_account(member->id) : std::nullopt;
        if (!account || !member->active || account->locked_at) return {};
        return mail(unit, *member, AccountLinkPurpose::password, now, member->id);
    });
}

std::optional<OpenLink> AccountLinks::find(const Reader& reader, std::string_view token, Instant now) const {
    const auto token_id = tokens_.read(token);
    if (!token_id) return std::nullopt;
    const auto link = reader.accounts().find_account_link(*token_id);
    if (!link || now >= link->expires_at) return std::nullopt;
    auto member = reader.find_member(link->member);
    const auto account = reader.accounts().find_account(link->member);
    if (!member || !member->active || (account && account->locked_at)) return std::nullopt;
    return OpenLink{std::move(*member), link->purpose, link->expires_at, !account || accounts_.asks_charter(*account)};
}

Result<std::optional<OpenLink>> AccountLinks::look(Store& store, std::string_view token, Instant now) const {
    std::optional<OpenLink> open;
    const auto read = store.read([&](const Reader& reader) -> Result<void> {
        open = find(reader, token, now);
        return {};
    });
    if (!read) return Err(read.error());
    return open;
}

Result<Choosing> AccountLinks::choose(Store& store, std::string_view token, std::string_view password, Charter charter,
                                      const Whence& whence, Instant now) const {
    const auto open = look(store, token, now);
    if (!open) return Err(open.error());
    if (!*open) return Gone{};
    if (const auto trouble = trouble_with(password); trouble != PasswordTrouble::none) return trouble;
    if ((*open)->asks_charter && charter == Charter::not_accepted) return CharterMissing{};
    const auto hash = passwords_.hash(password);
    if (!hash) return Err(hash.error());

    Choosing chosen = Gone{};
    const auto done = store.write([&](Unit& unit) -> Result<void> {
        const auto still_open = find(unit, token, now);
        auto& accounts = unit.change_accounts();
        if (!still_open || !accounts.use_account_link(*tokens_.read(token))) return {};
        const auto& member = still_open->member;
        auto account = accounts.find_account(member.id).value_or(Account{});
        account.member = member.id;
        account.password_hash = *hash;
        if (still_open->asks_charter) accounts_.accept_charter(unit, account, now);
        accounts.set_account(account);
        unit.edit_registers().account_log->add(
            {.member = member.id, .by = member.id, .event = AccountEvent::password_chosen, .at = now});
        accounts.end_sessions(member.id, {});
        chosen = accounts_.enter_with_password(unit, member, account, whence, now);
        return {};
    });
    if (!done) return Err(done.error());
    return chosen;
}

}  // namespace rexflow::engine
