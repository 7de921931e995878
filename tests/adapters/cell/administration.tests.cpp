#include "engine/policy_preview.hpp"
#include "engine/ports/access_log.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/cell/cell_desk.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// What the coordination and the administration look after.
namespace rexflow::testing {

namespace {

constexpr const char* hostile = "<script>alert(1)</script>{{csrf}}\"'&";
constexpr const char* mail_page = "/administration/courrier";

std::vector<engine::StoredMessage> messages(CellDesk& desk, engine::Outcome outcome) {
    return desk.office.sees([&](const engine::Reader& reader) { return reader.messages(outcome, 100); });
}

std::string number(engine::MessageId id) { return std::to_string(id.value); }

std::vector<engine::Look> looks(CellDesk& desk) {
    return desk.office.sees(
        [](const engine::Reader& reader) { return reader.registers().access_log->all(std::nullopt, 100); });
}

void speak_english(CellDesk& desk, const std::string& address) {
    desk.office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        auto member = unit.find_member(address).value();
        member.locale = engine::Locale::en;
        unit.update_member(member);
        return {};
    });
}

/// Without a sender nobody can be answered: the quarantine.
void mail_without_sender(CellDesk& desk) {
    desk.office.takes("Subject: Bonjour\r\nMessage-ID: <un@idel.example>\r\n\r\nMerci de me rappeler.\r\n");
}

}  // namespace

TEST_CASE("the navigation leads to the administration for those who have something to do there", "[cell][admin]") {
    CellDesk desk;
    for (const auto* const address : {reader_only, pilot}) {
        Tab tab(desk);
        tab.log_in(address);
        CHECK_FALSE(tab.get("/").shows("/administration"));
        CHECK(tab.get("/administration").status() == 403);
    }
    Tab tab(desk);
    tab.log_in(coordinator);
    CHECK(tab.get("/administration").shows("aria-current=\"page\">Administration"));
    CHECK_FALSE(tab.get("/administration").shows("/administration/comptes"));
    Tab theirs(desk);
    theirs.log_in(administrator);
    CHECK(theirs.get("/administration").shows("/administration/comptes"));
}

TEST_CASE("the overview says in words whether all is well", "[cell][admin]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(coordinator);
    CHECK(tab.get("/administration").shows("Tout va bien"));

    desk.caretaking.told = {std::string("une lettre attend ") + hostile};
    const auto page = tab.get("/administration");
    CHECK(page.shows("À regarder maintenant"));
    CHECK_FALSE(page.shows("<script>"));
}

TEST_CASE("a mailbox in trouble is told on the first page and explained on its own", "[cell][admin]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(coordinator);
    CHECK(tab.get("/administration/boites").shows("Aucune boîte"));
    CHECK(tab.get("/").shows("tout ce qui est arrivé est pris en compte"));

    engine::MailboxState state;
    state.name = hostile;
    state.where = "mail.cpts.example";
    state.fetched_at = desk.office.clock.now();
    desk.caretaking.states = {state};
    CHECK(tab.get("/administration/boites").shows("tout va bien"));
    desk.caretaking.states.front().failing_since = desk.office.clock.now();
    desk.caretaking.states.front().cause = {"le serveur ne répond pas", "the server does not answer"};
    desk.caretaking.states.front().advice = {"Attendez un peu.", "Wait a little."};

    const auto page = tab.get("/administration/boites");
    CHECK(page.shows("le serveur ne répond pas"));
    CHECK(page.shows("Attendez un peu."));
    CHECK_FALSE(page.shows("<script>"));
    CHECK(tab.get("/").shows("le serveur ne répond pas"));
    CHECK_FALSE(tab.get("/").shows("<script>"));
    speak_english(desk, coordinator);
    CHECK(tab.get("/").shows("the server does not answer"));
    CHECK(tab.get("/administration/boites").shows("Wait a little."));
}

TEST_CASE("a mail in quarantine says why, can be treated again, and is downloaded behind a recorded act",
          "[cell][admin]") {
    CellDesk desk;
    mail_without_sender(desk);
    const auto id = number(messages(desk, engine::Outcome::quarantined).at(0).id);
    const auto address = std::string(mail_page) + "/" + id;
    Tab tab(desk);
    tab.log_in(coordinator);
    const auto page = tab.get(mail_page);
    CHECK(page.shows("Personne à qui répondre"));
    CHECK(page.shows("Traiter à nouveau"));
    CHECK(page.shows("depuis un fichier"));

    CHECK(tab.post(address + "/reprendre", {{"csrf", page.csrf()}}).location() ==
          "/administration/courrier?fait=quarantaine");
    CHECK(tab.get("/administration/courrier?fait=quarantaine").shows("reste en quarantaine"));
    CHECK(tab.post(address + "/original", {{"csrf", page.csrf()}}).status() == 422);
    CHECK(looks(desk).empty());
    const auto original = tab.post(address + "/original", {{"csrf", page.csrf()}, {"reason", hostile}});
    CHECK(original.status() == 200);
    CHECK(original.shows("Merci de me rappeler."));
    CHECK(original.field("Content-Disposition").starts_with("attachment"));
    REQUIRE(looks(desk).size() == 1);
    CHECK(looks(desk).front().about == id);
    const auto log = tab.get("/administration/journal");
    CHECK(log.shows("un courriel tel qu’il est arrivé"));
    CHECK_FALSE(log.shows("<script>"));
    for (const auto* const act : {"reprendre", "ouvrir", "original"})
        CHECK(tab.post(std::string(mail_page) + "/999/" + act, {{"csrf", page.csrf()}, {"reason", "x"}}).status() ==
              404);
}

