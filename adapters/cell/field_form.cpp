#include "adapters/cell/field_form.hpp"

#include "adapters/cell/field_words.hpp"
#include "engine/reading/window_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace rexflow::cell {

namespace {

using engine::FieldDescriptor;
using engine::FieldKind;
using engine::PageData;
using engine::Presence;
using engine::Text;

constexpr std::size_t most_radio_choices = 7;
constexpr std::string_view yes = "yes";

/// Fields the program fills in: nobody is asked for them, and what stands in them is kept.
struct InnerField {
    std::string_view event;  ///< empty: any
    std::string_view key;
};
constexpr std::array inner_fields{InnerField{"", "message"}, InnerField{"attachment_added", "reading"},
                                  InnerField{"attachment_added", "reading_reason"},
                                  InnerField{"split_answered", "case"}};

bool is_inner(std::string_view event, std::string_view key) {
    return std::ranges::any_of(inner_fields, [&](const InnerField& field) {
        return field.key == key && (field.event.empty() || field.event == event);
    });
}

struct Option {
    std::string value;
    std::string label;
};

std::string box_name(const FieldDescriptor& field, std::string_view value) {
    return fmt::format("{}.{}", field.key, value);
}

/// The beginning of a long text, cut between words.
std::string beginning(std::string_view text) {
    constexpr std::size_t longest = 70;
    text = text.substr(0, text.find('\n'));
    if (text.size() <= longest) return std::string(text);
    const auto end = text.substr(0, longest).find_last_of(' ');
    return end == std::string_view::npos ? std::string{} : std::string(text.substr(0, end)) + "…";
}

/// What a field that refers to an earlier entry can refer to, by its key; other keys mean every entry with content.
std::string_view referred_event(std::string_view key) {
    if (key == "gap") return "gap_added";
    if (key == "item") return "chronology_item_added";
    return key == "action" ? "action_linked" : std::string_view{};
}

/// An entry in a few words: its label, and what it says that carries the lesson.
std::optional<Option> entry_option(const FormSubject& subject, const engine::Workflow& workflow,
                                   const engine::HistoryEvent& entry) {
    const auto* const form = workflow.find_event(entry.event.type);
    if (form == nullptr) return std::nullopt;
    std::string said;
    for (const auto& field : form->fields) {
        const auto text = engine::text_of(entry.event.payload, field.key);
        if (field.privacy != engine::Privacy::narrative || text.empty()) continue;
        said = beginning(subject.view.reader.unseal(subject.id, text).value_or(""));
        if (field.key == "text" || field.key == "title") break;
    }
    if (said.empty() && form->kind == engine::EventKind::step) return std::nullopt;
    return Option{std::to_string(entry.seq), fmt::format("{}. {}{}", entry.seq, subject.view.in(form->label),
                                                         said.empty() ? "" : subject.view.in({" : ", ": "}) + said)};
}

std::vector<Option> entries(const FormSubject& subject, std::string_view key) {
    const auto row = subject.view.reader.find_case(subject.id);
    const auto* const workflow = row ? subject.view.context.workflows.find(row->workflow) : nullptr;
    std::vector<Option> options;
    if (workflow == nullptr) return options;
    const auto wanted = referred_event(key);
    for (const auto& entry : subject.history) {
        if (!wanted.empty() && entry.event.type != wanted) continue;
        if (auto option = entry_option(subject, *workflow, entry)) options.push_back(std::move(*option));
    }
    return options;
}

std::vector<Option> members(const Viewpoint& view) {
    std::vector<Option> options;
    for (const auto& member : view.reader.members())
        if (member.active)
            options.push_back(
                {engine::Actor::member(member.id).text, member.name.empty() ? member.address : member.name});
    return options;
}

std::vector<Option> options_of(const FormSubject& subject, const FieldDescriptor& field) {
    if (field.kind == FieldKind::member) return members(subject.view);
    if (field.kind == FieldKind::reference) return entries(subject, field.key);
    if (field.kind == FieldKind::flag)
        return {{"yes", subject.view.in({"Oui", "Yes"})}, {"no", subject.view.in({"Non", "No"})}};
    std::vector<Option> options;
    for (const auto& choice : field.choices)
        options.push_back({std::string(choice.value), subject.view.in(choice.label)});
    return options;
}

void add_options(PageData& item, const FormSubject& subject, const FieldDescriptor& field, const Typed& typed) {
    const auto chosen = engine::text_of(typed, field.key);
    int number = 0;
    for (const auto& option : options_of(subject, field)) {
        const bool is_box = field.kind == FieldKind::choices;
        const auto name = is_box ? box_name(field, option.value) : std::string(field.key);
        const bool is_on = is_box ? engine::text_of(typed, name) == yes : option.value == chosen;
        item.add("options", {{{"option_id", fmt::format("{}-{}", field.key, ++number)},
                              {"option_name", name},
                              {"option_value", is_box ? std::string(yes) : option.value},
                              {"option_label", option.label},
                              {"is_on", is_on ? "yes" : ""}},
                             {}});
    }
}

/// Which of the controls of a form a field is; the `type` of those that are an <input>.
struct Control {
    std::string_view name;
    std::string_view type = {};
};

Control control_of(const FieldDescriptor& field) {
    switch (field.kind) {
        case FieldKind::text:
        case FieldKind::windows:
            return {"is_line", "text"};
        case FieldKind::address:
            return {"is_line", "email"};
        case FieldKind::phone:
            return {"is_line", "tel"};
        case FieldKind::number:
            return {"is_number"};
        case FieldKind::day:
            return {"is_moment", "date"};
        case FieldKind::instant:
            return {"is_moment", "datetime-local"};
        case FieldKind::long_text:
        case FieldKind::addresses:
            return {"is_lines"};
        case FieldKind::flag:
            return {"is_radio"};
        case FieldKind::choice:
            return {field.choices.size() <= most_radio_choices ? "is_radio" : "is_select"};
        case FieldKind::choices:
            return {"is_boxes"};
        case FieldKind::member:
        case FieldKind::reference:
            return {"is_select"};
        case FieldKind::file:
            return {"is_file"};
    }
    return {"is_line", "text"};
}

/// Several boxes as one list, in the order of the descriptor.
std::string ticked(const FieldDescriptor& field, const Typed& typed) {
    std::string list;
    for (const auto& choice : field.choices)
        if (engine::text_of(typed, box_name(field, choice.value)) == yes)
            list += (list.empty() ? "" : ",") + std::string(choice.value);
    return list;
}

/// Addresses on lines of their own or separated by commas, semicolons or blanks.
std::string listed(std::string_view text) {
    std::string list;
    constexpr std::string_view between = " ,;\n\t";
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(between), text.size());
        if (end > 0) list += (list.empty() ? "" : ",") + std::string(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return list;
}

/// What members type is read as a mail would be; the notation is understood too.
std::string windows_from(const Viewpoint& view, std::string_view text) {
    namespace reading = engine::reading;
    if (const auto exact = reading::parse_windows(text)) return std::string(text);
    const auto read = reading::read_availability(text, view.context.calendar.zone().local(view.now));
    return read.empty() ? std::string(text) : reading::to_text(read);
}

std::string canonical(const FormSubject& subject, const FieldDescriptor& field, const Typed& typed) {
    const auto text = engine::text_of(typed, field.key);
    switch (field.kind) {
        case FieldKind::choices:
            return ticked(field, typed);
        case FieldKind::addresses:
            return listed(text);
        case FieldKind::windows:
            return text.empty() ? std::string{} : windows_from(subject.view, text);
        case FieldKind::instant:
            if (const auto at = parse_local_moment(text, subject.view.context.calendar)) return engine::to_text(*at);
            return std::string(text);
        case FieldKind::text:
        case FieldKind::long_text:
        case FieldKind::choice:
        case FieldKind::flag:
        case FieldKind::number:
        case FieldKind::day:
        case FieldKind::address:
        case FieldKind::phone:
        case FieldKind::member:
        case FieldKind::file:
        case FieldKind::reference:
            return std::string(text);
    }
    return std::string(text);
}

/// The same moment or windows as they are typed; empty where they cannot be.
std::string typed_value(const FormSubject& subject, const FieldDescriptor& field, const std::string& text) {
    if (field.kind == FieldKind::file) return {};
    if (field.kind == FieldKind::instant) {
        const auto at = engine::parse_instant(text);
        return at ? local_moment(*at, subject.view.context.calendar) : std::string{};
    }
    if (field.kind == FieldKind::addresses) {
        auto lines = text;
        std::ranges::replace(lines, ',', '\n');
        return lines;
    }
    if (field.kind == FieldKind::windows) {
        auto words = subject.view.words().value(field, text);
        return windows_from(subject.view, words) == text ? words : text;
    }
    return text;
}

}  // namespace

