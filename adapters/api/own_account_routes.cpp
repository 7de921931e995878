#include "adapters/api/account_json.hpp"
#include "adapters/api/case_json.hpp"
#include "adapters/api/handlers.hpp"
#include "adapters/api/idempotency.hpp"
#include "adapters/cell/whole_number.hpp"
#include "engine/calendar_feeds.hpp"
#include "engine/totp.hpp"

#include <fmt/format.h>

/// What members do with their own account, as at /compte. What is shown once is kept for no second answer.
namespace rexflow::api {

namespace {

namespace feeds = engine::calendar_feeds;
using engine::OwnChange;
using engine::Payload;
using engine::text_of;
using engine::to_text;

/// As after unknown tokens.
web::Response wait(const engine::Braked& braked) {
    auto response = problem(Trouble::too_many, "too many wrong passwords", {}, {{"again_at", to_text(braked.until)}});
    response.fields.emplace_back("Retry-After", "600");
    return response;
}

web::Response not_right() {
    return problem(Trouble::invalid_fields, "this is not the password or code that counts now");
}

web::Response nothing_there() {
    return problem(Trouble::not_found, "this member has no account, or nothing that this could change");
}

web::Response after(const engine::Result<OwnChange>& change) {
    if (!change) return problem_of(change.error());
    if (const auto* const renewed = std::get_if<engine::Renewed>(&*change))
        return json_answer({{"done", true}, {"recovery_codes", renewed->codes}});
    if (const auto* const braked = std::get_if<engine::Braked>(&*change)) return wait(*braked);
    if (std::holds_alternative<engine::PasswordTrouble>(*change))
        return problem(Trouble::invalid_fields, fmt::format("a password has {} to {} characters",
                                                            engine::shortest_password, engine::longest_password));
    return std::holds_alternative<engine::NotRight>(*change) ? not_right() : nothing_there();
}

}  // namespace

web::Response list_own_sessions(const ApiParts& parts, const Call& call) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        return json_answer({{"sessions", sessions_json(view.reader, view.member.id)}});
    });
}

web::Response end_own_session(const ApiParts& parts, const Call& call) {
    return once(parts, call, [&](engine::Unit& unit) {
        const auto id = cell::id_of<engine::SessionId>(call.parts.front());
        return engine::end_session(unit, call.bearer.member.id, id)
                   ? json_answer({{"done", true}})
                   : problem(Trouble::not_found, "this member has no session of that number");
    });
}

web::Response end_own_sessions(const ApiParts& parts, const Call& call) {
    return once(parts, call, [&](engine::Unit& unit) {
        unit.change_accounts().end_sessions(call.bearer.member.id, {});
        return json_answer({{"done", true}});
    });
}

web::Response list_feeds(const ApiParts& parts, const Call& call) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        auto all = Json::array();
        for (const auto& feed : feeds::of_member(view.reader, view.member.id))
            all.push_back({{"id", feed.id.value},
                           {"name", feed.name},
                           {"since", to_text(feed.made_at)},
                           {"last_used_at", instant_or_null(feed.last_used_at)}});
        return json_answer({{"feeds", std::move(all)}});
    });
}

web::Response make_feed(const ApiParts& parts, const Call& call) {
    return with_texts(call, [&](const Payload& texts) {
        std::string address;
        const auto done = parts.store.write([&](engine::Unit& unit) -> engine::Result<void> {
            auto made = feeds::make(unit, parts.context, call.bearer.member.id, text_of(texts, "name"), call.now);
            if (!made) return engine::Err(made.error());
            address = std::move(*made);
            return {};
        });
        return done ? json_answer({{"address", address}}, 201) : problem_of(done.error());
    });
}

web::Response take_feed_back(const ApiParts& parts, const Call& call) {
    return once(parts, call, [&](engine::Unit& unit) {
        const auto id = cell::id_of<engine::TokenId>(call.parts.front());
        return feeds::take_back(unit, call.bearer.member.id, id, call.now)
                   ? json_answer({{"done", true}})
                   : problem(Trouble::not_found, "this member has no feed of that number");
    });
}

web::Response change_password(const ApiParts& parts, const Call& call) {
    return with_texts(call, [&](const Payload& texts) {
        return after(parts.own_account.change_password(parts.store, call.bearer.member.id, text_of(texts, "known"),
                                                       text_of(texts, "password"), call.now));
    });
}

web::Response offer_second_factor(const ApiParts& parts, const Call& call) {
    return with_texts(call, [&](const Payload& texts) {
        const auto& member = call.bearer.member;
        const auto offer =
            parts.own_account.offer_second_factor(parts.store, member.id, text_of(texts, "known"), call.now);
        if (!offer) return problem_of(offer.error());
        if (const auto* const braked = std::get_if<engine::Braked>(&*offer)) return wait(*braked);
        if (std::holds_alternative<engine::NotRight>(*offer)) return not_right();
        const auto* const secret = std::get_if<engine::OfferedSecret>(&*offer);
        if (secret == nullptr) return nothing_there();
        return json_answer({{"secret", engine::base32_of(secret->bytes)},
                            {"uri", engine::totp_uri(secret->bytes, parts.context.house.name, member.address)}});
    });
}

web::Response confirm_second_factor(const ApiParts& parts, const Call& call) {
    return with_texts(call, [&](const Payload& texts) {
        return after(parts.own_account.confirm_second_factor(parts.store, call.bearer.member.id, text_of(texts, "code"),
                                                             call.now));
    });
}

web::Response drop_second_factor(const ApiParts& parts, const Call& call) {
    return with_texts(call, [&](const Payload& texts) {
        return after(parts.own_account.drop_second_factor(parts.store, call.bearer.member.id, text_of(texts, "known"),
                                                          call.now));
    });
}

web::Response renew_recovery_codes(const ApiParts& parts, const Call& call) {
    return with_texts(call, [&](const Payload& texts) {
        return after(parts.own_account.renew_recovery_codes(parts.store, call.bearer.member.id, text_of(texts, "known"),
                                                            call.now));
    });
}

}  // namespace rexflow::api
