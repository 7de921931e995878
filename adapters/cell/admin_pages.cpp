#include "adapters/cell/admin_pages.hpp"

#include "adapters/cell/case_file.hpp"
#include "adapters/cell/looking.hpp"
#include "adapters/cell/policy_page.hpp"
#include "engine/ports/access_log.hpp"
#include "engine/ports/account_log.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::cell {

namespace {

using engine::AccountEntry;
using engine::Looked;
using engine::PageData;
using engine::Task;
using engine::Text;
using engine::text_of;

constexpr int lines_a_page = 100;
constexpr const char* journal = "/administration/journal";

/// Where the overview leads, and for whom.
struct Section {
    const char* address;
    Text label;
    Text about;
    Task task;
};
constexpr std::array sections{
    Section{"/administration/courrier",
            {"Courrier à reprendre", "Mail to take up again"},
            {"la quarantaine et les réponses automatiques mises de côté", "the quarantine and held auto-replies"},
            Task::release_mail},
    Section{"/administration/envois",
            {"Lettres à envoyer", "Letters to send"},
            {"ce qui attend, ce qui a été refusé", "what waits, what was refused"},
            Task::release_mail},
    Section{"/a-lire",
            {"À lire par une personne", "To be read by a person"},
            {"les pièces jointes qui n’ont pas pu être comprises", "attachments that could not be understood"},
            Task::settle_mail},
    Section{"/administration/boites",
            {"Boîtes aux lettres", "Mailboxes"},
            {"la relève et ses soucis", "how they are fetched, and troubles"},
            Task::release_mail},
    Section{journal,
            {"Journal et vérification", "Log and verification"},
            {"qui a vu des identités, et pourquoi\u00A0; ce qui est arrivé aux comptes",
             "who saw identities, and why; what happened to accounts"},
            Task::see_oversight},
    Section{"/administration/comptes",
            {"Comptes", "Accounts"},
            {"les membres, leurs rôles, leurs accès", "members, their roles, their access"},
            Task::manage_accounts},
    Section{"/administration/delais",
            {"Délais et rappels", "Deadlines and reminders"},
            {"les règles, et l’effet d’un changement", "the rules, and what a change would do"},
            Task::manage_policy},
    Section{"/administration/lettres",
            {"Modèles de lettres", "Letters"},
            {"chaque lettre, dans les deux langues", "each letter, in both languages"},
            Task::manage_policy},
};

Text looked_in_words(Looked looked) {
    switch (looked) {
        case Looked::at_identity:
            return {"les identités", "identities"};
        case Looked::at_message:
            return {"un courriel tel qu’il est arrivé", "a mail as it came"};
        case Looked::at_attachment:
            return {"une pièce jointe", "an attachment"};
        case Looked::for_people:
            return {"une recherche de personnes", "a search for people"};
    }
    return {"", ""};
}

void add_looks(PageData& page, const Viewpoint& view, std::optional<engine::AccessId> before) {
    const auto looks = view.reader.registers().access_log->all(before, lines_a_page);
    const auto words = view.words();
    for (const auto& look : looks) {
        if (look.case_id && !view.reader.registers().case_lists->may_see(view.member.id, *look.case_id)) continue;
        const auto row = look.case_id ? view.reader.find_case(*look.case_id) : std::nullopt;
        page.add("looks", {{{"look_by", words.member(look.member)},
                            {"look_at", words.moment(look.at)},
                            {"looked", view.in(looked_in_words(look.looked))},
                            {"number", row ? row->number.text() : ""},
                            {"case_address", row ? address_of(row->number) : ""},
                            {"look_reason", look.reason}},
                           {}});
    }
    if (before) page.values["newest_looks"] = fmt::format("{}#consultations", journal);
    if (static_cast<int>(looks.size()) == lines_a_page)
        page.values["older_looks"] = fmt::format("{}?avant={}#consultations", journal, looks.back().id.value);
}

std::string doer_of(const AccountEntry& entry, const engine::CaseWords& words, const Viewpoint& view) {
    if (entry.by) return words.member(*entry.by);
    return view.in(entry.event == engine::AccountEvent::login_delayed
                       ? Text{"le programme", "the program"}
                       : Text{"la ligne de commande", "the command line"});
}

void add_account_entries(PageData& page, const Viewpoint& view, std::optional<engine::AccountEntryId> before) {
    const auto entries = view.reader.registers().account_log->all(before, lines_a_page);
    const auto words = view.words();
    const auto label = [&](std::optional<engine::MemberRole> role) {
        return role ? view.in(engine::member_roles.at(static_cast<std::size_t>(*role)).label) : std::string{};
    };
    for (const auto& entry : entries)
        page.add("account_entries", {{{"account_of", words.member(entry.member)},
                                      {"entry", view.in(engine::descriptor_of(entry.event).label)},
                                      {"role_before", label(entry.role_before)},
                                      {"role_after", label(entry.role_after)},
                                      {"token", entry.token ? std::to_string(entry.token->value) : ""},
                                      {"accepted_text", entry.charter},
                                      {"entry_at", words.moment(entry.at)},
                                      {"entry_by", doer_of(entry, words, view)}},
                                     {}});
    if (before) page.values["newest_entries"] = fmt::format("{}#comptes", journal);
    if (static_cast<int>(entries.size()) == lines_a_page)
        page.values["older_entries"] = fmt::format("{}?comptes_avant={}#comptes", journal, entries.back().id.value);
}

/// Where a list of the log goes on, as the query says it.
template <typename LineId>
std::optional<LineId> line_before(const Call& call, std::string_view name) {
    const auto number = number_of<std::int64_t>(text_of(call.query, name));
    return number ? std::optional(LineId{*number}) : std::nullopt;
}

}  // namespace

