#include "engine/replies.hpp"

#include "engine/authentication.hpp"
#include "engine/classification.hpp"
#include "engine/other_matter.hpp"
#include "engine/roles.hpp"
#include "engine/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace rexflow::engine {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view refusal_letter = "command_refused";

/// The longest new text that is kept on the timeline; the message itself is kept whole.
constexpr std::size_t longest_text = 50'000;

/// A Date further away than this is a broken clock's: "demain" is then counted from when the mail came.
constexpr auto longest_way = 48h;

/// How long a member is not told again that mails in their name are not obeyed: somebody may be sending many.
constexpr auto quiet_after_doubt = 1h;

struct DoubtText {
    Doubt doubt;
    Text text;
};
constexpr auto doubt_texts = std::to_array<DoubtText>({
    {Doubt::several_senders,
     {"Le message porte plusieurs expéditeurs. Répondez depuis votre seule adresse.",
      "The message has several senders. Please answer from your own address alone."}},
    {Doubt::no_token,
     {"Le message ne répond pas à un courriel que RexFlow vous a adressé pour ce dossier. Ouvrez l’un de ces courriels "
      "et utilisez « Répondre ».",
      "The message does not answer a mail that RexFlow sent you about this case. Please open one of those and use "
      "“Reply”."}},
    {Doubt::other_member,
     {"Le message répond à un courriel adressé à une autre personne. Répondez à celui que vous avez reçu vous-même.",
      "The message answers a mail that was sent to somebody else. Please answer the one you received yourself."}},
    {Doubt::not_vouched_for,
     {"Le serveur de messagerie n’a pas pu confirmer que le message vient bien de votre adresse.",
      "The mail server could not confirm that the message comes from your address."}},
});

constexpr Text form_not_filled{"Une information manque ou n’a pas été comprise.",
                               "Something is missing or was not understood."};

constexpr Text not_of_this_role{"Votre rôle dans la cellule ne permet pas de noter cela.",
                                "Your role in the cell does not allow this to be recorded."};

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

std::optional<Member> active_member(const Reader& reader, const std::string& address) {
    auto member = reader.find_member(lower(address));
    if (member && !member->active) member.reset();
    return member;
}

/// What goes to the timeline, ended at a whole character.
std::string kept(std::string_view text) {
    std::string result(whole_characters(text, longest_text));
    std::erase_if(result, [](char c) { return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 127; });
    return result;
}

/// A refusal of the workflow in the member's language: the English sentence follows "event: ", the French is the hint.
std::string reason_of(const Error& error, Locale locale) {
    if (error.code != Error::Code::refused || error.hint.empty()) return std::string(form_not_filled.in(locale));
    if (locale == Locale::fr) return error.hint;
    const auto colon = error.message.find(": ");
    return colon == std::string::npos ? error.message : error.message.substr(colon + 2);
}

}  // namespace

Doubt doubt_about(const InboundEmail& email, const Member& member, CaseId case_id, const Tokens& tokens,
                  const House& house) {
    if (email.from.size() != 1) return Doubt::several_senders;
    std::vector<TokenOwner> owners;
    const auto add = [&](const std::optional<TokenOwner>& owner) {
        if (owner && owner->case_id == case_id && owner->member) owners.push_back(*owner);
    };
    for (const auto& recipient : email.recipients) add(tokens.owner_of_reply_address(recipient));
    for (const auto& reference : email.references) add(tokens.owner_of_message_id(reference));
    add(tokens.owner_of_message_id(email.in_reply_to));
    if (owners.empty()) return Doubt::no_token;
    if (std::ranges::find(owners, TokenOwner{case_id, member.id}) == owners.end()) return Doubt::other_member;
    const auto& address = email.from.front().address;
    const auto domain = std::string_view(address).substr(address.find('@') + 1);
    if (!house.authserv_id.empty() && !is_vouched_for(email.authentication_results, house.authserv_id, domain))
        return Doubt::not_vouched_for;
    return Doubt::none;
}

