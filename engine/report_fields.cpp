#include "engine/report_fields.hpp"

#include "engine/reading/window_text.hpp"
#include "engine/utf8.hpp"

#include <algorithm>

namespace rexflow::engine {

namespace {

/// Below this a value is a guess that nothing is done with (see Evidence).
constexpr double sure_enough = 0.5;

/// Longer than the subjects and names people write.
constexpr std::size_t longest_line = 300;

bool is_sure(const std::optional<reading::Evidence>& evidence) {
    return evidence && evidence->confidence >= sure_enough;
}

/// A display name or a subject may hold anything once it is decoded; a field of text fits on one line.
std::string on_one_line(std::string text) {
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < ' ' || c == 127; }, ' ');
    text.resize(whole_characters(text, longest_line).size());
    return text;
}

std::string full_name(const std::string& given, const std::string& family) {
    return given.empty() || family.empty() ? given + family : given + " " + family;
}

/// One who only gives a first name is known by what their mail program calls them.
std::string name_of(const reading::Reading& said, const Mailbox& sender) {
    const bool is_known =
        said.person && said.person->evidence.confidence >= sure_enough && !said.person->family.empty();
    return is_known ? full_name(said.person->given, said.person->family) : sender.name;
}

std::string phone_of(const reading::Reading& said) {
    const bool is_known = !said.phones.empty() && said.phones.front().evidence.confidence >= sure_enough;
    return is_known ? said.phones.front().e164 : "";
}

std::string windows_of(const reading::Reading& said) {
    auto windows = said.availability;
    std::erase_if(windows, [](const auto& window) { return window.evidence.confidence < sure_enough; });
    return to_text(windows);
}

}  // namespace

Payload report_fields(const InboundEmail& email, const Mailbox& sender, const reading::Reading& said) {
    const auto& demand = said.demand;
    Payload fields{{"name", on_one_line(name_of(said, sender))},
                   {"address", sender.address},
                   {"phone", phone_of(said)},
                   {"windows", windows_of(said)},
                   {"subject", on_one_line(email.subject)}};
    if (demand.scope.value != reading::Scope::unknown && demand.scope.evidence.confidence >= sure_enough)
        fields["scope"] = reading::to_text(demand.scope.value);
    if (is_sure(demand.urgent)) fields["urgent"] = "yes";
    if (is_sure(demand.possible_eigs)) fields["possible_eigs"] = "yes";
    return fields;
}

}  // namespace rexflow::engine
