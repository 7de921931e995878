#include "adapters/mail/message_reader.hpp"
#include "engine/classification.hpp"
#include "tests/adapters/mail/mail_support.hpp"

#include <catch2/catch.hpp>

#include <thread>

using rexflow::engine::Attachment;
using rexflow::engine::classify;
using rexflow::engine::DeliveryStatus;
using rexflow::engine::InboundEmail;
using rexflow::engine::Mailbox;
using rexflow::engine::MessageKind;
using rexflow::mail::GMimeMessageReader;
namespace testing = rexflow::testing;

namespace {

InboundEmail read(const std::string& name) { return GMimeMessageReader().read(testing::corpus(name)).value(); }

std::string reason(const std::string& raw) {
    const auto email = GMimeMessageReader().read(raw);
    return email ? "read" : email.error().message;
}

}  // namespace

TEST_CASE("a plain mail is read with its header and text", "[mail]") {
    const auto email = read("default/plain_utf8.eml");

    CHECK(email.message_id == "plain@cabinet.example");
    CHECK(email.from == std::vector{Mailbox{"Léa Exemple", "lea@cabinet.example"}});
    CHECK(email.recipients == std::vector<std::string>{"cellule@cpts.example"});
    CHECK(email.subject == "Rappel souhaité");
    CHECK(rexflow::engine::to_text(email.date.value()) == "2025-03-03T08:00:00Z");
    CHECK(email.text == "Bonjour,\n\nMerci de me rappeler au 06 39 98 00 01, plutôt après 19 h.\n\nLéa Exemple");
    CHECK(email.media_type == "text/plain");
    CHECK(email.content_hash.size() == 64);
}

TEST_CASE("of several versions of a body the plain one is taken, and attachments are listed", "[mail]") {
    const auto email = read("default/alternative_with_attachment.eml");

    CHECK(email.text == "Voici la fiche complétée.");
    CHECK(email.attachments == std::vector{Attachment{"Fiche REX complétée.pdf", "application/pdf", 9, "%PDF-1.4\n"}});
}

TEST_CASE("an HTML mail becomes lines of text without scripts, styles or comments", "[mail]") {
    CHECK(read("default/html_only.eml").text == "Bonjour\u00A0!\n\nRappelez-moi\naprès 19\u00A0h <merci>");
}

TEST_CASE("flowed lines are joined within their quote depth", "[mail]") {
    const auto email = read("default/flowed.eml");

    CHECK(email.text == "Une phrase qui continue ici.\n> une citation\n-- \nLéa");
    CHECK(email.in_reply_to == "first@cpts.example");
    CHECK(email.references == std::vector<std::string>{"zero@cpts.example", "first@cpts.example"});
}

TEST_CASE("windows-1252 called iso-8859-1 keeps its apostrophes, quotes and euros", "[mail][french]") {
    const auto email = read("french/windows_1252_as_latin_1.eml");

    CHECK(email.subject == "L’équipe");
    CHECK(email.text == "L’équipe “soins” : 100 €, cœur");
}

TEST_CASE("French header fields are read however they are encoded", "[mail][french]") {
    CHECK(read("french/split_character_in_encoded_words.eml").subject == "Réunion équipe");
    CHECK(read("french/raw_8bit_subject.eml").subject == "Problème d’organisation");
    CHECK(read("french/raw_8bit_subject.eml").text == "Texte accentué sans jeu déclaré");
    CHECK(read("french/decomposed_accents.eml").subject == "équipe");
    CHECK(read("french/decomposed_accents.eml").text == "équipe");
}

TEST_CASE("encoded words are read where they stand, as they were meant, or cut", "[mail][headers]") {
    const auto subject = [](const std::string& value) {
        return GMimeMessageReader().read("From: a@b.example\nSubject: " + value + "\n\nx").value().subject;
    };
    const auto name = [](const std::string& mailbox) {
        return GMimeMessageReader().read("From: " + mailbox + "\n\nx").value().from.front().name;
    };

    CHECK(subject("=?utf-8?Q?R=C3?= =?utf-8?Q?=A9union?=") == "Réunion");
    CHECK(subject("=?utf-8?B?UsOpd?=\n =?utf-8?B?W5pb24=?=") == "Réunion");
    CHECK(subject("=?utf-8?Q?R=C3=A9union?= du =?utf-8?Q?3_mars?=") == "Réunion du 3 mars");
    CHECK(subject("=?UTF-8*fr?q?R=c3=a9union?=") == "Réunion");
    CHECK(subject("=?iso-8859-1?Q?R=C3=A9union?=") == "Réunion");
    CHECK(subject("=?iso-8859-1?Q?L=92=E9quipe?=") == "L’équipe");
    CHECK(subject("=?no-such-charset?Q?R=E9union?=") == "Réunion");
    CHECK(subject("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=") == "日本");
    CHECK(subject("R\xC3\xA9union") == "Réunion");
    CHECK(subject("R\xE9union") == "Réunion");
    CHECK(subject("=?utf-8?Q?cass=C3") == "=?utf-8?Q?cass=C3");
    CHECK(name("=?utf-8?Q?L=C3=A9a?= Exemple <a@b.example>") == "Léa Exemple");
    CHECK(name("\"=?utf-8?Q?L=C3=A9a?= Exemple\" <a@b.example>") == "Léa Exemple");
    CHECK(name("\"=?utf-8?Q?Exemple,_L=C3=A9a?=\" <a@b.example>") == "Exemple, Léa");
    CHECK(name("L\xE9\x61 Exemple <a@b.example>") == "Léa Exemple");
}

