#include "adapters/cell/timeline.hpp"

#include "engine/ports/access_log.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace rexflow::cell {

namespace {

using engine::FieldKind;
using engine::PageData;
using engine::Privacy;

constexpr std::size_t most_entries_shown = 30;
constexpr int most_looks_shown = 50;
constexpr std::string_view question_event = "question_answered";

/// Numbers of rows of ours say nothing to a person.
bool is_inner(const engine::FieldDescriptor& field) {
    return field.key == "message" || field.key == "parent_reference" || field.key == "reading_reason";
}

class Telling {
public:
    Telling(const Viewpoint& view, const CaseFile& file) : view_(view), file_(file), words_(view.words()) {}

    [[nodiscard]] PageData entry(const engine::HistoryEvent& entry) const {
        const auto* const form = file_.workflow->find_event(entry.event.type);
        const bool is_member = entry.event.actor.member().has_value();
        PageData item;
        item.values = {{"entry", form == nullptr ? entry.event.type : view_.in(form->label)},
                       {"entry_seq", std::to_string(entry.seq)},
                       {"entry_at", words_.moment(entry.event.occurred_at)},
                       {"entry_by", words_.who(entry.event.actor)},
                       {"is_auto", is_member || entry.event.actor == engine::Actor::reporter() ? "" : "yes"},
                       {"kept_apart", ""}};
        if (entry.recorded_at - entry.event.occurred_at >= std::chrono::hours(1))
            item.values["recorded_at"] = words_.moment(entry.recorded_at);
        if (form != nullptr)
            for (const auto& field : form->fields) add_field(item, entry, field);
        add_effects(item, entry.effects);
        return item;
    }

private:
    void add_field(PageData& item, const engine::HistoryEvent& entry, const engine::FieldDescriptor& field) const {
        const auto stored = engine::text_of(entry.event.payload, field.key);
        if (stored.empty() || is_inner(field)) return;
        if (field.privacy == Privacy::identity && !file_.shows_names()) {
            item.values["kept_apart"] = "yes";
            return;
        }
        const auto clear = view_.reader.unseal(file_.row.id, stored);
        if (!clear) {
            item.values["was_erased"] = "yes";
        } else if (field.kind == FieldKind::file) {
            item.add("files", {{{"file_name", words_.value(field, *clear)},
                                {"file_address", file_address(file_.row.number, entry.seq, field.key)}},
                               {}});
        } else {
            item.add("said", {{{"said_label", view_.in(field.label)},
                               {"said", words_.value(field, *clear)},
                               {"is_long", field.kind == FieldKind::long_text ? "yes" : ""}},
                              {}});
        }
    }

    void add_effects(PageData& item, const engine::Effects& effects) const {
        std::set<std::pair<std::string, std::string>> told;
        for (const auto& letter : effects.letters) {
            if (!told.emplace(letter.letter, letter.to).second) continue;
            const auto role = engine::parse_role(letter.to);
            item.add(
                "effects",
                {{{"letter", words_.letter(letter.letter)}, {"letter_to", role ? words_.role(*role) : letter.to}}, {}});
        }
        for (const auto& set : effects.set)
            item.add("effects",
                     {{{"letter", ""}, {"duty", words_.duty(set.rule)}, {"duty_due", words_.due(set.due_at)}}, {}});
    }

    const Viewpoint& view_;
    const CaseFile& file_;
    engine::CaseWords words_;
};

}  // namespace

void add_timeline(PageData& page, const Viewpoint& view, const CaseFile& file) {
    const Telling telling(view, file);
    std::size_t count = 0;
    for (auto entry = file.history.rbegin(); entry != file.history.rend(); ++entry)
        page.add(++count <= most_entries_shown ? "entries" : "older_entries", telling.entry(*entry));
}

void add_questions(PageData& page, const Viewpoint& view, const CaseFile& file) {
    const auto* const form = file.workflow->find_event(question_event);
    const auto* const which = form == nullptr ? nullptr : form->find_field("which");
    if (which == nullptr) return;
    for (const auto& choice : which->choices) {
        auto& item = page.add("questions");
        item.values = {{"question", view.in(choice.label)},
                       {"question_address",
                        fmt::format("{}/faire/{}?which={}", address_of(file.row.number), question_event, choice.value)},
                       {"answer", ""}};
        for (const auto& entry : file.history)
            if (entry.event.type == question_event && engine::text_of(entry.event.payload, "which") == choice.value)
                item.values["answer"] =
                    view.reader.unseal(file.row.id, engine::text_of(entry.event.payload, "text")).value_or("");
    }
}

void add_looks(PageData& page, const Viewpoint& view, const CaseFile& file) {
    const auto words = view.words();
    for (const auto& look : view.reader.registers().access_log->of_case(file.row.id, most_looks_shown))
        page.add("looks", {{{"look_by", words.member(look.member)},
                            {"look_at", words.moment(look.at)},
                            {"look_reason", look.reason},
                            {"is_file", look.looked == engine::Looked::at_attachment ? "yes" : ""}},
                           {}});
}

std::string file_address(const engine::CaseNumber& number, int seq, std::string_view key) {
    return fmt::format("{}/pieces/{}/{}", address_of(number), seq, key);
}

}  // namespace rexflow::cell
