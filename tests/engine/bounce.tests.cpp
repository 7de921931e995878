#include "engine/bounce.hpp"
#include "engine/reading/folded.hpp"
#include "engine/server_words.hpp"
#include "tests/support/plain_signer.hpp"

#include <catch2/catch.hpp>

namespace rexflow::engine {

namespace {

const testing::PlainSigner signer;
const House house{"CPTS des Collines (exemple)", "qualite@cpts.example", "", Locale::fr, "cpts.example", true};
const Tokens tokens(signer, house);
const std::string letter = tokens.message_id(CaseId{12}, "aaaabbbbccccdddd");

InboundEmail report(const std::vector<DeliveryStatus>& statuses) {
    InboundEmail email;
    email.from = {{"Mail Delivery System", "mailer-daemon@mx.example"}};
    email.recipients = {"qualite@cpts.example"};
    email.reported_message_id = letter;
    email.delivery_statuses = statuses;
    return email;
}

InboundEmail words(const std::string& text, const std::string& subject = "Mail delivery failed") {
    auto email = report({});
    email.subject = subject;
    email.text = text;
    return email;
}

Bounce read(const InboundEmail& email) { return read_bounce(email, tokens); }
std::string status(const std::string& line) { return status_in(reading::fold(line)); }

}  // namespace

TEST_CASE("a delivery report gives letter, recipient, status and fate", "[bounce]") {
    CHECK(read(report({{"failed", "5.1.1", "lea@idel.example", ""}})) ==
          Bounce{letter, "lea@idel.example", "5.1.1", Fate::failed_for_good});
    CHECK(read(report({{"failed", "4.4.7", "lea@idel.example", ""}})).fate == Fate::failed_for_now);
    CHECK(read(report({{"delayed", "4.4.1", "lea@idel.example", ""}})).fate == Fate::delayed);
    CHECK(read(report({{"relayed", "2.1.9", "lea@idel.example", ""}})).fate == Fate::delivered);
    CHECK(read(report({{"failed", "", "lea@idel.example", ""}})).fate == Fate::failed_for_now);
    CHECK(read(report({})).fate == Fate::unknown);
}

TEST_CASE("of several recipients the one that failed worst counts", "[bounce]") {
    const auto bounce = read(report({{"delayed", "4.4.1", "a@mx.example", ""},
                                     {"failed", "5.2.1", "b@mx.example", ""},
                                     {"delivered", "2.0.0", "c@mx.example", ""}}));

    CHECK(bounce == Bounce{letter, "b@mx.example", "5.2.1", Fate::failed_for_good});
}

TEST_CASE("a status that names no subject is completed by the server's own answer", "[bounce]") {
    CHECK(read(report({{"failed", "5.0.0", "a@mx.example", "smtp; 550 5.1.1 <a@mx.example>: unknown"}})).status ==
          "5.1.1");
    CHECK(read(report({{"failed", "5.0.0", "a@mx.example", "smtp; 550 Mailbox is full"}})).status == "5.2.2");
    CHECK(read(report({{"failed", "5.0.0", "a@mx.example", "smtp; 554 Non"}})).status == "5.0.0");
    CHECK(read(report({{"failed", "", "a@mx.example", "smtp; 450 4.2.2 over quota"}})).status == "4.2.2");
}

TEST_CASE("what servers write in their own words is read", "[bounce]") {
    CHECK(read(words("Hi. This is the qmail-send program.\n<parti@cabinet.example>:\n"
                     "Sorry, no mailbox here by that name. (#5.1.1)\n\n"
                     "--- Below this line is a copy of the message.\n\nMessage-ID: <x@y>")) ==
          Bounce{letter, "parti@cabinet.example", "5.1.1", Fate::failed_for_good});
    CHECK(read(words("Votre message n'a pas pu être remis à parti@cabinet.example : boîte pleine")) ==
          Bounce{letter, "parti@cabinet.example", "4.2.2", Fate::failed_for_now});
    CHECK(read(words("  parti@cabinet.example\n    host mx.cabinet.example said: 550 Utilisateur inconnu")).status ==
          "5.1.1");
    CHECK(read(words("<parti@cabinet.example>: retry timeout exceeded")).fate == Fate::failed_for_now);
    CHECK(read(words("Something happened.")) == Bounce{letter, "", "", Fate::unknown});
}

TEST_CASE("a warning that a server goes on trying is no failure", "[bounce]") {
    CHECK(read(words("Your message has not been delivered yet: 450 4.4.1 connection timed out.\n"
                     "You do not need to resend your message.",
                     "Delayed mail (still being retried)"))
              .fate == Fate::delayed);
    CHECK(read(words("550 5.1.1 user unknown. It will be retried? No.")).fate == Fate::failed_for_good);
}

TEST_CASE("the letter is known by its return path, however little the bounce says", "[bounce]") {
    auto email = words("No.");
    email.reported_message_id.clear();
    email.recipients = {tokens.return_path(letter)};
    CHECK(read(email).letter == letter);

    email.recipients = {"QUALITE+B" + letter.substr(0, letter.find('@')) + "@CPTS.EXAMPLE"};
    CHECK(read(email).letter == letter);

    email.recipients = {"qualite+b12.aaaabbbbccccdddd.aaaaaaaaaaaaaaaa@cpts.example"};
    CHECK(read(email).letter.empty());

    email.references = {"foreign@mx.example", letter};
    CHECK(read(email).letter == letter);
}

TEST_CASE("without subaddresses, or with a long address, letters go out under the contact address", "[bounce]") {
    auto plain = house;
    plain.subaddressing = false;
    auto wordy = house;
    wordy.contact_address = "la-cellule-qualite-et-securite-des-soins@cpts.example";

    CHECK(Tokens(signer, plain).return_path(letter) == "qualite@cpts.example");
    CHECK(Tokens(signer, wordy).return_path(letter) == wordy.contact_address);
}

TEST_CASE("status codes are told from addresses, versions and dates", "[bounce]") {
    CHECK(status("550-5.1.1 The account does not exist") == "5.1.1");
    CHECK(status("(#5.7.1)") == "5.7.1");
    CHECK(status("X-Mailer 5.1.1a") == "");
    CHECK(status("host 5.1.1.2 said 250 2.0.0 ok") == "2.0.0");
    CHECK(status("released on 4.12.2026") == "");
    CHECK(status("invoice 550 of the cabinet") == "");
    CHECK(status("550 no") == "5.0.0");
    CHECK(status("the server responded: 452 later") == "4.0.0");
    CHECK(status("552 message too large") == "5.3.4");
}

}  // namespace rexflow::engine