void add_fields(PageData& page, const FormSubject& subject, const Typed& typed, const Troubles& troubles) {
    for (const auto& field : subject.event.fields) {
        const auto trouble = troubles.find(field.key);
        const bool is_kept = trouble == troubles.end() && is_inner(subject.event.name, field.key);
        const bool is_blank = engine::text_of(typed, field.key).empty();
        if (is_kept && is_blank && field.presence != Presence::required) continue;
        const auto control = is_kept && !is_blank ? Control{"is_hidden"} : control_of(field);
        auto& item = page.add("fields");
        item.values = {
            {"key", std::string(field.key)},
            {"label", subject.view.in(field.label)},
            {"needed", field.presence == Presence::required ? "yes" : ""},
            {"help", help_for(subject.event.name, field, subject.view.locale)},
            {"trouble", trouble == troubles.end() ? std::string{} : trouble->second},
            {"value", field.kind == FieldKind::file ? std::string{} : std::string(engine::text_of(typed, field.key))},
            {"type", std::string(control.type)},
            {std::string(control.name), "yes"}};
        add_options(item, subject, field, typed);
    }
}

bool has_file(const engine::EventDescriptor& event) {
    return std::ranges::find(event.fields, FieldKind::file, &FieldDescriptor::kind) != event.fields.end();
}

