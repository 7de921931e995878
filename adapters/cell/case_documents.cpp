#include "adapters/cell/case_documents.hpp"

#include "adapters/cell/whole_number.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rexflow::cell {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;

Error no_such_file() { return {Error::Code::not_found, "there is no such file", ""}; }

Result<void> check_names_are_shown(const CaseFile& file) {
    if (file.shows_names()) return {};
    return Err(Error::Code::refused, "looking at the identities of the case has to be recorded first");
}

engine::Look look_at(const Viewpoint& view, const CaseFile& file, std::string about) {
    return {.member = view.member.id,
            .case_id = file.row.id,
            .looked = engine::Looked::at_attachment,
            .about = std::move(about),
            .at = view.now};
}

}  // namespace

Result<Document> file_of(const Viewpoint& view, const CaseFile& file, std::string_view seq, std::string_view field) {
    if (auto shown = check_names_are_shown(file); !shown) return Err(shown.error());
    const auto number = number_of<std::size_t>(seq);
    if (!number || *number < 1 || *number > file.history.size()) return Err(no_such_file());
    const auto& event = file.history[*number - 1].event;
    const auto* const form = file.workflow->find_event(event.type);
    const auto* const known = form == nullptr ? nullptr : form->find_field(field);
    if (known == nullptr || known->kind != engine::FieldKind::file) return Err(no_such_file());
    const auto clear = view.reader.unseal(file.row.id, engine::text_of(event.payload, known->key));
    if (!clear) return Err(no_such_file());
    const auto end = std::min(clear->find('\n'), clear->size());
    return Document{view.words().value(*known, *clear), clear->substr(std::min(end + 1, clear->size())),
                    look_at(view, file, fmt::format("{}/{}", *number, known->key))};
}

Result<Document> attachment_of(const Viewpoint& view, const CaseFile& file, const engine::MessageReader& message_reader,
                               std::string_view message, std::string_view position) {
    if (auto shown = check_names_are_shown(file); !shown) return Err(shown.error());
    const auto found = view.reader.find_message(id_of<engine::MessageId>(message));
    const auto place = number_of<std::size_t>(position);
    const auto raw = found && found->case_id == file.row.id ? view.reader.raw(found->id) : std::nullopt;
    if (!raw || !place) return Err(no_such_file());
    const auto email = message_reader.read(*raw);
    auto bytes = message_reader.attachment(*raw, *place);
    if (!email || !bytes || *place >= email->attachments.size()) return Err(no_such_file());
    return Document{email->attachments[*place].file_name, std::move(*bytes),
                    look_at(view, file, fmt::format("{}/{}", found->id.value, *place))};
}

Result<void> note(engine::Store& store, const engine::Look& look) {
    return store.write([&](engine::Unit& unit) -> Result<void> {
        unit.edit_registers().access_log->add(look);
        return {};
    });
}

}  // namespace rexflow::cell
