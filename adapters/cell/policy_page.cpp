#include "adapters/cell/policy_page.hpp"

#include "adapters/cell/case_file.hpp"
#include "engine/notation.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

#include <map>

namespace rexflow::cell {

namespace {

using engine::PageData;
using engine::text_of;

constexpr int most_previewed = 500;
constexpr std::size_t most_shown = 100;

/// "2 jours ouvrés"; in English as the settings have it.
std::string in_words(const engine::Allowance& allowance, engine::Locale locale) {
    using engine::Counting;
    if (locale == engine::Locale::en) return engine::to_text(allowance);
    const bool is_one = allowance.amount == 1;
    if (allowance.unit == engine::TimeUnit::hours)
        return fmt::format("{} heure{}", allowance.amount, is_one ? "" : "s");
    const auto how = [&]() -> std::string_view {
        switch (allowance.counting) {
            case Counting::calendar:
                return "";
            case Counting::working_days:
                return is_one ? " ouvré" : " ouvrés";
            case Counting::ouvrables:
                return is_one ? " ouvrable" : " ouvrables";
            case Counting::cpc_642:
                return ", ou le jour ouvré suivant";
            case Counting::franc:
                return is_one ? " franc" : " francs";
        }
        return "";
    };
    if (allowance.unit == engine::TimeUnit::months) return fmt::format("{} mois{}", allowance.amount, how());
    return fmt::format("{} jour{}{}", allowance.amount, is_one ? "" : "s", how());
}

void add_rows(PageData& page, const Viewpoint& view, std::string_view chosen) {
    for (const auto& row : engine::rows_of(view.context.policy)) {
        const auto& allowance = view.context.policy.find(row.key)->allowance;
        auto& item = page.add("rules");
        item.values = {{"key", row.key},
                       {"label", view.in(row.label)},
                       {"allowance", allowance ? in_words(*allowance, view.locale) : std::string{}},
                       {"is_given", allowance ? "" : "yes"},
                       {"is_on", row.key == chosen ? "yes" : ""}};
        for (const auto& reminder : row.reminders) item.add("reminders", {{{"reminder", reminder}}, {}});
    }
}

void add_preview(PageData& page, const Viewpoint& view, const engine::ObligationRule& rule,
                 const engine::Allowance& allowance) {
    const auto words = view.words();
    const auto moved = moved_cases(view, rule, allowance);
    page.values["is_previewed"] = "yes";
    page.values["rule_label"] = view.in(rule.label);
    page.values["tried"] = in_words(allowance, view.locale);
    page.values["moved_count"] = std::to_string(moved.size());
    page.values["settings"] = fmt::format(R"("policy": {{ "obligations": {{ "{}": {{ "due": "{}" }} }} }})", rule.key,
                                          engine::to_text(allowance));
    for (std::size_t at = 0; at < std::min(moved.size(), most_shown); ++at) {
        const auto& [number, deadline] = moved[at];
        page.add("moved", {{{"number", number.text()},
                            {"case_address", address_of(number)},
                            {"due", words.due(deadline.obligation.due_at)},
                            {"would_be", words.due(deadline.would_be_due_at)},
                            {"is_past", deadline.would_be_due_at < view.now ? "yes" : ""}},
                           {}});
    }
    if (moved.size() > most_shown) page.values["more_moved"] = std::to_string(moved.size() - most_shown);
}

}  // namespace

std::vector<MovedCase> moved_cases(const Viewpoint& view, const engine::ObligationRule& rule,
                                   const engine::Allowance& allowance) {
    engine::DueQuery query;
    query.seen_by = view.member.id;
    query.obligations = {rule.key.substr(0, rule.key.find('.'))};
    query.until = view.now + std::chrono::years(100);
    query.limit = most_previewed;
    std::map<engine::CaseId, engine::CaseNumber> numbers;
    std::vector<engine::ObligationRow> live;
    for (auto& due : view.reader.registers().case_lists->due(query, view.now)) {
        numbers.emplace(due.obligation.case_id, due.of.row.number);
        live.push_back(std::move(due.obligation));
    }
    std::vector<MovedCase> moved;
    for (auto& deadline : engine::preview(allowance, rule.key, live, view.context.calendar)) {
        const auto number = numbers.at(deadline.obligation.case_id);
        moved.push_back({number, std::move(deadline)});
    }
    return moved;
}

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
