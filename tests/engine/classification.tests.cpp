#include "engine/classification.hpp"

#include <catch2/catch.hpp>

using rexflow::engine::classify;
using rexflow::engine::failed_message_id;
using rexflow::engine::find_usable_sender;
using rexflow::engine::InboundEmail;
using rexflow::engine::is_usable_address;
using rexflow::engine::MessageKind;

namespace {

InboundEmail from_a_person() {
    InboundEmail email;
    email.from = {{"Léa Exemple", "lea@cabinet.example"}};
    email.subject = "Demande de rappel";
    email.media_type = "text/plain";
    return email;
}

InboundEmail with_subject(const std::string& subject) {
    auto email = from_a_person();
    email.subject = subject;
    return email;
}

}  // namespace

TEST_CASE("a person's mail is a report", "[classification]") {
    CHECK(classify(from_a_person()).kind == MessageKind::report);
    CHECK(classify(from_a_person()).reason == "person");
}

TEST_CASE("French and English subjects of automatic answers are held", "[classification]") {
    for (const auto* subject :
         {"Réponse automatique : REX-2026-0001", "REPONSE AUTOMATIQUE: x", "Réponse\u00A0automatique\u00A0: x",
          "Absence du bureau : congés", "Lu : votre demande", "Lu\u00A0: x", "Non lu : x", "Out of office: x",
          "Automatic reply: x", "Accusé de réception : x", "Read: x"}) {
        INFO(subject);
        CHECK(classify(with_subject(subject)).kind == MessageKind::auto_reply);
        CHECK(classify(with_subject(subject)).reason == "subject");
    }
}

TEST_CASE("subjects that only mention an absence are a person's", "[classification]") {
    for (const auto* subject : {"RE: Réponse automatique : x", "Problème d’absence du bureau", "Lundi", "Ready",
                                "TR : Undelivered Mail", "Lu et approuvé"}) {
        INFO(subject);
        CHECK(classify(with_subject(subject)).kind == MessageKind::report);
    }
}

TEST_CASE("marks of automatic mail are held, each with its reason", "[classification]") {
    auto submitted = from_a_person();
    submitted.auto_submitted = "auto-replied";
    auto submitted_by_hand = from_a_person();
    submitted_by_hand.auto_submitted = "no";
    auto list = from_a_person();
    list.is_list = true;
    auto bulk = from_a_person();
    bulk.precedence = "list";
    auto null_path = from_a_person();
    null_path.return_path = "<>";
    auto suppressed = from_a_person();
    suppressed.auto_response_suppressed = true;

    auto no_reply = from_a_person();
    no_reply.from = {{"", "no-reply@portail.example"}};

    CHECK(classify(no_reply).reason == "no_reply_sender");
    CHECK(classify(submitted).reason == "auto_submitted");
    CHECK(classify(submitted_by_hand).reason == "person");
    CHECK(classify(list).reason == "list");
    CHECK(classify(bulk).reason == "precedence");
    CHECK(classify(null_path).reason == "null_return_path");
    CHECK(classify(suppressed).reason == "answers_suppressed");
    CHECK(classify(list).kind == MessageKind::auto_reply);
}

TEST_CASE("reports of mail servers are bounces, standard or not", "[classification]") {
    auto standard = from_a_person();
    standard.delivery_statuses = {{"failed", "5.1.1", "parti@cabinet.example", ""}};
    auto daemon = from_a_person();
    daemon.from = {{"", "MAILER-DAEMON@mx.example"}};
    auto postmaster = with_subject("Undeliverable: x");
    postmaster.from = {{"", "postmaster@mx.example"}};
    auto wordy = from_a_person();
    wordy.from = {{"", "postmaster@mx.example"}};
    wordy.text = "RCPT TO: 550 5.1.1 User unknown";
    auto nameless_daemon = from_a_person();
    nameless_daemon.from = {{"MAILER-DAEMON", ""}};
    auto person_postmaster = from_a_person();
    person_postmaster.from = {{"", "postmaster@cabinet.example"}};
    auto nobody = standard;
    nobody.from.clear();

    CHECK(classify(standard).reason == "delivery_report");
    CHECK(classify(daemon).reason == "mail_daemon");
    CHECK(classify(postmaster).reason == "server_bounce");
    CHECK(classify(wordy).reason == "server_bounce");
    CHECK(classify(nameless_daemon).reason == "mail_daemon");
    CHECK(classify(person_postmaster).kind == MessageKind::report);
    CHECK(classify(nobody).kind == MessageKind::bounce);
}

TEST_CASE("a mail nobody can be answered at has no sender", "[classification]") {
    auto none = from_a_person();
    none.from.clear();
    auto malformed = from_a_person();
    malformed.from = {{"Léa", "lea at cabinet"}};
    auto second = malformed;
    second.sender = {"", "secretariat@cabinet.example"};

    CHECK(classify(none).kind == MessageKind::no_sender);
    CHECK(classify(malformed).kind == MessageKind::no_sender);
    CHECK(classify(second).kind == MessageKind::report);
    CHECK(find_usable_sender(second)->address == "secretariat@cabinet.example");
    CHECK_FALSE(is_usable_address("lea@cabinet.example\r\nBcc: x@y.example"));
    CHECK_FALSE(is_usable_address("@cabinet.example"));
    CHECK_FALSE(is_usable_address("lea@.example"));
    CHECK(is_usable_address("lea.o'neil+rex@cabinet.example"));
}

TEST_CASE("a bounce without a returned part names its letter in its text", "[classification]") {
    InboundEmail bounce;
    bounce.text = "Hi.\n> Message-Id:  <letter-1@cpts.example>\nMessage-ID: <other@x>";
    InboundEmail nameless;
    nameless.text = "Message-ID: none\nSee message-id: <x@y>";

    CHECK(failed_message_id(bounce) == "letter-1@cpts.example");
    CHECK(failed_message_id(nameless).empty());
}
