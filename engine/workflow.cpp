#include "engine/workflow.hpp"

#include "engine/classification.hpp"
#include "engine/reading/window_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rexflow::engine {

namespace {

bool is_digits(std::string_view text) {
    return !text.empty() && text.size() <= 9 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool has_line_break(std::string_view text) { return text.find_first_of("\r\n") != std::string_view::npos; }

bool is_choice(const FieldDescriptor& field, std::string_view text) {
    return std::ranges::find(field.choices, text, &Choice::value) != field.choices.end();
}

std::string choices_of(const FieldDescriptor& field) {
    std::string all;
    for (const auto& choice : field.choices) all += (all.empty() ? "" : ", ") + std::string(choice.value);
    return all;
}

/// What is wrong with a value, as the hint that says how it is written; empty when nothing is.
std::string misspelled(const FieldDescriptor& field, std::string_view text) {
    switch (field.kind) {
        case FieldKind::text:
        case FieldKind::phone:
            return has_line_break(text) ? "write it on one line" : "";
        case FieldKind::long_text:
            return "";
        case FieldKind::choice:
            return is_choice(field, text) ? "" : "one of: " + choices_of(field);
        case FieldKind::choices:
            return std::ranges::all_of(items_of(text), [&](auto part) { return is_choice(field, part); })
                       ? ""
                       : "one or more, separated by commas, of: " + choices_of(field);
        case FieldKind::flag:
            return text == "yes" || text == "no" ? "" : "yes or no";
        case FieldKind::number:
            return is_digits(text) ? "" : "a whole number, 0 or more";
        case FieldKind::day:
            return parse_day(text) ? "" : "a day, written 2026-03-19";
        case FieldKind::instant:
            return parse_instant(text) ? "" : "a moment, written 2026-03-19T09:00:00Z or 2026-03-19T10:00:00+01:00";
        case FieldKind::address:
            return is_usable_address(text) ? "" : "an address, written lea@example.org";
        case FieldKind::addresses:
            return std::ranges::all_of(items_of(text), is_usable_address) ? "" : "addresses, separated by commas";
        case FieldKind::member:
            return Actor{std::string(text)}.member() ? "" : "the address of an active member of the cell";
        case FieldKind::file:
            return text.starts_with("file:") || text.starts_with(sealed_mark) ? "" : "a file";
        case FieldKind::reference:
            return is_digits(text) ? "" : "the number of an earlier entry of this case";
        case FieldKind::windows:
            return reading::parse_windows(text) ? "" : "windows, written tue,thu 12:00-14:00; not wed";
    }
    return "";
}

}  // namespace

const EventDescriptor* Workflow::find_event(std::string_view name) const {
    const auto all = events();
    const auto found = std::ranges::find(all, name, &EventDescriptor::name);
    return found == all.end() ? nullptr : &*found;
}

const QuestionDescriptor* Workflow::find_question(std::string_view name) const {
    const auto all = questions();
    const auto found = std::ranges::find(all, name, &QuestionDescriptor::name);
    return found == all.end() ? nullptr : &*found;
}

Result<void> validate(const EventDescriptor& event, const Payload& payload) {
    for (const auto& [key, text] : payload) {
        if (const auto* field = event.find_field(key); field == nullptr) {
            std::string known;
            for (const auto& other : event.fields) known += (known.empty() ? "" : ", ") + std::string(other.key);
            return Err(Error::Code::invalid_input, fmt::format("{} has no field of that name", event.name),
                       known.empty() ? "it has no fields" : "its fields are: " + known);
        } else if (!text.empty()) {
            if (auto hint = misspelled(*field, text); !hint.empty())
                return Err(Error::Code::invalid_input,
                           fmt::format("{}: the field {} is not written as it should be", event.name, key), hint);
        }
    }
    for (const auto& field : event.fields)
        if (field.presence == Presence::required && text_of(payload, field.key).empty())
            return Err(Error::Code::invalid_input, fmt::format("{}: the field {} is missing", event.name, field.key),
                       std::string(field.label.en));
    return {};
}

const Workflow* Workflows::find(std::string_view name) const {
    const auto found = std::ranges::find(all_, name, [](const auto& workflow) { return workflow->name(); });
    return found == all_.end() ? nullptr : found->get();
}

}  // namespace rexflow::engine
