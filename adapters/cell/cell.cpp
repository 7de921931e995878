#include "adapters/cell/cell.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace rexflow::cell {

namespace {

constexpr std::array<std::string_view, 38> pages{"account",
                                                 "admin",
                                                 "admin_account",
                                                 "admin_accounts",
                                                 "admin_audit",
                                                 "admin_letter",
                                                 "admin_letters",
                                                 "admin_mail",
                                                 "admin_mailboxes",
                                                 "admin_outbox",
                                                 "admin_policy",
                                                 "admin_reason",
                                                 "again",
                                                 "busy",
                                                 "calendar",
                                                 "case",
                                                 "cases",
                                                 "charter",
                                                 "choose_password",
                                                 "diagram",
                                                 "directory",
                                                 "directory_entry",
                                                 "directory_import",
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
                                                 "reviews",
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
    add(directory_.routes());
    add(calendar_.routes());
    add(admin_.routes());
    add(care_of_accounts_.routes());
    add(care_of_mail_.routes());
    add(passwords_.routes());
    add(own_.routes());
    return all;
}

}  // namespace rexflow::cell
