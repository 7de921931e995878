#include "adapters/cell/case_page.hpp"

#include "adapters/cell/case_actions.hpp"
#include "adapters/cell/case_path.hpp"
#include "adapters/cell/due_words.hpp"
#include "adapters/cell/event_groups.hpp"
#include "adapters/cell/mail_thread.hpp"
#include "adapters/cell/timeline.hpp"
#include "engine/deadline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace rexflow::cell {

namespace {

using engine::PageData;
using engine::Role;

/// States that say of a region that there is nothing to say.
constexpr std::array silent_states{"unshared", "not_required"};

class CasePage {
public:
    CasePage(const Viewpoint& view, const CaseFile& file, const CasePageParts& parts)
        : view_(view), file_(file), parts_(parts), words_(view.words()) {}

    [[nodiscard]] PageData page(std::string_view done) const {
        PageData page;
        add_header(page, done);
        add_path(page, view_, file_);
        add_decisions(page, view_, file_);
        add_actions(page, view_, file_, parts_.may);
        add_deadlines(page);
        add_timeline(page, view_, file_);
        add_mails(page, view_, file_, parts_.message_reader, parts_.letter_renderer);
        add_questions(page, view_, file_);
        add_people(page);
        add_relatives(page);
        return page;
    }

private:
    void add_header(PageData& page, std::string_view done) const {
        const auto& row = file_.row;
        const auto levels = engine::levels_of(row.levels);
        const auto* const recorded = done.empty() ? nullptr : file_.workflow->find_event(done);
        page.values = {{"number", row.number.text()},
                       {"case_address", address_of(row.number)},
                       {"opened_at", words_.day(row.opened_at, view_.now)},
                       {"state", words_.state(row, 0)},
                       {"level", levels.empty() ? "" : std::to_string(levels.back())},
                       {"pilot", row.pilot ? words_.member(*row.pilot) : ""},
                       {"is_action", row.parent ? "yes" : ""},
                       {"is_case", row.parent ? "" : "yes"},
                       {"erased", row.erased ? "yes" : ""},
                       {"recorded", recorded == nullptr ? "" : view_.in(recorded->label)},
                       {"kind", last_label("case_classified", "kind")},
                       {"title", last_label("action_decided", "title")},
                       {"diagram", address_of(row.number) + "/schema"}};
        for (std::size_t region = 1; region < row.states.size(); ++region)
            if (std::ranges::find(silent_states, row.states[region]) == silent_states.end())
                page.add("regions", {{{"region_state", words_.state(row, region)}}, {}});
    }

    /// What the last entry of an event says in a field that names nobody; empty where there is none.
    [[nodiscard]] std::string last_label(std::string_view event, std::string_view key) const {
        const auto* const form = file_.workflow->find_event(event);
        const auto* const field = form == nullptr ? nullptr : form->find_field(key);
        if (field == nullptr || field->privacy == engine::Privacy::identity) return {};
        for (auto entry = file_.history.rbegin(); entry != file_.history.rend(); ++entry) {
            const auto stored = engine::text_of(entry->event.payload, key);
            if (entry->event.type != event || stored.empty()) continue;
            return words_.value(*field, view_.reader.unseal(file_.row.id, stored).value_or(""));
        }
        return {};
    }

    void add_deadlines(PageData& page) const {
        auto rows = view_.reader.obligations(file_.row.id);
        std::ranges::sort(rows, {}, &engine::ObligationRow::due_at);
        for (const auto& row : rows) {
            auto& item = page.add("deadlines");
            item.values = {{"duty", words_.duty(row.rule)},
                           {"due", words_.due(row.due_at)},
                           {"next_reminder", next_reminder(row)}};
            add_chip(item, view_, words_, row.due_at);
        }
    }

    /// Who hears next of a deadline, and when; empty where nobody does.
    [[nodiscard]] std::string next_reminder(const engine::ObligationRow& row) const {
        const auto* const rule = view_.context.policy.find(row.rule);
        if (rule == nullptr || !row.next_at) return {};
        const auto planned =
            engine::planned_between(*rule, row.started_at, row.due_at, *row.next_at - std::chrono::seconds(1),
                                    *row.next_at, view_.context.calendar);
        if (planned.empty()) return {};
        const auto when = words_.day(*row.next_at, view_.now);
        const auto& step = *planned.front().step;
        if (!step.event.empty()) {
            const auto* const event = file_.workflow->find_event(step.event);
            const auto label = event == nullptr ? step.event : view_.in(event->label);
            return view_.locale == engine::Locale::fr ? fmt::format("{} : {}, sans autre rappel", when, label)
                                                      : fmt::format("{}: {}, without another reminder", when, label);
        }
        return view_.locale == engine::Locale::fr ? fmt::format("Prochain rappel {} ({})", when, words_.role(step.to))
                                                  : fmt::format("Next reminder {} ({})", when, words_.role(step.to));
    }

    void add_people(PageData& page) const {
        page.values["names_until"] = file_.names_until ? words_.hour(*file_.names_until) : "";
        page.values["names_address"] = address_of(file_.row.number) + "/identite";
        for (const auto& person : view_.reader.participants(file_.row.id)) {
            auto& item = page.add("people");
            item.values = {{"person_role", words_.role(person.role)},
                           {"undeliverable", person.undeliverable ? "yes" : ""},
                           {"person_name", file_.shows_names() ? person.name : ""},
                           {"person_address", file_.shows_names() ? person.address : ""},
                           {"person_phone", file_.shows_names() ? phone_in_pairs(person.phone) : ""},
                           {"person_call", file_.shows_names() ? dialled(person.phone) : ""}};
        }
        for (const auto member : file_.situation.set_aside)
            page.add("set_aside", {{{"set_aside_member", words_.member(member)}}, {}});
    }

    void add_relatives(PageData& page) const {
        if (const auto parent = file_.row.parent ? view_.reader.find_case(*file_.row.parent) : std::nullopt) {
            page.values["parent"] = parent->number.text();
            page.values["parent_address"] = address_of(parent->number);
        }
        for (const auto& child : view_.reader.children(file_.row.id))
            page.add("actions_of", {{{"child", child.number.text()},
                                     {"child_address", address_of(child.number)},
                                     {"child_state", words_.state(child, 0)}},
                                    {}});
        std::set<std::string, std::less<>> seen;
        for (const auto& entry : file_.history) {
            if (entry.event.type != "case_linked") continue;
            const auto number = engine::CaseNumber::parse(engine::text_of(entry.event.payload, "case"));
            if (!number || !seen.insert(number->text()).second) continue;
            page.add("linked", {{{"linked_case", number->text()}, {"linked_address", address_of(*number)}}, {}});
        }
        const bool has_relatives = file_.row.parent || !page.list("actions_of").empty() || !page.list("linked").empty();
        page.values["has_relatives"] = has_relatives ? "yes" : "";
    }

    const Viewpoint& view_;
    const CaseFile& file_;
    const CasePageParts& parts_;
    engine::CaseWords words_;
};

}  // namespace

PageData case_page(const Viewpoint& view, const CaseFile& file, const CasePageParts& parts, std::string_view done) {
    return CasePage(view, file, parts).page(done);
}

}  // namespace rexflow::cell