std::string mailbox_trouble(const std::vector<engine::MailboxState>& mailboxes, engine::Locale locale) {
    std::string words;
    for (const auto& mailbox : mailboxes) {
        if (!mailbox.failing_since) continue;
        const auto cause = mailbox.cause.in(locale);
        words += words.empty() ? "" : " ";
        words += locale == engine::Locale::fr ? fmt::format("Boîte «\u00A0{}\u00A0»\u00A0: {}.", mailbox.name, cause)
                                              : fmt::format("Mailbox “{}”: {}.", mailbox.name, cause);
    }
    return words;
}

std::vector<Route> AdminPages::routes() const {
    const auto page = [this](std::string_view method, std::string_view pattern, Task task, auto answer) {
        return Route{method, pattern, Gate::member, task,
                     [this, answer](const Call& call) { return (this->*answer)(call); }};
    };
    return {
        page("GET", "/administration", Task::release_mail, &AdminPages::overview),
        page("GET", "/administration/boites", Task::release_mail, &AdminPages::mailboxes),
        page("GET", journal, Task::see_oversight, &AdminPages::audit),
        page("POST", "/administration/journal/verifier", Task::see_oversight, &AdminPages::verify),
        page("GET", "/administration/delais", Task::manage_policy, &AdminPages::policy),
        page("GET", "/administration/lettres", Task::manage_policy, &AdminPages::letters),
        page("GET", "/administration/lettres/{letter}", Task::manage_policy, &AdminPages::letter),
        page("GET", "/administration/lettres/{letter}/{language}", Task::manage_policy, &AdminPages::letter_html),
    };
}

web::Response AdminPages::overview(const Call& call) const {
    const auto worries = parts_.caretaking.worries(call.visitor.locale);
    return look(parts_, printer_, call, [&](const Viewpoint& view) {
        const auto& reader = view.reader;
        PageData page;
        for (const auto& worry : worries) page.add("worries", {{{"worry", worry}}, {}});
        page.values = {
            {"quarantined", std::to_string(reader.count_messages(engine::Outcome::quarantined))},
            {"held", std::to_string(reader.count_messages(engine::Outcome::auto_held))},
            {"reviews", std::to_string(reader.count_reviews())},
            {"waiting", std::to_string(reader.count_letters(engine::OutboxState::queued) +
                                       reader.count_letters(engine::OutboxState::braked))},
            {"refused", std::to_string(reader.count_letters(engine::OutboxState::refused) +
                                       reader.count_letters(engine::OutboxState::given_up))},
            {"cases", std::to_string(reader.count_cases())},
        };
        for (const auto& section : sections)
            if (engine::may(view.member.role, section.task))
                page.add("sections", {{{"section_address", section.address},
                                       {"section", view.in(section.label)},
                                       {"about", view.in(section.about)}},
                                      {}});
        return printer_.show(200, "admin", call.visitor, std::move(page));
    });
}

