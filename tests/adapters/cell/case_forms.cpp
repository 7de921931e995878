#include "tests/adapters/cell/case_forms.hpp"

#include "tests/adapters/cell/scraped_form.hpp"

namespace rexflow::testing {

std::string form_of(const std::string& event) { return std::string(case_page) + "/faire/" + event; }

Answer fills(Tab& tab, const std::string& event, const Tab::Fields& answers) {
    const auto address = form_of(event);
    return tab.post(address, filled(tab, address, answers));
}

std::string section(const Answer& answer, const std::string& from, const std::string& to) {
    const auto& body = answer.response.body;
    const auto begin = body.find(from);
    return begin == std::string::npos ? std::string{} : body.substr(begin, body.find(to, begin) - begin);
}

}  // namespace rexflow::testing
