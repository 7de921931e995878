#include "adapters/cell/moved_cases.hpp"

#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

#include <map>

namespace rexflow::cell {

std::vector<MovedCase> moved_cases(const Viewpoint& view, const engine::ObligationRule& rule,
                                   const engine::Allowance& allowance) {
    engine::DueQuery query;
    query.seen_by = view.member.id;
    query.obligations = {rule.key.substr(0, rule.key.find('.'))};
    query.until = view.now + std::chrono::years(100);
    query.limit = 500;
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

}  // namespace rexflow::cell
