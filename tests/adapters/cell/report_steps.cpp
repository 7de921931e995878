#include "tests/adapters/cell/report_steps.hpp"

#include "tests/adapters/cell/scraped_form.hpp"

namespace rexflow::testing {

Answer declare(Tab& tab, const Tab::Fields& answers) {
    return tab.post("/declarer", filled(tab, "/declarer", answers));
}

std::string code_in(const Answer& answer) {
    const std::string open = "<p class=\"number receipt\">";
    const auto& body = answer.response.body;
    const auto begin = body.find(open);
    if (begin == std::string::npos) return {};
    const auto from = begin + open.size();
    return body.substr(from, body.find('<', from) - from);
}

}  // namespace rexflow::testing
