#include "adapters/app/mailbox_troubles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>

namespace rexflow::app {

namespace {

using engine::Result;
using Code = engine::Error::Code;

struct Row {
    Code code;
    std::string_view spelling;  ///< in the store
    TroubleWords words;
};

constexpr std::array<Row, 7> table{{
    {Code::connection,
     "connection",
     {{"le serveur ne répond pas, ou coupe la communication", "the server does not answer, or breaks off"},
      {"Le plus souvent, cela passe tout seul. Si cela dure, le fournisseur de la boîte peut dire si une panne est en "
       "cours.",
       "Most often it passes by itself. If it lasts, the provider of the mailbox can tell whether something is "
       "wrong."}}},
    {Code::authentication,
     "authentication",
     {{"le serveur n’accepte plus l’identifiant ou le mot de passe",
       "the server no longer accepts the user name or the password"},
      {"Le mot de passe a peut-être expiré ou été changé. Choisissez-en un nouveau chez le fournisseur, puis donnez-le "
       "à la personne qui s’occupe de RexFlow : il est lu dans un fichier à part, et la relève reprend aussitôt.",
       "The password may have expired or been changed. Choose a new one with the provider, then give it to the person "
       "who looks after RexFlow: it is read from a file of its own, and fetching goes on at once."}}},
    {Code::configuration,
     "configuration",
     {{"un réglage de la boîte ne convient pas", "a setting of the mailbox is not right"},
      {"La personne qui s’occupe de RexFlow trouvera lequel avec la commande « rexflow fetch ».",
       "The person who looks after RexFlow will find which one with the command “rexflow fetch”."}}},
    {Code::protocol,
     "protocol",
     {{"le serveur répond d’une façon que nous ne comprenons pas", "the server answers in a way we do not understand"},
      {"La personne qui s’occupe de RexFlow peut vérifier l’adresse du serveur avec la commande « rexflow fetch ».",
       "The person who looks after RexFlow can check the server’s address with the command “rexflow fetch”."}}},
    {Code::refused,
     "refused",
     {{"le serveur refuse une opération (lire, marquer ou déplacer un message)",
       "the server refuses an operation (reading, marking or moving a message)"},
      {"La boîte est peut-être pleine, ou en lecture seule.", "The mailbox may be full, or read-only."}}},
    {Code::store_trouble,
     "store_trouble",
     {{"le disque est plein, ou un dossier ne peut pas être lu", "the disk is full, or a folder cannot be read"},
      {"La personne qui s’occupe de RexFlow doit faire de la place, ou vérifier les droits du dossier.",
       "The person who looks after RexFlow has to make room, or check the rights of the folder."}}},
    {Code::left_behind,
     "left_behind",
     {{"certains messages ne peuvent pas être pris (trop volumineux, ou refusés par le serveur) ; tous les autres le "
       "sont",
       "some messages cannot be taken (too large, or refused by the server); all others are"},
      {"La commande « rexflow reconcile » dit lesquels. Ouvrez-les dans la boîte, et au besoin demandez à leur auteur "
       "de les renvoyer sans pièce jointe.",
       "The command “rexflow reconcile” tells which. Open them in the mailbox, and ask their author to send them again "
       "without attachment where needed."}}},
}};

std::string key_of(std::string_view source) { return "mailbox:" + std::string(source); }

/// Only now and then, so that an idle mailbox costs no commit a minute.
constexpr std::chrono::minutes between_success_notes{10};

std::string success_key_of(std::string_view source) { return "fetched:" + std::string(source); }

const Row& row_of(Code code) {
    const auto found = std::ranges::find(table, code, &Row::code);
    return found == table.end() ? table.front() : *found;
}

Code parse_code(std::string_view spelling) {
    const auto found = std::ranges::find(table, spelling, &Row::spelling);
    return found == table.end() ? Code::invalid_input : found->code;
}

/// "3 2026-11-23T04:00:00Z connection connection": failures, since when, the last cause, the cause that was told.
std::string to_text(const MailboxTrouble& trouble) {
    return fmt::format("{} {} {} {}", trouble.failures, engine::to_text(trouble.since), row_of(trouble.cause).spelling,
                       trouble.is_told() ? row_of(trouble.told_of).spelling : "-");
}

std::optional<MailboxTrouble> parse_trouble(const std::string& text) {
    std::istringstream words(text);
    MailboxTrouble trouble;
    std::string since;
    std::string cause;
    std::string told_of;
    if (!(words >> trouble.failures >> since)) return std::nullopt;
    const auto at = engine::parse_instant(since);
    if (!at) return std::nullopt;
    trouble.since = *at;
    if (words >> cause) trouble.cause = row_of(parse_code(cause)).code;
    if (words >> told_of) trouble.told_of = parse_code(told_of);
    return trouble;
}

/// Waiting does not help here.
bool needs_a_person(Code cause) { return cause == Code::authentication || cause == Code::configuration; }

bool is_to_be_told(const MailboxTrouble& trouble, int after_failures) {
    if (needs_a_person(trouble.cause)) return trouble.told_of != trouble.cause;
    return !trouble.is_told() && trouble.failures >= after_failures;
}

void tell_coordinators(const Installation& installation, engine::Unit& unit, std::string_view letter,
                       std::string_view source, const MailboxTrouble& trouble) {
    const auto now = installation.clock().now();
    const auto& correspondence = installation.correspondence();
    const auto& words = words_of(trouble.cause);
    for (const auto& member : unit.members()) {
        if (!member.active || member.role != engine::MemberRole::coordinator) continue;
        engine::LetterOrder order;
        order.letter = letter;
        order.to = engine::Role::coordinator;
        order.variables.values["mailbox"] = source.substr(source.find(':') + 1);
        order.variables.values["since"] = correspondence.moment_in_words(trouble.since, member.locale);
        order.variables.values["cause"] = words.cause.in(member.locale);
        order.variables.values["advice"] = words.advice.in(member.locale);
        unit.enqueue(correspondence.write(order, {member.address, member.name, member.locale}, now));
    }
}

}  // namespace

const TroubleWords& words_of(Code cause) { return row_of(cause).words; }

std::optional<MailboxTrouble> find_trouble(const engine::Reader& reader, std::string_view source) {
    return parse_trouble(reader.note(key_of(source)).value_or(""));
}

std::optional<engine::Instant> fetched_at(const engine::Reader& reader, std::string_view source) {
    const auto at = engine::parse_instant(reader.note(success_key_of(source)).value_or(""));
    return at ? std::optional(*at) : std::nullopt;
}

Result<void> note_fetch(const Installation& installation, const WatchedInbox& watched,
                        const std::optional<engine::Error>& failure) {
    const auto source = watched.inbox->name();
    const auto now = installation.clock().now();
    std::optional<MailboxTrouble> noted;
    std::optional<engine::Instant> last_success;
    auto read = installation.store().read([&](const engine::Reader& reader) -> Result<void> {
        noted = find_trouble(reader, source);
        last_success = fetched_at(reader, source);
        return {};
    });
    const bool is_success_to_note = !failure && (!last_success || now - *last_success >= between_success_notes);
    if (!read || (!failure && !noted && !is_success_to_note)) return read;
    return installation.store().write([&](engine::Unit& unit) -> Result<void> {
        if (!failure) unit.set_note(success_key_of(source), engine::to_text(now));
        if (!failure && !noted) return {};
        auto trouble = find_trouble(unit, source).value_or(MailboxTrouble{0, now});
        if (!failure) {
            unit.set_note(key_of(source), "");
            if (trouble.is_told()) tell_coordinators(installation, unit, "mailbox_recovered", source, trouble);
            return {};
        }
        ++trouble.failures;
        trouble.cause = row_of(failure->code).code;
        if (is_to_be_told(trouble, watched.tell_after_failures)) {
            tell_coordinators(installation, unit, "mailbox_trouble", source, trouble);
            trouble.told_of = trouble.cause;
        }
        unit.set_note(key_of(source), to_text(trouble));
        return {};
    });
}

}  // namespace rexflow::app
