#pragma once

#include "adapters/cell/visitor.hpp"
#include "adapters/web/http.hpp"
#include "engine/correspondence.hpp"
#include "engine/ports/page_renderer.hpp"

namespace rexflow::cell {

/// Makes answers of pages: what every page has (the CPTS, who is logged in, the token of forms) is added here.
class Printer {
public:
    Printer(const engine::Context& context, const engine::PageRenderer& renderer)
        : context_(context), renderer_(renderer), correspondence_(context) {}

    /// `page` is the name of a template below cell/.
    [[nodiscard]] web::Response show(int status, std::string_view page, const Visitor& visitor,
                                     engine::LetterVariables variables = {}) const;

    /// To another page of ours, after a form was taken (303).
    [[nodiscard]] static web::Response go_to(std::string_view path);

    /// Why it does not work, as a page: busy and store trouble are 503, the rest 500.
    [[nodiscard]] web::Response trouble(const engine::Error& error, const Visitor& visitor) const;

    /// "jeudi 13 mars 2025 à 18 h", where the visitor reads French.
    [[nodiscard]] std::string moment(engine::Instant at, const Visitor& visitor) const {
        return correspondence_.moment_in_words(at, visitor.locale);
    }

private:
    const engine::Context& context_;
    const engine::PageRenderer& renderer_;
    engine::Correspondence correspondence_;
};

}  // namespace rexflow::cell
