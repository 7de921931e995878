#include "adapters/cell/feed_pages.hpp"

#include "adapters/cell/paths.hpp"
#include "adapters/cell/whole_number.hpp"
#include "engine/calendar_feeds.hpp"

namespace rexflow::cell {

namespace {

namespace feeds = engine::calendar_feeds;
using engine::PageData;
using engine::Reader;
using engine::Result;
using engine::text_of;
using engine::Unit;

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
    PageData variables;
    const auto done = parts_.store.write([&](Unit& unit) -> Result<void> {
        auto made = feeds::make(unit, parts_.context, call.visitor.member.id, text_of(call.form, "name"), call.now);
        if (!made) return engine::Err(made.error());
        variables.values["feed_address"] = std::move(*made);
        return {};
    });
    return done ? show(call, std::move(variables)) : printer_.trouble(done.error(), call.visitor);
}

/// One's own only: another member's is as good as none.
web::Response FeedPages::take_back(const Call& call) const {
    const auto id = id_of<engine::TokenId>(call.parts.front());
    if (id.value < 1) return printer_.show(404, "not_found", call.visitor);
    const auto done = parts_.store.write([&](Unit& unit) -> Result<void> {
        static_cast<void>(feeds::take_back(unit, call.visitor.member.id, id, call.now));
        return {};
    });
    return done ? Printer::go_to(paths::feeds) : printer_.trouble(done.error(), call.visitor);
}

web::Response FeedPages::show(const Call& call, PageData variables) const {
    const auto read = parts_.store.read([&](const Reader& reader) -> Result<void> {
        for (const auto& feed : feeds::of_member(reader, call.visitor.member.id))
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
