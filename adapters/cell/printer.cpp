#include "adapters/cell/printer.hpp"

#include <fmt/format.h>

namespace rexflow::cell {

using engine::Error;

web::Response Printer::show(int status, std::string_view page, const Visitor& visitor,
                            engine::LetterVariables variables) const {
    auto& values = variables.values;
    values["cpts"] = context_.house.name;
    values["contact_address"] = context_.house.contact_address;
    values["csrf"] = visitor.csrf;
    if (!visitor.is_stranger()) {
        values["own_name"] = visitor.member.name.empty() ? visitor.member.address : visitor.member.name;
        values["own_address"] = visitor.member.address;
        if (visitor.outstanding == engine::Outstanding::nothing) values["is_member"] = "yes";
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
