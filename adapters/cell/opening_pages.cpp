#include "adapters/cell/opening_pages.hpp"

#include "adapters/cell/case_file.hpp"
#include "adapters/cell/event_form.hpp"
#include "adapters/cell/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::cell {

namespace {

using engine::Err;
using engine::Error;
using engine::EventDescriptor;
using engine::FieldDescriptor;
using engine::PageData;
using engine::Result;
using engine::text_of;

constexpr std::string_view rex_case = "rex_case";
constexpr std::string_view report_received = "report_received";
constexpr std::string_view once_name = "once";  ///< known by the form that was handed out
constexpr std::string_view pilot_name = "pilot";
constexpr std::string_view channel = "channel";

/// What is asked at once, in the order of a call; the rest waits behind a fold.
constexpr auto first_fields = std::to_array<std::string_view>({"channel", "name", "phone", "windows", "text"});
constexpr auto other_fields = std::to_array<std::string_view>({"address", "urgent", "scope", "possible_eigs"});

/// How a report comes to a person; the others are the program's to say.
constexpr auto by_hand = std::to_array<std::string_view>({"phone", "in_person", "letter", "form"});

constexpr engine::Text not_later{"Ce moment est dans le futur.", "This moment lies ahead."};
constexpr engine::Text not_understood{"Merci de vérifier la date et l’heure.", "Please check date and time."};
constexpr engine::Text not_possible{"Le dossier n’a pas pu être ouvert. Merci de vérifier ce qui est écrit.",
                                    "The case could not be opened. Please check what is written."};

/// Some fields of an event, as an event of its own for the forms.
class PartOfForm {
public:
    PartOfForm(const EventDescriptor& whole, std::span<const std::string_view> keys) {
        for (const auto key : keys)
            if (const auto* const field = whole.find_field(key)) fields_.push_back(*field);
        for (auto& field : fields_) {
            if (field.key != channel) continue;
            for (const auto value : by_hand)
                for (const auto& choice : field.choices)
                    if (choice.value == value) channels_.push_back(choice);
            field.choices = channels_;
        }
        event_ = {whole.name, whole.kind, whole.label, fields_};
    }
    PartOfForm(const PartOfForm&) = delete;
    PartOfForm& operator=(const PartOfForm&) = delete;

    [[nodiscard]] const EventDescriptor& event() const { return event_; }

private:
    std::vector<FieldDescriptor> fields_;
    std::vector<engine::Choice> channels_;
    EventDescriptor event_;
};

/// What a member opened last by hand, so that a second click opens nothing: "<once> <what was typed> <number>".
std::string note_key(engine::MemberId member) { return fmt::format("opened_by_hand:{}", member.value); }

std::string typed_in_short(const engine::Signer& signer, const Typed& typed) {
    std::string all;
    for (const auto& [key, value] : typed) all += fmt::format("{}={}\n", key, value);
    return signer.sign("opening:" + all);
}

}  // namespace

/// What came of trying.
struct OpeningPages::Opened {
    std::optional<engine::CaseNumber> number;  ///< there is a case now
    std::optional<engine::CaseNumber> before;  ///< the same form opened this one, with other words
    Troubles troubles;
    std::string reason;
};

std::vector<Route> OpeningPages::routes() const {
    return {
        {"GET", paths::new_case, Gate::member, engine::Task::open_case,
         [this](const Call& call) { return show_form(call); }},
        {"POST", paths::new_case, Gate::member, engine::Task::open_case,
         [this](const Call& call) { return open(call); }},
    };
}

web::Response OpeningPages::show_form(const Call& call) const {
    return form(200, call, {{std::string(channel), "phone"}}, {});
}

web::Response OpeningPages::open(const Call& call) const {
    Opened opened;
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> { return open(unit, call, opened); });
    if (!done) return printer_.trouble(done.error(), call.visitor);
    if (opened.number) return Printer::go_to(fmt::format("{}?fait={}", address_of(*opened.number), report_received));
    return form(opened.troubles.empty() ? 409 : 422, call, call.form, opened);
}

