#include "engine/answers.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine {

namespace {

/// The event behind a page that tells, and the field that holds its words.
struct Telling {
    std::string_view question;
    std::string_view event;
    std::string_view field;
};
constexpr std::array tellings{Telling{"outcome", "feedback_given", "text"},
                              Telling{"report", "report_drafted", "text"}};

Error unknown_link() { return {Error::Code::not_found, "there is no such link", {}}; }

std::optional<Instant> due_of(const Reader& reader, CaseId id, std::string_view obligation) {
    for (const auto& live : reader.obligations(id))
        if (live.obligation == obligation) return live.due_at;
    return std::nullopt;
}

Result<void> check_open(LinkState state) {
    switch (state) {
        case LinkState::open:
            return {};
        case LinkState::used:
            return Err(Error::Code::already_there, "the link was used before");
        case LinkState::revoked:
        case LinkState::expired:
            return Err(Error::Code::refused, "the link is over");
    }
    return {};
}

}  // namespace

Result<Asked> Answers::find(const Reader& reader, std::string_view token, Instant now) const {
    auto token_id = links_.tokens().read(token);
    if (!token_id) return Err(unknown_link());
    auto link = reader.find_link(*token_id);
    const auto row = link ? reader.find_case(link->case_id) : std::nullopt;
    const auto* const workflow = row ? context_.workflows.find(row->workflow) : nullptr;
    const auto* const question = workflow != nullptr ? workflow->find_question(link->question) : nullptr;
    if (question == nullptr) return Err(unknown_link());
    const auto state = state_of(*link, now);
    return Asked{std::move(*link),
                 std::move(*token_id),
                 state,
                 row->number,
                 question,
                 due_of(reader, row->id, question->obligation)};
}

Result<void> Answers::record(Unit& unit, std::string_view token, std::string_view answer, const Payload& fields,
                             Instant now) const {
    const auto asked = find(unit, token, now);
    if (!asked) return Err(asked.error());
    if (auto open = check_open(asked->state); !open) return open;
    const auto& question = *asked->question;
    const auto given = std::ranges::find(question.answers, answer, &AnswerDescriptor::name);
    if (given == question.answers.end()) return Err(Error::Code::invalid_input, "this question has no such answer");

    if (!unit.mark_link_used(asked->link.id, now)) return check_open(LinkState::used);
    for (const auto& other : unit.links_of(asked->link.case_id))
        if (other.question == asked->link.question && other.address == asked->link.address)
            static_cast<void>(unit.mark_link_used(other.id, now));  // false for this one and for older answers

    const auto row = unit.find_case(asked->link.case_id);
    const auto handled = dispatcher_.handle(unit, *row, event_of(*asked, *given, fields, now), {now, {}});
    return handled ? Result<void>{} : Err(handled.error());
}

Result<std::optional<Told>> Answers::told(const Reader& reader, const Asked& asked) const {
    const auto* const telling = std::ranges::find(tellings, asked.question->name, &Telling::question);
    if (telling == tellings.end()) return std::nullopt;
    const auto history = reader.history(asked.link.case_id);
    if (!history) return Err(history.error());
    for (auto entry = history->rbegin(); entry != history->rend(); ++entry) {
        const auto sealed = text_of(entry->event.payload, telling->field);
        if (entry->event.type != telling->event || sealed.empty()) continue;
        auto text = reader.unseal(asked.link.case_id, sealed);
        return text ? std::optional(Told{entry->event.occurred_at, std::move(*text)}) : std::nullopt;
    }
    return std::nullopt;
}

Event Answers::event_of(const Asked& asked, const AnswerDescriptor& answer, const Payload& fields, Instant now) const {
    Event event{std::string(answer.event), {}, now, Actor{std::string(to_text(asked.question->asked))}};
    for (const auto& preset : answer.presets)
        event.payload[std::string(preset.key)] = preset.value.in(context_.house.locale);
    for (const auto key : answer.fields)
        if (const auto text = text_of(fields, key); !text.empty()) event.payload[std::string(key)] = text;
    if (!asked.question->address_field.empty())
        event.payload[std::string(asked.question->address_field)] = asked.link.address;
    return event;
}

}  // namespace rexflow::engine
