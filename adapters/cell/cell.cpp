#include "adapters/cell/cell.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace rexflow::cell {

namespace {

constexpr auto pages = std::to_array<std::string_view>({
    "account",
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
    "calendar_feed",
    "case",
    "cases",
    "charter",
    "choose_password",
    "declare",
    "declared",
    "diagram",
    "directory",
    "directory_entry",
    "directory_import",
    "follow",
    "followed",
    "forbidden",
    "forgotten_password",
    "forgotten_sent",
    "form",
    "link_over",
    "login",
    "login_code",
    "not_found",
    "not_understood",
    "open_case",
    "recovery_codes",
    "reviews",
    "second_factor",
    "session_over",
    "today",
    "trouble",
});

}  // namespace

std::span<const std::string_view> page_names() { return pages; }

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
    add(reports_.routes());
    add(opening_.routes());  // before "/dossiers/{number}"
    add(cases_.routes());
    add(live_.routes());
    add(directory_.routes());
    add(calendar_.routes());
    add(admin_.routes());
    add(care_of_accounts_.routes());
    add(care_of_mail_.routes());
    add(passwords_.routes());
    add(own_.routes());
    add(feeds_.routes());
    return all;
}

}  // namespace rexflow::cell
