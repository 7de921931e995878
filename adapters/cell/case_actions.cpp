#include "adapters/cell/case_actions.hpp"

#include "adapters/cell/event_groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::cell {

namespace {

using engine::EventKind;
using engine::Offer;
using engine::PageData;
using engine::Text;

/// Steps that end or turn a case: possible at almost any moment, seldom meant, so never put first.
constexpr std::array<std::string_view, 9> seldom{"case_dismissed",  "given_up",           "case_reconsidered",
                                                 "step_reopened",   "meeting_called_off", "sheet_withheld",
                                                 "sheet_withdrawn", "action_abandoned",   "declaration_declined"};

bool is_seldom(std::string_view event) { return std::ranges::find(seldom, event) != seldom.end(); }

std::string form_address(const CaseFile& file, std::string_view event) {
    return fmt::format("{}/faire/{}", address_of(file.row.number), event);
}

/// Whether a step is a row away: the machine knows it from here, and a guard says what is missing.
bool is_near(const CaseFile& file, std::string_view event) {
    return std::ranges::any_of(file.workflow->table(), [&](const engine::TransitionRow& row) {
        return row.event == event && std::ranges::find(file.row.states, row.source) != file.row.states.end();
    });
}

class Actions {
public:
    Actions(const Viewpoint& view, const CaseFile& file, const Permission& may)
        : view_(view), file_(file), offers_(file.workflow->allowed(file.history)) {
        std::erase_if(offers_, [&](const Offer& offer) {
            return is_by_program(offer.event->name) || !may(view.member, file, *offer.event);
        });
    }

    void add_to(PageData& page) const {
        for (const auto& group : event_groups()) {
            PageData listed;
            listed.values = {{"group", view_.in(group.label)}, {"is_open", is_at_work(group) ? "yes" : ""}};
            for (const auto event : group.events)
                if (const auto* const offer = find(event)) add(page, listed, *offer);
            if (!listed.list("offers").empty()) page.add("groups", std::move(listed));
        }
        if (page.lists.contains("next")) put_first(page.lists["next"]);
        if (const auto* const offer = find("information_requested"); offer != nullptr && offer->possible)
            page.values["write_address"] = form_address(file_, offer->event->name);
    }

private:
    [[nodiscard]] bool is_at_work(const EventGroup& group) const {
        return std::ranges::any_of(file_.row.states,
                                   [&](const auto& state) { return group_for_state(state) == group.key; });
    }

    [[nodiscard]] const Offer* find(std::string_view event) const {
        const auto found = std::ranges::find(offers_, event, [](const Offer& offer) { return offer.event->name; });
        return found == offers_.end() ? nullptr : &*found;
    }

    void add(PageData& page, PageData& group, const Offer& offer) const {
        const auto name = offer.event->name;
        const bool is_step = offer.event->kind == EventKind::step;
        if (offer.possible)
            (is_step && !is_seldom(name) ? page : group)
                .add(is_step && !is_seldom(name) ? "next" : "offers", item(offer));
        else if (is_step && is_near(file_, name) && !is_seldom(name))
            page.add("not_yet", item(offer));
        else
            group.add("offers", item(offer));
    }

    /// What answers the deadline that comes first goes first.
    void put_first(std::vector<PageData>& next) const {
        const engine::Effects::Set* earliest = nullptr;
        auto first = next.begin();
        for (const auto& [key, live] : file_.situation.obligations) {
            const auto address = form_address(file_, event_for_duty(key));
            const auto found = std::ranges::find(
                next, address, [](const PageData& each) { return std::string(each.value("act_address")); });
            if (found == next.end() || (earliest != nullptr && live.due_at >= earliest->due_at)) continue;
            earliest = &live;
            first = found;
        }
        std::rotate(next.begin(), first, first + 1);
        next.front().values["is_first"] = "yes";
    }

    [[nodiscard]] PageData item(const Offer& offer) const {
        PageData item;
        item.values = {{"act", view_.in(act_of(*offer.event))},
                       {"act_address", offer.possible ? form_address(file_, offer.event->name) : ""},
                       {"is_first", ""}};
        for (const auto& reason : offer.reasons) item.add("reasons", {{{"reason", view_.in(reason)}}, {}});
        return item;
    }

    const Viewpoint& view_;
    const CaseFile& file_;
    std::vector<Offer> offers_;
};

/// What may be answered to a question the case asks, as the event and the field that says what it is about.
struct Answer {
    std::string_view question;
    std::string_view event;
    std::string_view field;
    std::string_view preset;
    Text label;
};

constexpr std::array answers{
    Answer{"reply_waits", "reply_settled", "", "", {"Noter ce qui a été fait", "Record what was done"}},
    Answer{"reply_waits", "case_reopened", "", "", {"Rouvrir le dossier", "Reopen the case"}},
    Answer{
        "split_offered", "split_answered", "message", "verdict=split", {"Faire un dossier à part", "Make it a case"}},
    Answer{"split_offered", "split_answered", "message", "verdict=keep", {"Garder ici", "Keep it here"}},
    Answer{"link_offered", "case_linked", "case", "", {"Lier les dossiers", "Link the cases"}},
    Answer{"link_offered", "link_declined", "case", "", {"Ce n’est pas le même", "Not the same"}},
};

}  // namespace

void add_actions(PageData& page, const Viewpoint& view, const CaseFile& file, const Permission& may) {
    Actions(view, file, may).add_to(page);
}

void add_decisions(PageData& page, const Viewpoint& view, const CaseFile& file) {
    for (const auto& question : file.situation.questions) {
        auto& item = page.add("decisions");
        item.values = {{"decision", view.in(question.sentence)}, {"other_case", ""}};
        if (const auto other = engine::CaseNumber::parse(question.about)) {
            item.values["other_case"] = other->text();
            item.values["other_address"] = address_of(*other);
        }
        for (const auto& answer : answers) {
            if (answer.question != question.key) continue;
            auto address = form_address(file, answer.event);
            if (!answer.field.empty()) address += fmt::format("?{}={}", answer.field, question.about);
            if (!answer.preset.empty()) address += fmt::format("&{}", answer.preset);
            item.add("answers", {{{"answer_label", view.in(answer.label)}, {"answer_address", address}}, {}});
        }
    }
}

}  // namespace rexflow::cell
