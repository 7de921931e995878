#pragma once

#include "adapters/cell/viewpoint.hpp"
#include "engine/page_data.hpp"
#include "engine/ports/case_lists.hpp"

namespace rexflow::cell {

/// What the address of a list asks for. `is_clean` is false where a part was not understood; that part is left out.
struct ListWish {
    engine::CaseListQuery query;
    std::string sought;  ///< words to search for; empty: none
    bool is_clean = true;
};

/// Reads the query of /dossiers: vue, etat, niveau, pilote, sorte, retard, tri, sens, apres, cherche. Without any, the
/// open cases, the last changed first.
[[nodiscard]] ListWish parse_list_wish(const Viewpoint& view, const engine::Payload& asked);

/// The page "cell/cases": views, filters, and a page of rows with its neighbours.
[[nodiscard]] engine::PageData case_list(const Viewpoint& view, const engine::Payload& asked, const ListWish& wish);

}  // namespace rexflow::cell
