#pragma once

#include "adapters/cell/desk.hpp"
#include "engine/directory_import.hpp"

namespace rexflow::cell {

/// /annuaire: the professionals a case can be oriented to.
class DirectoryPages {
public:
    explicit DirectoryPages(const DeskParts& parts) : parts_(parts), printer_(parts.context, parts.renderer) {}

    [[nodiscard]] std::vector<Route> routes() const;

private:
    [[nodiscard]] web::Response list(const Call& call) const;
    [[nodiscard]] web::Response form(const Call& call) const;
    [[nodiscard]] web::Response add(const Call& call) const;
    [[nodiscard]] web::Response change(const Call& call) const;
    [[nodiscard]] web::Response remove(const Call& call) const;
    [[nodiscard]] web::Response import_form(const Call& call) const;
    [[nodiscard]] web::Response import(const Call& call) const;

    /// Its form, with what was typed.
    [[nodiscard]] web::Response show_form(int status, const Call& call, const engine::Professional& entry,
                                          engine::PageData page) const;
    [[nodiscard]] web::Response show_import(int status, const Call& call, const engine::DirectoryFile& file,
                                            engine::PageData page) const;

    DeskParts parts_;
    Printer printer_;
};

}  // namespace rexflow::cell
