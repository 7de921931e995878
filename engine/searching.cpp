#include "engine/searching.hpp"

#include "engine/ports/registers.hpp"

namespace rexflow::engine {

namespace {

void add_line(std::string& texts, std::string_view text) {
    if (text.empty()) return;
    if (!texts.empty()) texts += '\n';
    texts += text;
}

/// Where the words of a field go; nowhere for codes and files.
std::string* place_of(const FieldDescriptor& field, SearchTexts& texts) {
    if (field.privacy == Privacy::open || field.kind == FieldKind::file || field.kind == FieldKind::windows)
        return nullptr;
    if (field.privacy == Privacy::narrative) return &texts.narrative;
    return field.kind == FieldKind::long_text ? &texts.correspondence : &texts.identity;
}

Result<void> fill_case(Unit& unit, const Workflow& workflow, const CaseRow& row, const MessageReader& reader) {
    const auto history = unit.history(row.id);
    if (!history) return Err(history.error());
    auto& search = *unit.edit_registers().search;
    for (const auto& past : *history) {
        const auto* const form = workflow.find_event(past.event.type);
        if (form == nullptr) continue;
        auto clear = past.event.payload;
        for (auto& [key, text] : clear) text = unit.unseal(row.id, text).value_or("");
        search.add(row.id, search_texts(*form, clear));
    }
    for (const auto& message : unit.messages_of(row.id)) {
        if (message.outcome != Outcome::case_opened && message.outcome != Outcome::reply) continue;
        const auto raw = unit.raw(message.id);
        if (!raw) continue;
        if (const auto email = reader.read(*raw)) search.add(row.id, search_texts(*email, reading::parts_of(*email)));
    }
    return {};
}

}  // namespace

SearchTexts search_texts(const EventDescriptor& form, const Payload& clear) {
    SearchTexts texts;
    for (const auto& [key, text] : clear)
        if (const auto* const field = form.find_field(key))
            if (auto* const place = place_of(*field, texts)) add_line(*place, text);
    return texts;
}

SearchTexts search_texts(const InboundEmail& email, const reading::SplitText& parts) {
    SearchTexts texts;
    texts.correspondence = email.subject;
    add_line(texts.correspondence, reading::told_in(email, parts));
    for (const auto& from : email.from) {
        add_line(texts.identity, from.name);
        add_line(texts.identity, from.address);
    }
    return texts;
}

Result<int> rebuild_search(Store& store, const Workflows& workflows, const MessageReader& reader) {
    constexpr int at_once = 100;
    auto cleared = store.write([](Unit& unit) -> Result<void> {
        unit.edit_registers().search->clear();
        return {};
    });
    if (!cleared) return Err(cleared.error());
    int filled = 0;
    CaseId last;
    for (bool more = true; more;) {
        auto done = store.write([&](Unit& unit) -> Result<void> {
            const auto rows = unit.cases(last, at_once);
            for (const auto& row : rows) {
                const auto* const workflow = workflows.find(row.workflow);
                if (workflow == nullptr) continue;
                auto part = unit.attempt([&](Unit& inner) { return fill_case(inner, *workflow, row, reader); });
                if (part) ++filled;
            }
            more = !rows.empty();
            if (more) last = rows.back().id;
            return {};
        });
        if (!done) return Err(done.error());
    }
    return filled;
}

}  // namespace rexflow::engine