/// Either there is a case afterwards, or `opened` says why not and nothing was changed.
Result<void> OpeningPages::open(engine::Unit& unit, const Call& call, Opened& opened) const {
    const auto once = text_of(call.form, once_name);
    const auto key = note_key(call.visitor.member.id);
    const auto mark = fmt::format("{} {} ", once, typed_in_short(parts_.context.signer, call.form));
    if (const auto last = unit.note(key).value_or(""); !once.empty() && last.starts_with(fmt::format("{} ", once))) {
        const auto number = engine::CaseNumber::parse(std::string_view(last).substr(last.rfind(' ') + 1));
        if (number) (last.starts_with(mark) ? opened.number : opened.before) = *number;
        if (number) return {};
    }
    const auto event = read(unit, call, opened.troubles);
    if (!event) return Err(event.error());
    if (!opened.troubles.empty()) return {};

    const auto done = unit.attempt([&](engine::Unit& part) -> Result<void> {
        auto number = record(part, call, *event);
        if (!number) return Err(number.error());
        opened.number = std::move(*number);
        return {};
    });
    if (!done) opened.number.reset();
    if (!done && done.error().retryable()) return done;
    if (!done) opened.reason = not_possible.in(call.visitor.locale);
    constexpr std::size_t longest_once = 32;
    if (done && once.size() <= longest_once) unit.set_note(key, mark + opened.number->text());
    return {};
}

/// The event as the form has it; what is badly written becomes a trouble.
Result<engine::Event> OpeningPages::read(const engine::Reader& reader, const Call& call, Troubles& troubles) const {
    const auto* const whole = find_form();
    if (whole == nullptr) return Err(Error::Code::configuration, "there is no workflow of reports");
    const auto looking = view(reader, call);
    engine::Event event{std::string(report_received), {}, call.now, engine::Actor::member(call.visitor.member.id)};
    const PartOfForm first(*whole, first_fields);
    const PartOfForm rest(*whole, other_fields);
    for (const auto* const part : {&first, &rest}) {
        auto fields = read_fields({looking, part->event(), {}, {}}, call.form);
        event.payload.merge(fields.payload);
        troubles.merge(fields.troubles);
    }
    if (const auto text = text_of(call.form, happened_name); !text.empty()) {
        const auto at = parse_local_moment(text, parts_.context.calendar);
        if (!at || *at > call.now) troubles[std::string(happened_name)] = looking.in(at ? not_later : not_understood);
        event.occurred_at = at.value_or(call.now);
    }
    return event;
}

const EventDescriptor* OpeningPages::find_form() const {
    const auto* const workflow = parts_.context.workflows.find(rex_case);
    return workflow == nullptr ? nullptr : workflow->find_event(report_received);
}

Result<engine::CaseNumber> OpeningPages::record(engine::Unit& unit, const Call& call,
                                                const engine::Event& event) const {
    const auto opened = parts_.dispatcher.open(unit, rex_case, event, {call.now, {}});
    if (!opened) return Err(opened.error());
    if (text_of(call.form, pilot_name) != "yes") return opened->row.number;
    const engine::Event taken{"taken_in_charge", {{std::string(pilot_name), event.actor.text}}, call.now, event.actor};
    const auto handled = parts_.dispatcher.handle(unit, opened->row, taken, {call.now, {}});
    if (!handled) return Err(handled.error());
    return opened->row.number;
}

web::Response OpeningPages::form(int status, const Call& call, const Typed& typed, const Opened& opened) const {
    PageData page;
    const auto done = parts_.store.read([&](const engine::Reader& reader) -> Result<void> {
        const auto* const whole = find_form();
        if (whole == nullptr) return Err(Error::Code::configuration, "there is no workflow of reports");
        const auto looking = view(reader, call);
        const PartOfForm rest(*whole, other_fields);
        add_fields(page, {looking, rest.event(), {}, {}}, typed, opened.troubles);
        const bool has_more = std::ranges::any_of(
            rest.event().fields, [&](const FieldDescriptor& field) { return !text_of(typed, field.key).empty(); });
        page.values["more_open"] = has_more ? "yes" : "";
        page.lists["more"] = std::move(page.lists["fields"]);
        page.lists["fields"].clear();
        const PartOfForm first(*whole, first_fields);
        add_fields(page, {looking, first.event(), {}, {}}, typed, opened.troubles);
        return {};
    });
    if (!done) return printer_.trouble(done.error(), call.visitor);
    auto& values = page.values;
    values["once"] = parts_.context.nonces.next();
    values["is_pilot"] = text_of(typed, pilot_name) == "yes" ? "yes" : "";
    values["happened_at"] = text_of(typed, happened_name);
    values["latest"] = local_moment(call.now, parts_.context.calendar);
    values["reason"] = opened.reason;
    values["please_check"] = opened.troubles.empty() ? "" : "yes";
    if (const auto wrong = opened.troubles.find(happened_name); wrong != opened.troubles.end())
        values["happened_trouble"] = wrong->second;
    if (opened.before) {
        values["before"] = opened.before->text();
        values["before_address"] = address_of(*opened.before);
    }
    return printer_.show(status, "open_case", call.visitor, std::move(page));
}

Viewpoint OpeningPages::view(const engine::Reader& reader, const Call& call) const {
    return {reader, parts_.context, parts_.dispatcher, call.visitor.member, call.visitor.locale, call.now};
}

}  // namespace rexflow::cell
