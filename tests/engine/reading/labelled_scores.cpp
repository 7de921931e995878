#include "tests/engine/reading/labelled_scores.hpp"

#include "engine/reading/folded.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

namespace rexflow::testing {

namespace {

using engine::reading::Person;
using engine::reading::Reading;
using engine::reading::Request;
using engine::reading::Scope;

/// "DUPONT" left in capitals is not how a name is written.
bool is_shouted(std::string_view name) {
    const auto count = [&](int (*is)(int)) {
        return std::count_if(name.begin(), name.end(), [&](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte < 128 && is(byte) != 0;
        });
    };
    return count(std::islower) == 0 && count(std::isupper) > 2;
}

std::string spelled_name(const std::string& name) {
    return is_shouted(name) ? name + " (capitals)" : engine::reading::fold(name);
}

void add_person(Answers& answers, const Person& person) {
    const auto add = [&](const char* field, const std::string& value) {
        if (!value.empty()) answers[field].push_back(value);
    };
    if (!person.family.empty()) add("names", "family " + spelled_name(person.family));
    if (!person.given.empty()) add("names", "given " + spelled_name(person.given));
    add("title", person.title);
    add("profession", person.profession);
}

/// The last words of the new text: those of the label when it ends with them.
std::string ending(const std::string& new_text, const LabelledMail& mail) {
    auto text = new_text;
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    for (const auto& label : mail.labels) {
        if (label.field != "new text") continue;
        const auto& words = label.alternatives.front();
        if (text.size() >= words.size() && text.substr(text.size() - words.size()) == words) return words;
    }
    auto begin = text.size() > 40 ? text.size() - 40 : 0;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text.substr(begin);
}

bool has_label(const LabelledMail& mail, std::string_view field) {
    return std::any_of(mail.labels.begin(), mail.labels.end(),
                       [&](const Label& label) { return label.field == field; });
}

std::string joined(const std::vector<std::string>& values) {
    std::string text;
    for (const auto& value : values) text += (text.empty() ? "" : " || ") + value;
    return text;
}

}  // namespace

Answers answers_of(const Reading& reading, const LabelledMail& mail) {
    Answers answers;
    if (reading.person) add_person(answers, *reading.person);
    for (const auto& phone : reading.phones) answers["phones"].push_back(phone.e164);
    if (!reading.phones.empty() && has_label(mail, "first phone")) {
        answers["first phone"] = {reading.phones.front().e164};
    }
    answers["windows"] = canonical_windows(reading.availability);

    const auto& demand = reading.demand;
    if (demand.request.value != Request::report) answers["request"] = {std::string(to_text(demand.request.value))};
    if (demand.scope.value != Scope::unknown) answers["scope"] = {std::string(to_text(demand.scope.value))};
    if (demand.kind) answers["kind"] = {std::string(to_text(demand.kind->value))};
    if (demand.urgent) answers["urgent"] = {"yes"};
    if (demand.possible_eigs) answers["eigs"] = {"yes"};
    if (demand.withdrawal) answers["withdrawal"] = {"yes"};

    if (!reading.text.quoted_text.empty()) answers["new text"] = {ending(reading.text.new_text, mail)};
    if (reading.text.is_forward) answers["forward"] = {"yes"};
    return answers;
}

void Scores::add(const LabelledMail& mail, const Answers& answers) {
    std::set<std::string> fields;
    for (const auto& label : mail.labels) fields.insert(label.field);
    for (const auto& [field, values] : answers) fields.insert(field);
    for (const auto& field : fields) {
        const auto found = answers.find(field);
        add_field(mail, field, found == answers.end() ? std::vector<std::string>() : found->second);
    }
}

void Scores::add_field(const LabelledMail& mail, const std::string& field, std::vector<std::string> read) {
    auto& tally = by_field[field];
    const auto take = [&](const Label& label) {
        const auto answer =
            std::find_first_of(read.begin(), read.end(), label.alternatives.begin(), label.alternatives.end());
        if (answer == read.end()) return false;
        read.erase(answer);
        return true;
    };
    std::vector<std::string> missed;
    bool is_required = false;
    for (const auto& label : mail.labels) {
        if (label.field != field || !label.required) continue;
        is_required = true;
        if (take(label))
            ++tally.right;
        else
            missed.push_back(joined(label.alternatives));
    }
    for (const auto& label : mail.labels) {
        if (label.field == field && !label.required) static_cast<void>(take(label));
    }
    tally.mails += is_required ? 1 : 0;
    tally.missed += static_cast<int>(missed.size());
    tally.wrong += static_cast<int>(read.size());
    for (std::size_t i = 0; i < std::max(missed.size(), read.size()); ++i) {
        misses.push_back({mail.id, field, i < missed.size() ? missed[i] : "", i < read.size() ? read[i] : ""});
    }
}

}  // namespace rexflow::testing
