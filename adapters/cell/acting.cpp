#include "adapters/cell/acting.hpp"

#include "engine/ports/drafts.hpp"
#include "engine/ports/registers.hpp"

#include "adapters/cell/event_groups.hpp"

#include <algorithm>
#include <charconv>

namespace rexflow::cell {

namespace {

using engine::Err;
using engine::Error;
using engine::Handled;
using engine::Result;
using engine::Text;

constexpr Text not_later{"Ce moment est dans le futur.", "This moment lies ahead."};
constexpr Text not_understood{"Merci de vérifier la date et l’heure.", "Please check date and time."};
constexpr Text not_possible{"Cela n’a pas pu être enregistré. Merci de vérifier ce qui est écrit.",
                            "This could not be recorded. Please check what is written."};

/// The entry the reader of a form saw last; -1 for a form that does not say.
int seen_by(const Typed& typed) {
    const auto text = engine::text_of(typed, seq_name);
    int seq = -1;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
    return error == std::errc{} && rest == text.data() + text.size() ? seq : -1;
}

/// When the event happened: what was typed, else now. Where that cannot be, a trouble.
engine::Instant moment_of(const Viewpoint& view, const Typed& typed, Troubles& troubles) {
    const auto text = engine::text_of(typed, happened_name);
    if (text.empty()) return view.now;
    const auto at = parse_local_moment(text, view.context.calendar);
    if (!at || *at > view.now) troubles[std::string(happened_name)] = view.in(at ? not_later : not_understood);
    return at.value_or(view.now);
}

/// Why the event was refused, in words: every guard that is missing, else what the door said.
std::vector<std::string> reasons_of(const Viewpoint& view, const CaseFile& file, const engine::EventDescriptor& event,
                                    const Error& error) {
    std::vector<std::string> reasons;
    for (const auto& offer : file.workflow->allowed(file.history))
        if (offer.event == &event && !offer.possible)
            for (const auto& reason : offer.reasons) reasons.push_back(view.in(reason));
    const bool is_said = error.code == Error::Code::refused && view.locale == engine::Locale::fr && !error.hint.empty();
    if (reasons.empty()) reasons.push_back(is_said ? error.hint : view.in(not_possible));
    return reasons;
}

Result<void> answer_split(const ActingParts& parts, engine::Unit& unit, engine::MessageId id,
                          const engine::Event& event, engine::Instant now) {
    if (engine::text_of(event.payload, "verdict") == "keep") return parts.intake.keep(unit, id, event.actor, now);
    const auto raw = unit.raw(id);
    if (!raw) return Err(Error::Code::not_found, "there is no such message, or it was erased");
    const auto email = parts.message_reader.read(*raw);
    if (!email) return Err(email.error());
    const auto split = parts.intake.split_off(unit, id, *email, event.actor, now);
    return split ? Result<void>{} : Err(split.error());
}

engine::LetterVariables shown(engine::LetterVariables variables, const Viewpoint& view, const CaseFile& file) {
    const auto& catalog = view.context.letters;
    for (auto& [name, value] : variables.values) {
        if (value.empty()) continue;
        if (catalog.is_link(name)) value = view.context.house.public_url + "/l/…";
        if (catalog.names_people(name) && !file.shows_names()) value = "…";
    }
    return variables;
}

/// One order inside its transaction.
class Acting {
public:
    Acting(const ActingParts& parts, const engine::LetterRenderer& letters, const Order& order, const Permission& may,
           engine::Instant now)
        : parts_(parts), letters_(letters), order_(order), may_(may), now_(now) {}

