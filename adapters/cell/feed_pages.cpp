#include "adapters/cell/feed_pages.hpp"

#include "adapters/cell/looking.hpp"
#include "adapters/cell/paths.hpp"
#include "engine/access_scopes.hpp"
#include "engine/ports/registers.hpp"
#include "engine/utf8.hpp"

#include <algorithm>

namespace rexflow::cell {

namespace {

using engine::PageData;
using engine::Reader;
using engine::Result;
using engine::Unit;

/// Enough for every device somebody has; the oldest makes way for a new one.
constexpr std::size_t most_feeds = 10;

/// Those of a member that still count.
std::vector<engine::AccessToken> feeds_of(const Reader& reader, engine::MemberId member) {
    auto tokens = reader.registers().api_access->of_member(member);
    std::erase_if(tokens, [](const engine::AccessToken& token) { return token.revoked_at || !engine::is_feed(token); });
    return tokens;
}

/// What its owner calls it, not longer than a line, cut between characters.
std::string name_of(const engine::Payload& form) {
    constexpr std::size_t longest = 90;
    return std::string(engine::whole_characters(engine::text_of(form, "name"), longest));
}

}  // namespace

std::vector<Route> FeedPages::routes() const {
    const auto page = [this](auto handler) {
        return [this, handler](const Call& call) { return (this->*handler)(call); };
    };
    return {
        {"GET", paths::feeds, Gate::member, engine::Task::see_cases, page(&FeedPages::overview)},
        {"POST", paths::feeds, Gate::member, engine::Task::see_cases, page(&FeedPages::make)},
        {"POST", "/compte/agenda/{id}/fermer", Gate::member, engine::Task::see_cases, page(&FeedPages::take_back)},
    };
}

web::Response FeedPages::overview(const Call& call) const { return show(call, {}); }

/// The address is shown in this answer and kept nowhere.
web::Response FeedPages::make(const Call& call) const {
    std::string text;
    const auto done = parts_.store.write([&](Unit& unit) -> Result<void> {
        const auto member = call.visitor.member.id;
        const auto feeds = feeds_of(unit, member);
        if (feeds.size() >= most_feeds)
            static_cast<void>(engine::revoke_token(unit, member, feeds.front().id, call.now, member));
        engine::AccessToken token;
        token.member = member;
        token.name = name_of(call.form);
        token.scopes = {std::string(engine::scopes::calendar)};
        token.made_at = call.now;
        auto made = engine::give_token(unit, parts_.context.nonces, std::move(token), member);
        if (!made) return engine::Err(made.error());
        text = std::move(*made);
        return {};
    });
    if (!done) return printer_.trouble(done.error(), call.visitor);
    PageData variables;
    variables.values["feed_address"] = parts_.context.house.public_url + "/calendrier/" + text + ".ics";
    return show(call, std::move(variables));
}

/// One's own only: another member's is as good as none.
web::Response FeedPages::take_back(const Call& call) const {
    const auto number = number_of<std::int64_t>(call.parts.front());
    if (!number || *number <= 0) return printer_.show(404, "not_found", call.visitor);
    const auto done = parts_.store.write([&](Unit& unit) -> Result<void> {
        const auto member = call.visitor.member.id;
        static_cast<void>(engine::revoke_token(unit, member, engine::TokenId{*number}, call.now, member));
        return {};
    });
    return done ? Printer::go_to(paths::feeds) : printer_.trouble(done.error(), call.visitor);
}

web::Response FeedPages::show(const Call& call, PageData variables) const {
    const auto read = parts_.store.read([&](const Reader& reader) -> Result<void> {
        for (const auto& feed : feeds_of(reader, call.visitor.member.id))
            variables.add("feeds",
                          {{{"id", std::to_string(feed.id.value)},
                            {"name", feed.name},
                            {"since", printer_.moment(feed.made_at, call.visitor)},
                            {"seen", feed.last_used_at ? printer_.moment(*feed.last_used_at, call.visitor) : ""}},
                           {}});
        return {};
    });
    if (!read) return printer_.trouble(read.error(), call.visitor);
    return printer_.show(200, "calendar_feed", call.visitor, std::move(variables));
}

}  // namespace rexflow::cell
