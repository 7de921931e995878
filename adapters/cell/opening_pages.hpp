#pragma once

#include "adapters/cell/desk.hpp"
#include "adapters/cell/field_form.hpp"

#include <optional>

namespace rexflow::cell {

/// A case opened by hand, for a call or a letter: the fields of report_received, the few that matter first.
class OpeningPages {
public:
    explicit OpeningPages(const DeskParts& parts) : parts_(parts), printer_(parts.context, parts.renderer) {}

    [[nodiscard]] std::vector<Route> routes() const;

private:
    struct Opened;

    [[nodiscard]] web::Response show_form(const Call& call) const;
    [[nodiscard]] web::Response open(const Call& call) const;
    [[nodiscard]] engine::Result<void> open(engine::Unit& unit, const Call& call, Opened& opened) const;
    [[nodiscard]] engine::Result<engine::Event> read(const engine::Reader& reader, const Call& call,
                                                     Troubles& troubles) const;
    [[nodiscard]] const engine::EventDescriptor* find_form() const;
    [[nodiscard]] engine::Result<engine::CaseNumber> record(engine::Unit& unit, const Call& call,
                                                            const engine::Event& event) const;
    [[nodiscard]] web::Response form(int status, const Call& call, const Typed& typed, const Opened& opened) const;
    [[nodiscard]] Viewpoint view(const engine::Reader& reader, const Call& call) const;

    DeskParts parts_;
    Printer printer_;
};

}  // namespace rexflow::cell