Result<void> Replies::take(Unit& unit, MessageId id, const InboundEmail& email, const reading::SplitText& text,
                           const CaseRow& row, Instant now) const {
    const auto sender = find_usable_sender(email).value_or(Mailbox{});
    const auto member = active_member(unit, sender.address);
    const auto* const workflow = context_.workflows.find(row.workflow);
    if (workflow == nullptr) return Err(Error::Code::not_found, "no such workflow");
    const auto commands = member ? commands_in(email, text.new_text, *workflow, now) : std::vector<WrittenCommand>{};
    const auto doubt = commands.empty() ? Doubt::none : doubt_about(email, *member, row.id, tokens_, context_.house);

    Event received{"message_received",
                   {{"message", std::to_string(id.value)}, {"text", kept(text.new_text)}},
                   now,
                   member ? Actor::member(member->id) : Actor::reporter()};
    if (!commands.empty()) received.payload["commands"] = doubt == Doubt::none ? "accepted" : "not_accepted";
    const auto recorded = dispatcher_.handle(unit, row, received, {now, email.message_id});
    if (!recorded) return Err(recorded.error());

    if (doubt != Doubt::none) {
        if (was_told_lately(unit, recorded->row, *member, now)) return {};
        const auto& sentence = std::ranges::find(doubt_texts, doubt, &DoubtText::doubt)->text;
        tell(unit, email, *member, recorded->row, {{0, std::string(sentence.in(member->locale))}}, now);
        return {};
    }
    if (!commands.empty()) {
        const auto refusals = carry_out(unit, commands, *member, recorded->row, now);
        if (!refusals.empty()) tell(unit, email, *member, recorded->row, refusals, now);
        return {};
    }
    if (member || workflow->find_event("split_offered") == nullptr || !is_other_matter(unit, email, row, text))
        return {};
    const Event offered{"split_offered", {{"message", std::to_string(id.value)}}, now, Actor::system()};
    const auto done = dispatcher_.handle(unit, recorded->row, offered, {now, {}});
    return done ? Result<void>{} : Err(done.error());
}

std::vector<WrittenCommand> Replies::commands_in(const InboundEmail& email, std::string_view text,
                                                 const Workflow& workflow, Instant now) const {
    const auto& zone = context_.calendar.zone();
    auto written_at = email.date.value_or(now);
    if (written_at > now + longest_way || written_at < now - longest_way) written_at = now;
    return read_commands(text, workflow.mail_commands(), zone.local(written_at), zone);
}

/// Each by itself: one that is refused undoes nothing of the others.
std::vector<Replies::Refusal> Replies::carry_out(Unit& unit, const std::vector<WrittenCommand>& commands,
                                                 const Member& member, CaseRow row, Instant now) const {
    std::vector<Refusal> refusals;
    const auto actor = Actor::member(member.id);
    for (std::size_t place = 1; place <= commands.size(); ++place) {
        const auto& written = commands[place - 1];
        if (written.trouble) {
            refusals.push_back({place, std::string(written.trouble->in(member.locale))});
            continue;
        }
        if (!may_record(member.role, row.workflow, written.command->event, row.states)) {
            refusals.push_back({place, std::string(not_of_this_role.in(member.locale))});
            continue;
        }
        Event event{std::string(written.command->event), written.fields, now, actor};
        for (auto& [key, value] : event.payload)
            if (key == written.command->fixed_field && value == the_sender) value = actor.text;
        const auto done = unit.attempt([&](Unit& part) -> Result<void> {
            auto handled = dispatcher_.handle(part, row, event, {now, {}});
            if (!handled) return Err(handled.error());
            row = std::move(handled->row);
            return {};
        });
        if (!done) refusals.push_back({place, reason_of(done.error(), member.locale)});
    }
    return refusals;
}

void Replies::tell(Unit& unit, const InboundEmail& email, const Member& member, const CaseRow& row,
                   const std::vector<Refusal>& refusals, Instant now) const {
    LetterOrder order{std::string(refusal_letter), Role::pilot, {}, email.message_id, now, {}};
    auto& lines = order.variables.lists["refusals"];
    for (const auto& [place, reason] : refusals)
        lines.push_back({{"position", place == 0 ? std::string() : std::to_string(place)}, {"reason", reason}});
    unit.enqueue(correspondence_.write(unit, row, order, {member.address, member.name, member.locale, member.id}, now));
}

bool Replies::was_told_lately(const Reader& reader, const CaseRow& row, const Member& member, Instant now) const {
    const auto letters = reader.outbox_of(row.id);
    return std::ranges::any_of(letters, [&](const OutboxRow& sent) {
        return sent.letter.name == refusal_letter && sent.letter.to.address == member.address &&
               sent.letter.queued_at > now - quiet_after_doubt;
    });
}

bool Replies::is_other_matter(const Reader& reader, const InboundEmail& email, const CaseRow& row,
                              const reading::SplitText& text) const {
    std::string first_subject;
    if (const auto history = reader.history(row.id); history && !history->empty()) {
        const auto sealed = text_of(history->front().event.payload, "subject");
        if (!sealed.empty()) first_subject = reader.unseal(row.id, sealed).value_or("");
    }
    return seems_another_matter({email.subject, first_subject, row.number.text(), text});
}

}  // namespace rexflow::engine
