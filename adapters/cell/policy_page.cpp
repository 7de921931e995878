#include "adapters/cell/policy_page.hpp"

#include "adapters/cell/case_file.hpp"
#include "adapters/cell/moved_cases.hpp"
#include "engine/notation.hpp"
#include "engine/policy_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace rexflow::cell {

namespace {

using engine::PageData;
using engine::text_of;

constexpr std::size_t most_moves = 100;

/// Letters that say no more than when they come.
constexpr std::array<std::string_view, 3> general_letters{"reminder", "overdue", "escalation"};

/// What is recorded instead of a letter, by its label.
std::string event_in_words(const Viewpoint& view, std::string_view name) {
    for (const auto& workflow : view.context.workflows.all())
        if (const auto* const event = workflow->find_event(name)) return view.in(event->label);
    return std::string(name);
}

/// "5 jours avant l’échéance (coordination)", with the letter's name where it is one of its own.
std::string reminder_in_words(const Viewpoint& view, const engine::CaseWords& words, const engine::ReminderStep& step) {
    constexpr engine::Text records{"{}\u00A0: RexFlow note «\u00A0{}\u00A0»", "{}: RexFlow records “{}”"};
    constexpr engine::Text colon{"\u00A0: ", ": "};
    const auto moment = engine::reminder_moment_in_words(step, view.locale);
    if (!step.event.empty())
        return fmt::format(fmt::runtime(records.in(view.locale)), moment, event_in_words(view, step.event));
    const auto text =
        fmt::format("{} ({}){}", moment, words.role(step.to), engine::reminder_manner_in_words(step, view.locale));
    if (std::ranges::find(general_letters, step.letter) != general_letters.end()) return text;
    return text + std::string(colon.in(view.locale)) + words.letter(step.letter);
}

void add_rows(PageData& page, const Viewpoint& view, std::string_view chosen) {
    const auto words = view.words();
    for (const auto& rule : view.context.policy.rules()) {
        auto& item = page.add("rules");
        item.values = {
            {"key", rule.key},
            {"label", view.in(rule.label)},
            {"allowance", rule.allowance ? engine::allowance_in_words(*rule.allowance, view.locale) : std::string{}},
            {"is_given", rule.allowance ? "" : "yes"},
            {"is_on", rule.key == chosen ? "yes" : ""}};
        for (const auto& step : rule.reminders)
            item.add("reminders", {{{"reminder", reminder_in_words(view, words, step)}}, {}});
    }
}

void add_preview(PageData& page, const Viewpoint& view, const engine::ObligationRule& rule,
                 const engine::Allowance& allowance) {
    const auto words = view.words();
    const auto moved = moved_cases(view, rule, allowance);
    page.values["is_previewed"] = "yes";
    page.values["rule_label"] = view.in(rule.label);
    page.values["tried"] = engine::allowance_in_words(allowance, view.locale);
    page.values["moved_count"] = std::to_string(moved.size());
    page.values["settings"] = fmt::format(R"("policy": {{ "obligations": {{ "{}": {{ "due": "{}" }} }} }})", rule.key,
                                          engine::to_text(allowance));
    for (std::size_t at = 0; at < std::min(moved.size(), most_moves); ++at) {
        const auto& [number, deadline] = moved[at];
        page.add("moved", {{{"number", number.text()},
                            {"case_address", address_of(number)},
                            {"due", words.due(deadline.obligation.due_at)},
                            {"would_be", words.due(deadline.would_be_due_at)},
                            {"is_past", deadline.would_be_due_at < view.now ? "yes" : ""}},
                           {}});
    }
    if (moved.size() > most_moves) page.values["more_moved"] = std::to_string(moved.size() - most_moves);
}

}  // namespace

PageData policy_page(const Viewpoint& view, const engine::Payload& asked) {
    const auto key = text_of(asked, "regle");
    const auto text = text_of(asked, "delai");
    PageData page;
    page.values["delay"] = text;
    const auto* const rule = view.context.policy.find(key);
    if (!key.empty() || !text.empty()) {
        const auto allowance = engine::parse_allowance(text);
        if (rule == nullptr || !rule->allowance)
            page.values["no_rule"] = "yes";
        else if (!allowance)
            page.values["not_understood"] = "yes";
        else
            add_preview(page, view, *rule, *allowance);
    }
    add_rows(page, view, key);
    return page;
}

}  // namespace rexflow::cell