web::Response AdminPages::mailboxes(const Call& call) const {
    return look(parts_, printer_, call, [&](const Viewpoint& view) {
        PageData page;
        for (const auto& mailbox : parts_.caretaking.mailboxes(view.reader)) {
            const auto moment = [&](const std::optional<engine::Instant>& at) {
                return at ? view.words().moment(*at) : std::string{};
            };
            page.add("mailboxes", {{{"name", mailbox.name},
                                    {"where", mailbox.where},
                                    {"fetched_at", moment(mailbox.fetched_at)},
                                    {"failing_since", moment(mailbox.failing_since)},
                                    {"failures", std::to_string(mailbox.failures)},
                                    {"cause", mailbox.failing_since ? view.in(mailbox.cause) : std::string{}},
                                    {"advice", mailbox.failing_since ? view.in(mailbox.advice) : std::string{}},
                                    {"missing", mailbox.missing == 0 ? "" : std::to_string(mailbox.missing)}},
                                   {}});
        }
        return printer_.show(200, "admin_mailboxes", call.visitor, std::move(page));
    });
}

web::Response AdminPages::audit(const Call& call) const { return show_audit(call, {}); }

web::Response AdminPages::verify(const Call& call) const {
    PageData page;
    const auto troubles = parts_.caretaking.verify();
    for (const auto& trouble : troubles) page.add("troubles", {{{"trouble", trouble}}, {}});
    if (troubles.empty()) page.values["is_sound"] = "yes";
    return show_audit(call, std::move(page));
}

web::Response AdminPages::show_audit(const Call& call, PageData page) const {
    return look(parts_, printer_, call, [&](const Viewpoint& view) {
        add_looks(page, view, line_before<engine::AccessId>(call, "avant"));
        add_account_entries(page, view, line_before<engine::AccountEntryId>(call, "comptes_avant"));
        return printer_.show(200, "admin_audit", call.visitor, std::move(page));
    });
}

web::Response AdminPages::policy(const Call& call) const {
    return look(parts_, printer_, call, [&](const Viewpoint& view) {
        return printer_.show(200, "admin_policy", call.visitor, policy_page(view, call.query));
    });
}

web::Response AdminPages::letters(const Call& call) const {
    PageData page;
    const auto add = [&](std::string_view list, engine::Audience audience) {
        for (const auto& name : parts_.letter_samples.names(audience))
            page.add(list, {{{"letter", parts_.context.letters.label(name, call.visitor.locale)},
                             {"letter_address", fmt::format("/administration/lettres/{}", name)}},
                            {}});
    };
    add("outside", engine::Audience::outside);
    add("inside", engine::Audience::cell);
    return printer_.show(200, "admin_letters", call.visitor, std::move(page));
}

web::Response AdminPages::letter(const Call& call) const {
    PageData page;
    page.values["letter"] = parts_.context.letters.label(call.parts.front(), call.visitor.locale);
    for (const auto locale : {engine::Locale::fr, engine::Locale::en}) {
        const auto rendered = sample(call, locale);
        if (!rendered) return printer_.show(404, "not_found", call.visitor);
        const bool is_french = locale == engine::Locale::fr;
        page.add("versions", {{{"language", is_french ? "fr" : "en"},
                               {"language_label", is_french ? "Français" : "English"},
                               {"subject", rendered->subject},
                               {"text", rendered->text},
                               {"html_address", fmt::format("/administration/lettres/{}/{}", call.parts.front(),
                                                            is_french ? "fr" : "en")}},
                              {}});
    }
    return printer_.show(200, "admin_letter", call.visitor, std::move(page));
}

/// The letter as a mail program shows it: a document of its own in which nothing can run or be loaded.
web::Response AdminPages::letter_html(const Call& call) const {
    const auto& language = call.parts.at(1);
    if (language != "fr" && language != "en") return printer_.show(404, "not_found", call.visitor);
    auto rendered = sample(call, language == "fr" ? engine::Locale::fr : engine::Locale::en);
    if (!rendered) return printer_.show(404, "not_found", call.visitor);
    return {200,
            "text/html; charset=utf-8",
            std::move(rendered->html),
            {{"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"}}};
}

engine::Result<engine::RenderedLetter> AdminPages::sample(const Call& call, engine::Locale locale) const {
    const auto& name = call.parts.front();
    return parts_.letter_renderer.render(name, locale, parts_.letter_samples.sample(name, locale));
}

}  // namespace rexflow::cell
