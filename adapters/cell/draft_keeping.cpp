#include "adapters/cell/draft_keeping.hpp"

#include "engine/ports/drafts.hpp"
#include "engine/ports/registers.hpp"
#include "engine/roles.hpp"

namespace rexflow::cell {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;

/// Of one field, in bytes: some forty pages.
constexpr std::size_t longest_draft = 128 * 1024;

/// The form a draft belongs to.
struct DraftedForm {
    CaseFile file;
    const engine::EventDescriptor* event;
};

Result<DraftedForm> drafted_form(const Viewpoint& view, const engine::CaseNumber& number, std::string_view name) {
    auto file = open_case(view, number);
    if (!file) return Err(file.error());
    const auto* const event = file->workflow->find_event(name);
    if (event == nullptr) return Err(Error::Code::not_found, "there is no such form");
    if (!engine::may_record(view.member.role, file->row.workflow, event->name, file->row.states))
        return Err(Error::Code::refused, "this member may not record this event");
    return DraftedForm{std::move(*file), event};
}

}  // namespace

Result<void> keep_drafts(engine::Unit& unit, const Viewpoint& view, const engine::CaseNumber& number,
                         std::string_view event, const engine::Payload& typed) {
    const auto form = drafted_form(view, number, event);
    if (!form) return Err(form.error());
    if (form->file.row.erased) return {};
    auto& drafts = *unit.edit_registers().drafts;
    for (const auto& field : form->event->fields) {
        const auto text = typed.find(field.key);
        if (field.kind != engine::FieldKind::long_text || text == typed.end()) continue;
        if (text->second.size() > longest_draft) return Err(Error::Code::invalid_input, "this text is too long");
        drafts.keep(
            {view.member.id, form->file.row.id, std::string(event), std::string(field.key), text->second, view.now});
    }
    return {};
}

Result<void> give_up_drafts(engine::Unit& unit, const Viewpoint& view, const engine::CaseNumber& number,
                            std::string_view event) {
    const auto form = drafted_form(view, number, event);
    if (!form) return Err(form.error());
    unit.edit_registers().drafts->drop(view.member.id, form->file.row.id, event);
    return {};
}

}  // namespace rexflow::cell
