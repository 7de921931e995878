#include "adapters/cell/printer.hpp"

#include "adapters/cell/paths.hpp"
#include "engine/roles.hpp"

#include <fmt/format.h>

#include <array>

namespace rexflow::cell {

using engine::Error;

namespace {

/// Where the navigation leads, for whom, and how the names of the pages begin that belong there.
struct Place {
    const char* address;
    engine::Text label;
    std::string_view pages;
    engine::Task task;
};

constexpr std::array places{
    Place{paths::home, {"Aujourd’hui", "Today"}, "today", engine::Task::see_cases},
    Place{paths::cases, {"Dossiers", "Cases"}, "cases", engine::Task::see_cases},
    Place{paths::actions, {"Actions", "Actions"}, "actions", engine::Task::see_cases},
    Place{paths::calendar, {"Calendrier", "Calendar"}, "calendar", engine::Task::see_cases},
    Place{paths::directory, {"Annuaire", "Directory"}, "directory", engine::Task::see_cases},
    Place{paths::administration, {"Administration", "Administration"}, "admin", engine::Task::release_mail},
};

void add_places(std::string_view page, const Visitor& visitor, engine::PageData& data) {
    for (const auto& place : places)
        if (engine::may(visitor.member.role, place.task))
            data.add("nav", {{{"nav_address", place.address},
                              {"nav_label", std::string(place.label.in(visitor.locale))},
                              {"is_current", page.starts_with(place.pages) ? "yes" : ""}},
                             {}});
}

}  // namespace

web::Response Printer::show(int status, std::string_view page, const Visitor& visitor,
                            engine::PageData variables) const {
    auto& values = variables.values;
    values["cpts"] = context_.house.name;
    values["contact_address"] = context_.house.contact_address;
    values["csrf"] = visitor.csrf;
    if (!visitor.is_stranger()) {
        values["own_name"] = visitor.member.name.empty() ? visitor.member.address : visitor.member.name;
        values["own_address"] = visitor.member.address;
        values["own_role"] =
            engine::member_roles.at(static_cast<std::size_t>(visitor.member.role)).label.in(visitor.locale);
        if (visitor.outstanding == engine::Outstanding::nothing) {
            values["is_member"] = "yes";
            add_places(page, visitor, variables);
        }
    }
    auto rendered = renderer_.render(fmt::format("cell/{}", page), visitor.locale, variables);
    if (!rendered) return {500, "text/plain; charset=utf-8", "Something went wrong here.\n", {}};
    return {status, "text/html; charset=utf-8", std::move(*rendered), {}};
}

web::Response Printer::go_to(std::string_view path) {
    return {303, "text/plain; charset=utf-8", "", {{"Location", std::string(path)}}};
}

web::Response Printer::trouble(const Error& error, const Visitor& visitor) const {
    const bool is_busy = error.code == Error::Code::busy;
    if (!error.retryable()) return show(500, "trouble", visitor);
    auto response = show(503, is_busy ? "busy" : "trouble", visitor);
    response.fields.emplace_back("Retry-After", is_busy ? "10" : "60");
    return response;
}

}  // namespace rexflow::cell
