#include "adapters/cell/mail_care_pages.hpp"

#include "adapters/cell/case_file.hpp"
#include "adapters/cell/download.hpp"
#include "adapters/cell/looking.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"
#include "engine/quarantine_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::cell {

namespace {

namespace care = engine::mail_care;
using engine::Err;
using engine::Error;
using engine::MessageId;
using engine::OutboxState;
using engine::PageData;
using engine::Result;
using engine::Task;
using engine::Text;
using engine::text_of;

constexpr int most_shown = 100;
constexpr std::string_view mail_path = "/administration/courrier";

struct ReviewWords {
    std::string_view reason;
    Text words;
};
constexpr std::array review_words{
    ReviewWords{"scan", {"un document numérisé", "a scanned document"}},
    ReviewWords{"picture", {"une image", "a picture"}},
    ReviewWords{"old_word", {"un document d’un ancien format Word", "a document in an old Word format"}},
    ReviewWords{"pages", {"un document Pages", "a Pages document"}},
    ReviewWords{"rich_text", {"un document RTF", "an RTF document"}},
    ReviewWords{"encrypted", {"un document protégé par mot de passe", "a document with a password"}},
    ReviewWords{"damaged", {"un document abîmé", "a damaged document"}},
    ReviewWords{"too_large", {"un document très volumineux", "a very large document"}},
    ReviewWords{"too_slow", {"un document trop long à lire", "a document that takes too long to read"}},
    ReviewWords{"forbidden_markup", {"un document d’une forme inhabituelle", "a document of an unusual make"}},
    ReviewWords{"not_a_form", {"un document qui n’est pas la fiche", "a document that is not the form"}},
    ReviewWords{"empty_form", {"une fiche encore vide", "a form that is still empty"}},
    ReviewWords{"xfa_form", {"un formulaire PDF d’un type particulier", "a PDF form of a special kind"}},
    ReviewWords{"unknown_kind", {"un document d’un type inconnu", "a document of an unknown kind"}},
    ReviewWords{"too_many", {"beaucoup de pièces jointes", "many attachments"}},
    ReviewWords{"reader_failed", {"un document que nous n’avons pas su lire", "a document we could not read"}},
};

std::string review_in_words(std::string_view codes, engine::Locale locale) {
    std::string words;
    while (!codes.empty()) {
        const auto end = std::min(codes.find(','), codes.size());
        const auto code = codes.substr(0, end);
        codes.remove_prefix(std::min(end + 1, codes.size()));
        const auto* const known = std::ranges::find(review_words, code, &ReviewWords::reason);
        words += words.empty() ? "" : ", ";
        words += known == review_words.end() ? code : known->words.in(locale);
    }
    return words;
}

struct StateWords {
    OutboxState state;
    std::string_view name;
    Text label;
};
constexpr std::array outbox_words{
    StateWords{OutboxState::queued, "en-attente", {"En attente", "Waiting"}},
    StateWords{OutboxState::braked, "freinees", {"Freinées", "Held back"}},
    StateWords{OutboxState::refused, "refusees", {"Refusées", "Refused"}},
    StateWords{OutboxState::given_up, "abandonnees", {"Abandonnées", "Given up"}},
    StateWords{OutboxState::sent, "parties", {"Parties", "Sent"}},
};

/// What is about a case is for those who may see the case.
bool may_know(const Viewpoint& view, const std::optional<engine::CaseId>& id) {
    return !id || view.reader.registers().case_lists->may_see(view.member.id, *id);
}

Result<void> check_letter(const engine::Reader& reader, engine::OutboxId id, const engine::Member& member) {
    const auto row = reader.find_outbox(id);
    if (row && row->letter.case_id && !reader.registers().case_lists->may_see(member.id, *row->letter.case_id))
        return Err(Error::Code::not_found, "there is no such letter");
    return {};
}

void add_case(PageData& item, const Viewpoint& view, const std::optional<engine::CaseId>& id) {
    const auto row = id ? view.reader.find_case(*id) : std::nullopt;
    item.values["number"] = row ? row->number.text() : "";
    item.values["case_address"] = row ? address_of(row->number) : "";
}

/// How a message came: "boîte « rapports »".
std::string way_in_words(std::string_view source, engine::Locale locale) {
    constexpr Text by_file{"depuis un fichier", "from a file"};
    constexpr Text by_server{"par le serveur de courriel", "by the mail server"};
    if (source == "file") return std::string(by_file.in(locale));
    const auto colon = source.find(':');
    if (colon == std::string_view::npos) return std::string(by_server.in(locale));
    return locale == engine::Locale::fr ? fmt::format("boîte «\u00A0{}\u00A0»", source.substr(colon + 1))
                                        : fmt::format("mailbox “{}”", source.substr(colon + 1));
}

void add_messages(PageData& page, std::string_view list, const Viewpoint& view, engine::Outcome outcome) {
    for (const auto& message : view.reader.messages(outcome, most_shown)) {
        if (!may_know(view, message.case_id)) continue;
        page.add(list, {{{"message", std::to_string(message.id.value)},
                         {"message_address", fmt::format("{}/{}", mail_path, message.id.value)},
                         {"received_at", view.words().moment(message.received_at)},
                         {"way", way_in_words(message.origin.source, view.locale)},
                         {"reason", engine::quarantine_in_words(message.reason, view.locale)}},
                        {}});
    }
}

}  // namespace

