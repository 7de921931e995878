#pragma once

#include "adapters/cell/acting.hpp"
#include "adapters/cell/case_documents.hpp"
#include "adapters/cell/desk.hpp"
#include "adapters/cell/known_calls.hpp"

#include <functional>

namespace rexflow::cell {

/// The daily work: what waits today, the list of cases, a case, its forms, its files.
class CasePages {
public:
    explicit CasePages(const DeskParts& parts) : parts_(parts), printer_(parts.context, parts.renderer) {}

    [[nodiscard]] std::vector<Route> routes() const;

private:
    using Look = std::function<web::Response(const Viewpoint&)>;
    using LookAtCase = std::function<web::Response(const Viewpoint&, const CaseFile&)>;
    using FindDocument = std::function<engine::Result<Document>(const Viewpoint&, const CaseFile&)>;

    [[nodiscard]] web::Response show_today(const Call& call) const;
    [[nodiscard]] web::Response show_list(const Call& call) const;
    [[nodiscard]] web::Response keep_view(const Call& call) const;
    [[nodiscard]] web::Response drop_view(const Call& call) const;
    [[nodiscard]] web::Response show_case(const Call& call) const;
    [[nodiscard]] web::Response show_diagram(const Call& call) const;
    [[nodiscard]] web::Response draw_diagram(const Call& call) const;
    [[nodiscard]] web::Response show_form(const Call& call) const;
    [[nodiscard]] web::Response record(const Call& call) const;
    [[nodiscard]] web::Response look_at_names(const Call& call) const;
    [[nodiscard]] web::Response send_file(const Call& call) const;
    [[nodiscard]] web::Response send_attachment(const Call& call) const;
    [[nodiscard]] web::Response send(const Call& call, const FindDocument& find) const;

    /// Reads the store for a page.
    [[nodiscard]] web::Response look(const Call& call, const Look& look) const;
    /// The same with the case the path names; not there for whoever is set aside from it.
    [[nodiscard]] web::Response look_at_case(const Call& call, const LookAtCase& look) const;
    [[nodiscard]] web::Response form_again(const Call& call, const Order& order, const FormNews& news) const;
    [[nodiscard]] web::Response problem(const engine::Error& error, const Call& call) const;
    [[nodiscard]] ActingParts acting() const;

    DeskParts parts_;
    Printer printer_;
    mutable KnownCalls known_calls_;
};

}  // namespace rexflow::cell
