#include "adapters/cell/draft_words.hpp"

#include "engine/ports/drafts.hpp"
#include "engine/ports/registers.hpp"

#include <algorithm>

namespace rexflow::cell {

std::optional<engine::Instant> lay_over_drafts(Typed& typed, const Viewpoint& view, const CaseFile& file,
                                               const engine::EventDescriptor& event) {
    std::optional<engine::Instant> kept_at;
    for (auto& draft : view.reader.registers().drafts->of_form(view.member.id, file.row.id, event.name)) {
        if (event.find_field(draft.field) == nullptr) continue;
        typed[draft.field] = std::move(draft.text);
        kept_at = std::max(kept_at.value_or(draft.kept_at), draft.kept_at);
    }
    return kept_at;
}

void add_drafts(engine::PageData& page, const Viewpoint& view, const CaseFile& file,
                const engine::EventDescriptor& event, std::optional<engine::Instant> found_of) {
    const bool has_long_text = std::ranges::find(event.fields, engine::FieldKind::long_text,
                                                 &engine::FieldDescriptor::kind) != event.fields.end();
    if (!has_long_text || file.row.erased) return;
    page.values["draft_address"] = address_of(file.row.number) + "/brouillon/" + std::string(event.name);
    page.values["writer"] = std::to_string(view.member.id.value);
    if (found_of) page.values["draft_kept_at"] = view.words().moment(*found_of);
}

}  // namespace rexflow::cell