std::vector<Route> MailCarePages::routes() const {
    const auto page = [this](std::string_view method, std::string_view pattern, Task task, auto answer) {
        return Route{method, pattern, Gate::member, task,
                     [this, answer](const Call& call) { return (this->*answer)(call); }};
    };
    return {
        page("GET", mail_path, Task::release_mail, &MailCarePages::show_mail),
        page("POST", "/administration/courrier/{id}/reprendre", Task::release_mail, &MailCarePages::retry),
        page("POST", "/administration/courrier/{id}/ouvrir", Task::release_mail, &MailCarePages::open_held),
        page("POST", "/administration/courrier/{id}/original", Task::release_mail, &MailCarePages::send_original),
        page("GET", "/a-lire", Task::settle_mail, &MailCarePages::show_reviews),
        page("POST", "/a-lire/{id}/vu", Task::settle_mail, &MailCarePages::end_review),
        page("GET", "/administration/envois", Task::release_mail, &MailCarePages::show_outbox),
        page("POST", "/administration/envois/{id}/renvoyer", Task::release_mail, &MailCarePages::send_again),
        page("POST", "/administration/envois/{id}/abandonner", Task::release_mail, &MailCarePages::give_up),
    };
}

web::Response MailCarePages::show_mail(const Call& call) const {
    return look(parts_, printer_, call, [&](const Viewpoint& view) {
        PageData page;
        if (const auto done = text_of(call.query, "fait");
            done == "dossier" || done == "quarantaine" || done == "suivi")
            page.values[fmt::format("done_{}", done)] = "yes";
        if (const auto number = engine::CaseNumber::parse(text_of(call.query, "dossier"))) {
            page.values["opened"] = number->text();
            page.values["opened_address"] = address_of(*number);
        }
        add_messages(page, "quarantined", view, engine::Outcome::quarantined);
        add_messages(page, "held", view, engine::Outcome::auto_held);
        return printer_.show(200, "admin_mail", call.visitor, std::move(page));
    });
}

web::Response MailCarePages::retry(const Call& call) const {
    return take_care(call, [&](engine::Unit& unit, MessageId id) {
        return care::retry(unit, {parts_.message_reader, parts_.intake}, id, call.now);
    });
}

web::Response MailCarePages::open_held(const Call& call) const {
    return take_care(call, [&](engine::Unit& unit, MessageId id) {
        return care::open_held(unit, {parts_.message_reader, parts_.intake}, id, call.now);
    });
}

web::Response MailCarePages::take_care(const Call& call, const Care& care) const {
    engine::Understood understood;
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        auto cared = care(unit, id_of<MessageId>(call.parts.front()));
        if (!cared) return Err(cared.error());
        understood = std::move(*cared);
        return {};
    });
    if (!done) return problem(printer_, done.error(), call);
    const auto* const what = understood.outcome == engine::Outcome::quarantined ? "quarantaine"
                             : understood.number                                ? "dossier"
                                                                                : "suivi";
    return Printer::go_to(fmt::format("{}?fait={}{}{}", mail_path, what, understood.number ? "&dossier=" : "",
                                      understood.number ? understood.number->text() : ""));
}

web::Response MailCarePages::send_original(const Call& call) const {
    const auto id = id_of<MessageId>(call.parts.front());
    std::string raw;
    const auto given = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        auto original = care::original(unit, id, call.visitor.member.id, text_of(call.form, "reason"), call.now);
        if (!original) return Err(original.error());
        raw = std::move(*original);
        return {};
    });
    if (given) return download(fmt::format("courriel-{}.eml", id.value), std::move(raw));
    if (given.error().code != Error::Code::invalid_input) return problem(printer_, given.error(), call);
    PageData page;
    page.values["action"] = call.request.path;
    return printer_.show(422, "admin_reason", call.visitor, std::move(page));
}

