#include "adapters/cell/cell.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace rexflow::cell {

namespace {

constexpr std::array<std::string_view, 23> pages{"account",
                                                 "again",
                                                 "busy",
                                                 "calendar_feed",
                                                 "case",
                                                 "cases",
                                                 "charter",
                                                 "choose_password",
                                                 "diagram",
                                                 "forbidden",
                                                 "forgotten_password",
                                                 "forgotten_sent",
                                                 "form",
                                                 "link_over",
                                                 "login",
                                                 "login_code",
                                                 "not_found",
                                                 "not_understood",
                                                 "recovery_codes",
                                                 "second_factor",
                                                 "session_over",
                                                 "today",
                                                 "trouble"};

}  // namespace

engine::Result<void> check_pages(const engine::PageRenderer& renderer) {
    for (const auto page : pages)
        if (!renderer.has(fmt::format("cell/{}", page)))
            return engine::Err(engine::Error::Code::configuration, fmt::format("there is no page cell/{}", page));
    return {};
}

std::vector<Route> Cell::routes() const {
    std::vector<Route> all;
    const auto add = [&](std::vector<Route> some) { std::move(some.begin(), some.end(), std::back_inserter(all)); };
    add(entrance_.routes());
    add(cases_.routes());
    add(passwords_.routes());
    add(own_.routes());
    add(feeds_.routes());
    return all;
}

}  // namespace rexflow::cell
