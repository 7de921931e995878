#include "adapters/api/account_json.hpp"
#include "adapters/api/case_json.hpp"
#include "adapters/api/handlers.hpp"
#include "adapters/api/idempotency.hpp"
#include "adapters/cell/whole_number.hpp"
#include "engine/account_care.hpp"
#include "engine/ports/account_log.hpp"
#include "engine/ports/registers.hpp"

#include <algorithm>
#include <array>

/// Members' accounts, for administrators; and what happened to them, for those who oversee.
namespace rexflow::api {

namespace {

namespace care = engine::account_care;
using care::AccountAct;
using engine::Member;
using engine::to_text;

struct Act {
    std::string_view name;
    AccountAct act;
};
/// As the schema AccountAct has them.
constexpr auto acts = std::to_array<Act>({{"invite", AccountAct::invite},
                                          {"set_role", AccountAct::set_role},
                                          {"lock", AccountAct::lock},
                                          {"unlock", AccountAct::unlock},
                                          {"reset_second_factor", AccountAct::reset_second_factor},
                                          {"reset_password", AccountAct::reset_password},
                                          {"end_sessions", AccountAct::end_sessions}});

std::string_view state_of(const std::optional<engine::Account>& account) {
    if (!account) return "none";
    if (account->locked_at) return "locked";
    return account->password_hash.empty() ? "password_missing" : "open";
}

Json account_json(const engine::Reader& reader, const Member& member) {
    const auto account = reader.accounts().find_account(member.id);
    return {{"member", member.id.value},
            {"name", member.name},
            {"address", member.address},
            {"role", to_text(member.role)},
            {"active", member.active},
            {"state", state_of(account)},
            {"second_factor", account && !account->totp_secret.empty()},
            {"charter_accepted_at", account ? instant_or_null(account->charter_accepted_at) : Json()}};
}

Json with_sessions(const engine::Reader& reader, const Member& member) {
    auto json = account_json(reader, member);
    json["sessions"] = sessions_json(reader, member.id);
    return json;
}

std::optional<Member> member_in(const engine::Reader& reader, const Call& call) {
    return reader.find_member(cell::id_of<engine::MemberId>(call.parts.front()));
}

std::optional<engine::MemberRole> role_in(const Json& body) {
    return body.contains("role") ? engine::parse_member_role(body.at("role").get_ref<const std::string&>())
                                 : std::nullopt;
}

web::Response failure(const engine::Error& error) {
    switch (error.code) {
        case engine::Error::Code::invalid_input:
            return problem(Trouble::invalid_fields, error.message, error.hint);
        case engine::Error::Code::refused:
        case engine::Error::Code::already_there:
            return problem(Trouble::refused, error.message, error.hint);
        default:
            return problem_of(error);
    }
}

web::Response no_such_member() { return problem(Trouble::not_found, "there is no member of that number"); }

Json role_or_null(const std::optional<engine::MemberRole>& role) { return role ? Json(to_text(*role)) : Json(); }

}  // namespace

web::Response list_accounts(const ApiParts& parts, const Call& call) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        auto accounts = Json::array();
        for (const auto& member : view.reader.members()) accounts.push_back(account_json(view.reader, member));
        return json_answer({{"accounts", std::move(accounts)}});
    });
}

web::Response show_account(const ApiParts& parts, const Call& call) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        const auto member = member_in(view.reader, call);
        return member ? json_answer(with_sessions(view.reader, *member)) : no_such_member();
    });
}

web::Response add_account(const ApiParts& parts, const Call& call) {
    Member member;
    member.address = call.body.at("address").get<std::string>();
    member.name = call.body.value("name", std::string{});
    member.locale = call.body.value("language", std::string("fr")) == "en" ? engine::Locale::en : engine::Locale::fr;
    member.role = role_in(call.body).value_or(engine::MemberRole::member);
    return once(parts, call, [&](engine::Unit& unit) {
        const auto added = care::add_member(unit, parts.account_links, member, call.now, call.bearer.member.id);
        return added ? json_answer(with_sessions(unit, *unit.find_member(*added)), 201) : failure(added.error());
    });
}

web::Response act_on_account(const ApiParts& parts, const Call& call) {
    const auto& name = call.body.at("act").get_ref<const std::string&>();
    const auto wanted = std::ranges::find(acts, name, &Act::name);
    if (wanted == acts.end()) return problem(Trouble::bad_request, "there is no act of that name");
    return once(parts, call, [&](engine::Unit& unit) {
        const auto member = member_in(unit, call);
        if (!member) return no_such_member();
        const auto done = care::carry_out(wanted->act, unit, parts.account_links, *member, role_in(call.body), call.now,
                                          call.bearer.member.id);
        return done ? json_answer(with_sessions(unit, *unit.find_member(member->id))) : failure(done.error());
    });
}

web::Response list_account_events(const ApiParts& parts, const Call& call) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        const auto [before, limit] = page_of(call);
        const auto entries = view.reader.registers().account_log->all(
            before > 0 ? std::optional(engine::AccountEntryId{before}) : std::nullopt, static_cast<int>(limit));
        auto events = Json::array();
        for (const auto& entry : entries)
            events.push_back({{"id", entry.id.value},
                              {"member", entry.member.value},
                              {"by", entry.by ? Json(entry.by->value) : Json()},
                              {"event", engine::descriptor_of(entry.event).name},
                              {"label", call.in(engine::descriptor_of(entry.event).label)},
                              {"role_before", role_or_null(entry.role_before)},
                              {"role_after", role_or_null(entry.role_after)},
                              {"at", to_text(entry.at)}});
        const bool is_all = entries.size() < limit;
        return json_answer({{"events", std::move(events)}, {"next", is_all ? Json() : Json(entries.back().id.value)}});
    });
}

}  // namespace rexflow::api