web::Response MailCarePages::show_reviews(const Call& call) const {
    return look(parts_, printer_, call, [&](const Viewpoint& view) {
        PageData page;
        if (text_of(call.query, "fait") == "vu") page.values["done"] = "yes";
        for (const auto& review : view.reader.reviews(most_shown)) {
            const auto message = view.reader.find_message(review.message);
            if (!message || !may_know(view, message->case_id)) continue;
            auto& item = page.add("reviews");
            item.values = {{"seen_address", fmt::format("/a-lire/{}/vu", review.message.value)},
                           {"received_at", view.words().moment(message->received_at)},
                           {"reason", review_in_words(review.reasons, view.locale)}};
            add_case(item, view, message->case_id);
        }
        return printer_.show(200, "reviews", call.visitor, std::move(page));
    });
}

web::Response MailCarePages::end_review(const Call& call) const {
    const auto id = id_of<MessageId>(call.parts.front());
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        const auto message = unit.find_message(id);
        const bool is_theirs = message && (!message->case_id || unit.registers().case_lists->may_see(
                                                                    call.visitor.member.id, *message->case_id));
        if (!is_theirs || !unit.end_review(id, call.now))
            return Err(Error::Code::not_found, "no such message waits for a person");
        return {};
    });
    return done ? Printer::go_to("/a-lire?fait=vu") : problem(printer_, done.error(), call);
}

/// Says nothing of who a letter outside is for: that is behind the case.
web::Response MailCarePages::show_outbox(const Call& call) const {
    return look(parts_, printer_, call, [&](const Viewpoint& view) {
        const auto* wanted = std::ranges::find(outbox_words, text_of(call.query, "etat"), &StateWords::name);
        if (wanted == outbox_words.end()) wanted = outbox_words.begin();
        PageData page;
        for (const auto& known : outbox_words)
            page.add("states", {{{"state_address", fmt::format("/administration/envois?etat={}", known.name)},
                                 {"state_label", view.in(known.label)},
                                 {"count", std::to_string(view.reader.count_letters(known.state))},
                                 {"is_view", &known == wanted ? "yes" : ""}},
                                {}});
        if (const auto done = text_of(call.query, "fait"); done == "renvoyer" || done == "abandonner")
            page.values[fmt::format("done_{}", done)] = "yes";
        const bool is_waiting = wanted->state == OutboxState::queued || wanted->state == OutboxState::braked;
        page.values["is_waiting"] = is_waiting ? "yes" : "";
        page.values["is_sent"] = wanted->state == OutboxState::sent ? "yes" : "";
        for (const auto& row : view.reader.outbox(wanted->state, most_shown)) {
            if (!may_know(view, row.letter.case_id)) continue;
            const bool is_inside = row.letter.audience == engine::Audience::cell;
            auto& item = page.add("letters");
            item.values = {{"letter", view.words().letter(row.letter.name)},
                           {"letter_address", fmt::format("/administration/envois/{}", row.id.value)},
                           {"to", is_inside ? row.letter.to.name : std::string{}},
                           {"is_outside", is_inside ? "" : "yes"},
                           {"attempts", row.attempts == 0 ? std::string{} : std::to_string(row.attempts)},
                           {"status", row.last_status},
                           {"next_try_at", is_waiting ? view.words().moment(row.next_try_at) : std::string{}},
                           {"sent_at", row.sent_at ? view.words().moment(*row.sent_at) : std::string{}}};
            add_case(item, view, row.letter.case_id);
        }
        return printer_.show(200, "admin_outbox", call.visitor, std::move(page));
    });
}

web::Response MailCarePages::send_again(const Call& call) const {
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        const auto id = id_of<engine::OutboxId>(call.parts.front());
        return check_letter(unit, id, call.visitor.member).and_then([&] {
            return care::send_again(unit, id, call.now);
        });
    });
    return done ? Printer::go_to("/administration/envois?fait=renvoyer") : problem(printer_, done.error(), call);
}

web::Response MailCarePages::give_up(const Call& call) const {
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        const auto id = id_of<engine::OutboxId>(call.parts.front());
        return check_letter(unit, id, call.visitor.member).and_then([&] { return care::give_up(unit, id); });
    });
    return done ? Printer::go_to("/administration/envois?etat=abandonnees&fait=abandonner")
                : problem(printer_, done.error(), call);
}

}  // namespace rexflow::cell
