#include "engine/case_listing.hpp"

#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

namespace rexflow::engine {

namespace {

/// Set by the migration that made the lists.
constexpr std::string_view stale_note = "lists_are_stale";
constexpr int at_once = 500;

Result<void> list_case(Unit& unit, const Dispatcher& dispatcher, const CaseRow& row) {
    History history;
    const auto situation = dispatcher.load(unit, row, history);
    if (!situation) return Err(situation.error());
    unit.update_case(row.id, *situation, row.last_seq, row.updated_at);
    return {};
}

}  // namespace

Result<Listing> list_older_cases(Store& store, const Dispatcher& dispatcher) {
    Listing listing;
    bool is_stale = false;
    auto asked = store.read([&](const Reader& reader) -> Result<void> {
        is_stale = reader.note(stale_note) == "yes";
        return {};
    });
    if (!asked) return Err(asked.error());
    for (CaseId last; is_stale;) {
        auto done = store.write([&](Unit& unit) -> Result<void> {
            const auto rows = unit.registers().case_lists->unlisted(last, at_once);
            is_stale = !rows.empty();
            for (const auto& row : rows) {
                auto listed = unit.attempt([&](Unit& part) { return list_case(part, dispatcher, row); });
                if (listed)
                    ++listing.listed;
                else
                    listing.troubles.push_back(listed.error());
            }
            if (is_stale)
                last = rows.back().id;
            else if (listing.troubles.empty())
                unit.set_note(stale_note, "no");
            return {};
        });
        if (!done) return Err(done.error());
    }
    return listing;
}

}  // namespace rexflow::engine