ReadForm read_fields(const FormSubject& subject, const Typed& typed) {
    ReadForm read;
    for (const auto& field : subject.event.fields) {
        auto text = canonical(subject, field, typed);
        const engine::EventDescriptor alone{subject.event.name, subject.event.kind, subject.event.label, {&field, 1}};
        const engine::Payload payload{{std::string(field.key), text}};
        if (!engine::validate(alone, payload))
            read.troubles[std::string(field.key)] = trouble_with(field, text, subject.view.locale);
        if (!text.empty()) read.payload[std::string(field.key)] = std::move(text);
    }
    return read;
}

Typed typed_from(const FormSubject& subject, const engine::Payload& payload) {
    Typed typed;
    for (const auto& [key, text] : payload) {
        const auto* const field = subject.event.find_field(key);
        if (field == nullptr || text.empty()) continue;
        if (field->kind == FieldKind::choices)
            for (const auto value : engine::items_of(text)) typed[box_name(*field, value)] = yes;
        else
            typed[key] = typed_value(subject, *field, text);
    }
    return typed;
}

std::string local_moment(engine::Instant at, const engine::Calendar& calendar) {
    const auto local = calendar.zone().local(at);
    const std::chrono::hh_mm_ss clock(local.at);
    return fmt::format("{}T{:02}:{:02}", engine::to_text(local.on), clock.hours().count(), clock.minutes().count());
}

engine::Result<engine::Instant> parse_local_moment(std::string_view text, const engine::Calendar& calendar) {
    constexpr std::size_t day_length = 10;
    constexpr std::size_t length = 16;
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 99; };
    const bool has_shape =
        (text.size() == length || text.size() == length + 3) && text[day_length] == 'T' && text[day_length + 3] == ':';
    const auto on = has_shape ? engine::parse_day(text.substr(0, day_length)) : engine::parse_day("");
    const int hours = on ? digit(11) * 10 + digit(12) : 99;
    const int minutes = on ? digit(14) * 10 + digit(15) : 99;
    if (!on || hours > 23 || minutes > 59)
        return engine::Err(engine::Error::Code::invalid_input, "not a moment of the wall clock");
    return calendar.zone().instant(*on, std::chrono::hours(hours) + std::chrono::minutes(minutes));
}

}  // namespace rexflow::cell
