#include "adapters/app/reading_view.hpp"

#include "engine/reading/window_text.hpp"
#include "workflows/rex_case/workflow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace rexflow::app {

namespace {

using engine::Locale;
using engine::Text;
using engine::reading::Demand;
using engine::reading::Evidence;
using engine::reading::Person;
using engine::reading::Phone;
using engine::reading::Reading;
using engine::reading::Scope;
using engine::reading::Window;
using nlohmann::ordered_json;

constexpr std::array weekdays{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

std::string clock_time(engine::TimeOfDay at) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(at).count();
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

ordered_json or_null(const std::string& text) { return text.empty() ? ordered_json() : ordered_json(text); }

template <typename T>
ordered_json or_null(const std::optional<T>& value, const auto& worded) {
    return value ? ordered_json(worded(*value)) : ordered_json();
}

void add(ordered_json& json, const Evidence& evidence) {
    json["evidence"] = evidence.sentence;
    json["confidence"] = evidence.confidence;
}

ordered_json json_of(const Person& person) {
    ordered_json json{{"family", person.family},
                      {"given", person.given},
                      {"title", person.title},
                      {"profession", or_null(person.profession)}};
    add(json, person.evidence);
    return json;
}

ordered_json json_of(const Phone& phone) {
    ordered_json json{{"e164", phone.e164}, {"kind", to_text(phone.kind)}, {"extension", or_null(phone.extension)}};
    add(json, phone.evidence);
    return json;
}

ordered_json json_of(const Window& window) {
    auto days = ordered_json::array();
    for (const auto day : window.days) days.push_back(weekdays.at(day.c_encoding()));
    const auto day_text = [](engine::Day on) { return engine::to_text(on); };
    ordered_json json{{"days", days},
                      {"date", or_null(window.date, day_text)},
                      {"from", or_null(window.from, clock_time)},
                      {"to", or_null(window.to, clock_time)},
                      {"excluded", window.excluded},
                      {"not_before", or_null(window.not_before, day_text)},
                      {"not_after", or_null(window.not_after, day_text)},
                      {"channel", or_null(window.channel)}};
    add(json, window.evidence);
    return json;
}

ordered_json json_of(const Evidence& evidence) {
    auto json = ordered_json::object();
    add(json, evidence);
    return json;
}

/// Why the flags are as they are; those that are down have no reason.
ordered_json reasons_of(const Demand& demand) {
    auto reasons = ordered_json::object();
    const auto add_reason = [&](const char* what, const std::optional<Evidence>& evidence) {
        if (evidence && !evidence->sentence.empty()) reasons[what] = json_of(*evidence);
    };
    add_reason("request", demand.request.evidence);
    add_reason("scope", demand.scope.evidence);
    add_reason("kind", demand.kind ? std::optional(demand.kind->evidence) : std::nullopt);
    add_reason("urgent", demand.urgent);
    add_reason("possible_eigs", demand.possible_eigs);
    add_reason("withdrawal", demand.withdrawal);
    return reasons;
}

ordered_json json_of(const engine::Attachment& attachment) {
    return {{"name", attachment.file_name}, {"media_type", attachment.media_type}, {"size", attachment.size}};
}

template <typename Items>
ordered_json list_of(const Items& items) {
    auto list = ordered_json::array();
    for (const auto& item : items) list.push_back(json_of(item));
    return list;
}

constexpr std::array request_labels{Text{"un signalement", "a report"},
                                    Text{"être rappelé, sans plus", "to be called back"},
                                    Text{"une fiche remplie", "a filled-in form"}};
constexpr std::array scope_labels{Text{"non précisé", "not said"}, Text{"intra-CPTS", "intra-CPTS"},
                                  Text{"extra-CPTS (EIGS)", "extra-CPTS (EIGS)"}};
constexpr std::array kind_labels{Text{"événement indésirable", "incident"}, Text{"presque-accident", "near miss"},
                                 Text{"situation complexe", "complex situation"}, Text{"situation à risque", "risk"},
                                 Text{"bonne pratique", "good practice"}};

/// Lines of a label, a value and the sentence it came from, which is written once where several values share it.
class Lines {
public:
    explicit Lines(Locale language) : language_(language) {}

    void add(Text label, std::string_view value, const Evidence& evidence = {}) {
        text_ += fmt::format("{:<16}{}\n", label.in(language_), value);
        if (evidence.sentence != last_sentence_ && !evidence.sentence.empty())
            text_ += fmt::format("{:<16}« {} »\n", "", evidence.sentence);
        last_sentence_ = evidence.sentence;
    }
    void add(Text label, Text value, const Evidence& evidence = {}) { add(label, value.in(language_), evidence); }

    [[nodiscard]] std::string text() && { return std::move(text_); }

private:
    Locale language_;
    std::string text_;
    std::string last_sentence_;
};

std::string full_name(const Person& person) {
    std::string name;
    for (const auto* part : {&person.title, &person.given, &person.family})
        if (!part->empty()) name += (name.empty() ? "" : " ") + *part;
    return name;
}

/// As the form of an orientation calls it.
std::string profession_in_words(std::string_view code, Locale language) {
    static const auto workflow = rex_case::make_workflow();
    const auto* const oriented = workflow->find_event("oriented");
    const auto* const field = oriented == nullptr ? nullptr : oriented->find_field("to_profession");
    if (field == nullptr) return std::string(code);
    const auto found = std::ranges::find(field->choices, code, &engine::Choice::value);
    return std::string(found == field->choices.end() ? code : found->label.in(language));
}

template <typename Value, std::size_t size>
Text label_of(Value value, const std::array<Text, size>& labels) {
    return labels.at(static_cast<std::size_t>(value));
}

void add_demand(const Demand& demand, Lines& lines) {
    lines.add({"Demande", "Asks for"}, label_of(demand.request.value, request_labels), demand.request.evidence);
    if (demand.scope.value != Scope::unknown)
        lines.add({"Champ", "Scope"}, label_of(demand.scope.value, scope_labels), demand.scope.evidence);
    if (demand.kind) lines.add({"Nature", "Kind"}, label_of(demand.kind->value, kind_labels), demand.kind->evidence);
    if (demand.urgent) lines.add({"Urgent", "Urgent"}, Text{"oui", "yes"}, *demand.urgent);
    if (demand.possible_eigs)
        lines.add({"Gravité", "Gravity"}, Text{"EIGS possible : à évaluer", "possible EIGS: to be assessed"},
                  *demand.possible_eigs);
    if (demand.withdrawal)
        lines.add({"Retrait", "Withdrawal"}, Text{"le signalement est retiré", "the report is taken back"},
                  *demand.withdrawal);
}

/// The fields of a filled form by their keys.
ordered_json form_json(const engine::reading::FilledForm& form) {
    auto fields = ordered_json::object();
    for (const auto& field : form.fields)
        fields[field.key] = {
            {"value", field.value}, {"sentence", field.evidence.sentence}, {"confidence", field.evidence.confidence}};
    return {{"name", form.form}, {"fields", fields}, {"leftovers", form.leftovers}};
}

}  // namespace

ordered_json json_of(const engine::InboundEmail& email, const Reading& reading) {
    const auto& demand = reading.demand;
    return {{"name", reading.person ? json_of(*reading.person) : ordered_json()},
            {"phones", list_of(reading.phones)},
            {"availability", list_of(reading.availability)},
            {"request", to_text(demand.request.value)},
            {"scope", to_text(demand.scope.value)},
            {"kind", demand.kind ? ordered_json(to_text(demand.kind->value)) : ordered_json()},
            {"urgent", demand.urgent.has_value()},
            {"possible_eigs", demand.possible_eigs.has_value()},
            {"withdrawal", demand.withdrawal.has_value()},
            {"reasons", reasons_of(demand)},
            {"new_text", reading.text.new_text},
            {"quoted_text", reading.text.quoted_text},
            {"attachments", list_of(email.attachments)},
            {"form", email.form ? form_json(*email.form) : ordered_json()}};
}

std::string text_of(const engine::InboundEmail& email, const Reading& reading, Locale language) {
    Lines lines(language);
    if (reading.person) lines.add({"Nom", "Name"}, full_name(*reading.person), reading.person->evidence);
    if (reading.person && !reading.person->profession.empty())
        lines.add({"Profession", "Profession"}, profession_in_words(reading.person->profession, language));
    for (const auto& phone : reading.phones) lines.add({"Téléphone", "Phone"}, phone.e164, phone.evidence);
    for (const auto& window : reading.availability)
        lines.add({"Disponibilité", "Availability"}, in_words(window, language), window.evidence);
    add_demand(reading.demand, lines);
    if (email.form)
        for (const auto& field : email.form->fields)
            lines.add({"Fiche", "Form"}, fmt::format("{} = {}", field.key, field.value), field.evidence);
    for (const auto& attachment : email.attachments)
        lines.add({"Pièce jointe", "Attachment"}, fmt::format("{} ({})", attachment.file_name, attachment.media_type));
    return std::move(lines).text() + "\n" + reading.text.new_text + "\n";
}

}  // namespace rexflow::app
