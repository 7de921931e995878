#include "adapters/cell/looking.hpp"

namespace rexflow::cell {

using engine::Error;

web::Response look(const DeskParts& parts, const Printer& printer, const Call& call, const Look& look) {
    std::optional<web::Response> response;
    const auto done = parts.store.read([&](const engine::Reader& reader) -> engine::Result<void> {
        response = look({reader, parts.context, parts.dispatcher, call.visitor.member, call.visitor.locale, call.now});
        return {};
    });
    if (!done) return problem(printer, done.error(), call);
    return response ? std::move(*response) : printer.show(404, "not_found", call.visitor);
}

web::Response problem(const Printer& printer, const Error& error, const Call& call) {
    switch (error.code) {
        case Error::Code::not_found:
        case Error::Code::invalid_input:
        case Error::Code::erased:
            return printer.show(404, "not_found", call.visitor);
        case Error::Code::refused:
            return printer.show(403, "forbidden", call.visitor);
        default:
            return printer.trouble(error, call.visitor);
    }
}

}  // namespace rexflow::cell