TEST_CASE("a held auto-reply becomes a case when a person says so", "[cell][admin]") {
    CellDesk desk;
    desk.office.mail(Mail().header("Auto-Submitted: auto-replied").text("Je suis absente.\r\n"));
    REQUIRE(messages(desk, engine::Outcome::auto_held).size() == 1);
    const auto address = std::string(mail_page) + "/" + number(messages(desk, engine::Outcome::auto_held).at(0).id);
    Tab tab(desk);
    tab.log_in(coordinator);

    const auto opened = tab.post(address + "/ouvrir", {{"csrf", tab.get(mail_page).csrf()}});
    CHECK(opened.location() == "/administration/courrier?fait=dossier&dossier=REX-2025-0001");
    CHECK(tab.get(opened.location()).shows("/dossiers/REX-2025-0001"));
    CHECK(messages(desk, engine::Outcome::auto_held).empty());
}

TEST_CASE("what only a person can read is off the list once somebody has seen it", "[cell][admin]") {
    CellDesk desk;
    const auto message = desk.office.mail().message;
    desk.office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        unit.add_review(message, "scan,unheard_of");
        return {};
    });
    Tab tab(desk);
    tab.log_in(pilot);
    CHECK(tab.get("/").shows("href=\"/a-lire\""));
    const auto page = tab.get("/a-lire");
    CHECK(page.shows("un document numérisé, unheard_of"));
    CHECK(page.shows("REX-2025-0001"));

    const auto seen = "/a-lire/" + number(message) + "/vu";
    CHECK(tab.post(seen, {{"csrf", page.csrf()}}).location() == "/a-lire?fait=vu");
    CHECK(tab.get("/a-lire?fait=vu").shows("Rien à lire"));
    CHECK(tab.post(seen, {{"csrf", page.csrf()}}).status() == 404);
}

TEST_CASE("letters that wait are sent at once or not at all, and name nobody outside", "[cell][admin]") {
    CellDesk desk;
    desk.office.mail();
    Tab tab(desk);
    tab.log_in(coordinator);
    const auto page = tab.get("/administration/envois");
    CHECK(page.shows("à une personne extérieure"));
    CHECK_FALSE(page.shows(lea));
    const auto letter = desk.office.last_letter("intake_acknowledged").id;
    const auto address = "/administration/envois/" + std::to_string(letter.value);

    CHECK(tab.post(address + "/abandonner", {{"csrf", page.csrf()}}).status() == 303);
    CHECK(desk.office.last_letter("intake_acknowledged").state == engine::OutboxState::given_up);
    CHECK(tab.post(address + "/abandonner", {{"csrf", page.csrf()}}).status() == 404);
    CHECK(tab.get("/administration/envois?etat=abandonnees").shows("Envoyer maintenant"));
    CHECK(tab.post(address + "/renvoyer", {{"csrf", page.csrf()}}).status() == 303);
    CHECK(desk.office.last_letter("intake_acknowledged").state == engine::OutboxState::queued);
    desk.office.deliver();
    CHECK(tab.post(address + "/renvoyer", {{"csrf", page.csrf()}}).status() == 404);
    CHECK(tab.get("/administration/envois?etat=nulle-part").status() == 200);
}

TEST_CASE("a coordinator who is set aside from a case finds nothing of it in the administration", "[cell][admin]") {
    CellDesk desk;
    const auto message = desk.office.mail().message;
    desk.office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        unit.add_review(message, "scan");
        return {};
    });
    Tab looking(desk);
    looking.log_in(pilot);
    looking.post("/dossiers/REX-2025-0001/identite",
                 {{"csrf", looking.get("/dossiers/REX-2025-0001").csrf()}, {"reason", "Rappeler"}});
    Tab tab(desk);
    tab.log_in(coordinator);
    CHECK(tab.get("/administration/journal").shows("Rappeler"));
    desk.office.does(first_case, "member_set_aside", {{"member", coordinator}, {"reason", "Concernée (exemple)."}},
                     coordinator);

    for (const auto* const path : {"/administration/journal", "/administration/envois", "/a-lire"})
        CHECK_FALSE(tab.get(path).shows("REX-2025-0001"));
    const auto letter = "/administration/envois/" +
                        std::to_string(desk.office.last_letter("intake_acknowledged").id.value) + "/abandonner";
    const auto csrf = tab.get("/administration/envois").csrf();
    CHECK(tab.post(letter, {{"csrf", csrf.empty() ? tab.get("/compte").csrf() : csrf}}).status() == 404);
    CHECK(tab.post("/a-lire/" + number(message) + "/vu", {{"csrf", tab.get("/compte").csrf()}}).status() == 404);
}