TEST_CASE("a file name never carries a path", "[mail][french]") {
    CHECK(read("french/encoded_word_file_name.eml").attachments ==
          std::vector{Attachment{"photo_été.jpg", "image/jpeg", 3, "\xFF\xD8\xFF"}});
}

TEST_CASE("broken mail is read as far as it goes", "[mail][broken]") {
    CHECK(read("broken/no_closing_boundary.eml").text == "corps");
    CHECK(read("broken/no_closing_boundary.eml").attachments.size() == 1);
    CHECK(read("broken/no_boundary.eml").text == "corps perdu");
    CHECK(read("broken/damaged_base64.eml").text.starts_with("é"));
    CHECK(read("broken/no_message_id.eml").message_id.empty());
    CHECK(read("broken/no_from.eml").from.empty());
    CHECK(read("broken/nul_bytes.eml").text == "avant");
    CHECK(read("broken/bare_cr.eml").text == "un\ndeux\ntrois");
}

TEST_CASE("what is no mail at all is refused with its reason", "[mail][broken]") {
    CHECK(reason(testing::corpus("broken/not_a_mail.eml")) == "no_header");
    CHECK(reason("") == "empty");
    CHECK(reason("\r\n\r\n") == "empty");
}

TEST_CASE("a delivery report names recipients, codes and the letter it is about", "[mail][bounce]") {
    const auto email = read("bounce/dsn_5_1_1.eml");

    CHECK(email.return_path == "<>");
    CHECK(email.report_type == "delivery-status");
    CHECK(email.delivery_statuses == std::vector{DeliveryStatus{"failed", "5.1.1", "parti@cabinet.example", ""}});
    CHECK(email.reported_message_id == "letter-1@cpts.example");
    CHECK(classify(email).reason == "delivery_report");
}

TEST_CASE("bounces and automatic answers of the corpus are told from people's mail", "[mail][bounce]") {
    CHECK(classify(read("bounce/qmail_style.eml")).kind == MessageKind::bounce);
    CHECK(rexflow::engine::failed_message_id(read("bounce/qmail_style.eml")) == "letter-2@cpts.example");
    CHECK(classify(read("auto_reply/out_of_office_fr.eml")).reason == "subject");
    CHECK(classify(read("auto_reply/vacation_rfc3834.eml")).reason == "auto_submitted");
    CHECK(classify(read("auto_reply/read_receipt.eml")).reason == "other_report");
    CHECK(read("auto_reply/read_receipt.eml").reported_message_id == "letter-3@cpts.example");
    CHECK(classify(read("auto_reply/list_precedence.eml")).kind == MessageKind::auto_reply);
    CHECK(classify(read("broken/no_from.eml")).kind == MessageKind::no_sender);
    CHECK(classify(read("default/plain_utf8.eml")).kind == MessageKind::report);
}

TEST_CASE("two copies that travelled differently have one content hash, other content another", "[mail]") {
    const GMimeMessageReader reader;
    const std::string mail = "Subject: a b\nFrom: lea@cabinet.example\n\nun\ndeux\n";
    const auto hash = [&](const std::string& raw) { return reader.read(raw).value().content_hash; };

    CHECK(hash(mail) == hash("Received: from x\r\n\tby y\r\nX-Spam: 1\r\nReturn-Path: <a@b.example>\r\n"
                             "subject:  a\r\n b\r\nFrom: lea@cabinet.example\r\n\r\nun\r\ndeux\r\n\r\n"));
    CHECK(hash(mail) != hash("Subject: a b\nFrom: lea@cabinet.example\n\nun\ntrois\n"));
    CHECK(hash(mail) != hash("Subject: a c\nFrom: lea@cabinet.example\n\nun\ndeux\n"));
}

TEST_CASE("several threads read at once", "[mail][threads]") {
    const auto raw = testing::corpus("french/windows_1252_as_latin_1.eml");
    const GMimeMessageReader reader;
    std::vector<int> matches(4, 0);
    std::vector<std::thread> threads;

    for (auto& count : matches) {
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i) count += reader.read(raw).value().subject == "L’équipe" ? 1 : 0;
        });
    }
    for (auto& thread : threads) thread.join();

    CHECK(matches == std::vector<int>{200, 200, 200, 200});
}

TEST_CASE("an attachment is given by its position", "[mail][attachment]") {
    const GMimeMessageReader reader;
    const auto raw = testing::corpus("default/alternative_with_attachment.eml");

    CHECK(reader.attachment(raw, 0).value().size() == 9);
    CHECK(reader.attachment(raw, 1).error().code == rexflow::engine::Error::Code::not_found);
    CHECK(reader.attachment("", 0).error().code == rexflow::engine::Error::Code::not_found);
}

TEST_CASE("what receiving servers vouched for is listed with the last server's on top", "[mail]") {
    const auto email = GMimeMessageReader().read(
        "Authentication-Results: mx.cpts.example;\r\n\tdkim=pass\r\n"
        "Authentication-Results: other.example; spf=fail\r\n"
        "From: lea@cabinet.example\r\n\r\nx");

    CHECK(email.value().authentication_results ==
          std::vector<std::string>{"mx.cpts.example; dkim=pass", "other.example; spf=fail"});
}