    [[nodiscard]] Result<void> run(engine::Unit& unit, Acted& acted) const {
        const Viewpoint view{unit, parts_.context, parts_.dispatcher, order_.by, order_.locale, now_};
        const auto file = open_case(view, order_.number);
        if (!file) return Err(file.error());
        const auto* const event = file->workflow->find_event(order_.event);
        if (event == nullptr) return Err(Error::Code::not_found, "there is no event of that name");
        if (!may_(order_.by, *file, *event)) return Err(Error::Code::refused, "this member may not record this event");

        auto read = read_fields({view, *event, file->row.id, file->history}, order_.typed);
        const auto occurred_at = moment_of(view, order_.typed, read.troubles);
        acted.news.troubles = std::move(read.troubles);
        acted.news.seen = seen_by(order_.typed);
        acted.news.has_changed = has_gone_on(*file, acted.news.seen);
        if (acted.news.has_changed || !acted.news.troubles.empty()) return {};
        return record(unit, view, *file,
                      {order_.event, std::move(read.payload), occurred_at, engine::Actor::member(order_.by.id)}, *event,
                      acted);
    }

private:
    /// What fails here is undone by itself, and told.
    [[nodiscard]] Result<void> record(engine::Unit& unit, const Viewpoint& view, const CaseFile& file,
                                      const engine::Event& event, const engine::EventDescriptor& form,
                                      Acted& acted) const {
        const auto done = unit.attempt([&](engine::Unit& part) -> Result<void> {
            auto handled = cell::record(parts_, part, file.row, event, now_);
            if (!handled) return Err(handled.error());
            acted.done = std::move(*handled);
            part.edit_registers().drafts->drop(order_.by.id, file.row.id, event.type);
            if (engine::text_of(order_.typed, rehearsed_name).empty()) return {};
            auto letters = letters_ahead(letters_, part, view, file);
            if (!letters) return Err(letters.error());
            acted.news.letters = std::move(*letters);
            return Err(Error::Code::refused, "a rehearsal is undone");
        });
        if (done) return {};
        acted.done.reset();
        if (acted.news.letters) return {};
        const auto code = done.error().code;
        const bool is_mendable = code == Error::Code::refused || code == Error::Code::invalid_input ||
                                 code == Error::Code::not_found || code == Error::Code::already_there ||
                                 code == Error::Code::erased;
        if (!is_mendable) return Err(done.error());
        acted.news.reasons = reasons_of(view, file, form, done.error());
        return {};
    }

    const ActingParts& parts_;
    const engine::LetterRenderer& letters_;
    const Order& order_;
    const Permission& may_;
    engine::Instant now_;
};

}  // namespace

bool has_gone_on(const CaseFile& file, std::int64_t seen) {
    return seen < 0 || seen > file.row.last_seq || !changes_since(file, seen).empty();
}

Result<Handled> record(const ActingParts& parts, engine::Unit& unit, const engine::CaseRow& row,
                       const engine::Event& event, engine::Instant now) {
    if (event.type != "split_answered") return parts.dispatcher.handle(unit, row, event, {now, {}});
    const auto text = engine::text_of(event.payload, "message");
    engine::MessageId id;
    std::from_chars(text.data(), text.data() + text.size(), id.value);
    const auto message = unit.find_message(id);
    if (!message || message->case_id != row.id) return Err(Error::Code::not_found, "this case has no such message");
    if (const auto split = answer_split(parts, unit, id, event, now); !split) return Err(split.error());
    const auto after_row = unit.find_case(row.id);
    engine::History history;
    auto after = parts.dispatcher.load(unit, *after_row, history);
    if (!after) return Err(after.error());
    return Handled{*after_row, std::move(*after)};
}

Result<std::vector<LetterAhead>> letters_ahead(const engine::LetterRenderer& renderer, const engine::Reader& after,
                                               const Viewpoint& view, const CaseFile& file) {
    const auto history = after.history(file.row.id);
    if (!history) return Err(history.error());
    const auto words = view.words();
    std::vector<LetterAhead> letters;
    for (const auto& queued : history->back().effects.letters) {
        const auto to = engine::parse_role(queued.to);
        const auto found = after.find_outbox(queued.message_id);
        if (!to || !engine::is_outside(*to) || !found) continue;
        const auto& letter = found->letter;
        const auto text = renderer.render(letter.name, letter.to.locale, shown(letter.variables, view, file));
        if (!text) return Err(text.error());
        letters.push_back({words.letter(letter.name), words.role(*to), file.shows_names() ? letter.to.address : "",
                           text->subject, text->text});
    }
    return letters;
}

Result<Acted> act(const ActingParts& parts, const engine::LetterRenderer& letters, const Order& order,
                  const Permission& may, engine::Instant now) {
    Acted acted;
    const Acting acting(parts, letters, order, may, now);
    const auto done = parts.store.write([&](engine::Unit& unit) { return acting.run(unit, acted); });
    if (!done) return Err(done.error());
    return acted;
}

}  // namespace rexflow::cell