TEST_CASE("verifying tells what is wrong, or that all is intact", "[cell][admin]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(coordinator);
    const auto verify = [&] {
        return tab.post("/administration/journal/verifier", {{"csrf", tab.get("/administration/journal").csrf()}});
    };
    CHECK(verify().shows("Tout est intact"));
    desk.caretaking.found = {hostile};
    CHECK(verify().shows("Quelque chose ne va pas"));
    CHECK_FALSE(verify().shows("<script>"));
}

TEST_CASE("another delay is tried on the live deadlines without changing one", "[cell][admin]") {
    CellDesk desk;
    desk.office.mail();
    const auto before = desk.office.due(first_case, "first_contact");
    Tab tab(desk);
    tab.log_in(administrator);
    CHECK(tab.get("/administration/delais").shows("Premier appel au déclarant"));

    const auto tried = tab.get("/administration/delais?regle=first_contact&delai=5+working+days");
    CHECK(tried.status() == 200);
    CHECK(tried.shows("Premier appel au déclarant (2 jours ouvrés)"));
    CHECK(tried.shows("ce dossier serait dû le lundi 10 mars 2025"));
    CHECK(tried.shows("&quot;due&quot;: &quot;5 working days&quot;"));
    CHECK(desk.office.due(first_case, "first_contact") == before);
    CHECK(tab.get("/administration/delais?regle=first_contact&delai=bientot").shows("n’a pas été compris"));
    CHECK(tab.get("/administration/delais?regle=meeting&delai=5+days").shows("Cette règle n’existe pas"));
    const auto odd = tab.get("/administration/delais?regle=%3Cscript%3E&delai=%3Cscript%3E%7B%7Bcsrf%7D%7D");
    CHECK(odd.status() == 200);
    CHECK_FALSE(odd.shows("<script>"));
}

TEST_CASE("delays and reminders are said in the words of their reader", "[cell][admin]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(administrator);

    const auto french = tab.get("/administration/delais");
    CHECK(french.shows("<li>1 jour ouvré avant l’échéance (pilote)</li>"));
    CHECK(french.shows("<li>chaque jour ouvré après l’échéance (pilote)</li>"));
    CHECK(french.shows("<li>1 jour ouvré après l’échéance (coordination)</li>"));
    CHECK(french.shows("<li>10 jours après le début (déclarant)\u00A0: demande de nouvelles</li>"));
    CHECK(french.shows("<li>tous les 7 jours après l’échéance (pilote), dans le point du matin</li>"));
    CHECK(french.shows("<li>dès le début (coordination), même hors des heures d’ouverture</li>"));
    CHECK(french.shows("<li>à l’échéance\u00A0: RexFlow note «\u00A0Enquête close\u00A0»</li>"));
    for (const auto* const notation : {"working day before", "at due", "at start", "to coordinator", "digest"}) {
        INFO(notation);
        CHECK_FALSE(french.shows(notation));
    }
    speak_english(desk, administrator);
    const auto english = tab.get("/administration/delais");
    CHECK(english.shows("<li>1 working day before the deadline (pilot)</li>"));
    CHECK(english.shows("<li>10 days after the start (reporter): request for news</li>"));
    CHECK(english.shows("<li>at the deadline: RexFlow records “Survey closed”</li>"));
}

TEST_CASE("every letter is shown in both languages with invented values", "[cell][admin]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(administrator);
    CHECK(tab.get("/administration/lettres").shows("/administration/lettres/intake_acknowledged"));
    const mustache::ManifestSamples samples;
    for (const auto audience : {engine::Audience::outside, engine::Audience::cell})
        for (const auto& name : samples.names(audience)) {
            INFO(name);
            const auto page = tab.get("/administration/lettres/" + name);
            CHECK(page.status() == 200);
            CHECK(page.shows("CPTS des Collines (exemple)"));
            CHECK(page.shows("id=\"version-en\""));
            const auto html = tab.get("/administration/lettres/" + name + "/en");
            CHECK(html.status() == 200);
            CHECK(html.field("Content-Security-Policy").find("sandbox") != std::string::npos);
        }
    CHECK(tab.get("/administration/lettres/nulle-part").status() == 404);
    CHECK(tab.get("/administration/lettres/intake_acknowledged/de").status() == 404);
}

TEST_CASE("every page of the administration is there in English as well", "[cell][admin]") {
    CellDesk desk;
    mail_without_sender(desk);
    desk.office.mail();
    speak_english(desk, administrator);
    Tab tab(desk);
    tab.log_in(administrator);
    for (const auto* const path :
         {"/administration", "/administration/courrier", "/administration/envois", "/administration/boites",
          "/administration/journal", "/administration/comptes", "/administration/delais", "/administration/lettres",
          "/administration/lettres/new_case", "/a-lire", "/annuaire", "/annuaire/import", "/calendrier?qui=tous"}) {
        INFO(path);
        const auto page = tab.get(path);
        CHECK(page.status() == 200);
        CHECK(page.shows("<html lang=\"en\">"));
        CHECK_FALSE(page.shows("{{"));
    }
}

}  // namespace rexflow::testing
