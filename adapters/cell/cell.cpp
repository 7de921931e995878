#include "adapters/cell/cell.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace rexflow::cell {

namespace {

constexpr std::array<std::string_view, 15> pages{"again",     "busy",           "case",         "cases", "charter",
                                                 "diagram",   "forbidden",      "form",         "login", "login_code",
                                                 "not_found", "not_understood", "session_over", "today", "trouble"};

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
    return all;
}

}  // namespace rexflow::cell
