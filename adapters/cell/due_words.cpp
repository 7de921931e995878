#include "adapters/cell/due_words.hpp"

#include "engine/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace rexflow::cell {

namespace {

constexpr int soon_days = 7;
constexpr std::string_view retention = "identity_retention";

std::string late_in_words(engine::Locale locale, int days) {
    const bool french = locale == engine::Locale::fr;
    if (days == 0) return french ? "en retard depuis aujourd’hui" : "late since today";
    if (days == 1) return french ? "1 jour de retard" : "1 day late";
    return french ? fmt::format("{} jours de retard", days) : fmt::format("{} days late", days);
}

}  // namespace

void add_chip(engine::PageData& item, const Viewpoint& view, const engine::CaseWords& words, engine::Instant due_at) {
    const int days = words.days_until(due_at, view.now);
    const bool is_late = view.now > due_at;
    item.values["chip"] = is_late ? late_in_words(view.locale, -days) : engine::days_in_words(days, view.locale);
    item.values["is_late"] = is_late ? "yes" : "";
    item.values["is_soon"] = !is_late && days <= soon_days ? "yes" : "";
}

std::vector<std::string> shown_duties(const Viewpoint& view) {
    std::vector<std::string> keys;
    const bool sees_retention = view.member.role >= engine::MemberRole::coordinator;
    for (const auto& workflow : view.context.workflows.all())
        for (const auto& rule : workflow->obligations())
            if (rule.key.find('.') == std::string::npos && (rule.key != retention || sees_retention))
                keys.push_back(rule.key);
    return keys;
}

std::string dialled(std::string_view phone) {
    std::string number;
    std::ranges::copy_if(phone, std::back_inserter(number), [](char c) { return (c >= '0' && c <= '9') || c == '+'; });
    return number;
}

std::string phone_in_pairs(std::string_view phone) {
    auto digits = dialled(phone);
    constexpr std::string_view france = "+33";
    constexpr std::size_t national = 10;
    if (digits.starts_with(france)) digits = "0" + digits.substr(france.size());
    if (digits.size() != national || digits.front() != '0') return std::string(phone);
    std::string pairs;
    for (std::size_t at = 0; at < digits.size(); at += 2) pairs += (at == 0 ? "" : "\u00A0") + digits.substr(at, 2);
    return pairs;
}

}  // namespace rexflow::cell
