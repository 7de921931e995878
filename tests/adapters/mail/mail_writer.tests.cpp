#include "adapters/mail/mail_writer.hpp"
#include "adapters/mail/message_reader.hpp"
#include "engine/classification.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

using rexflow::engine::Letter;
using rexflow::engine::Letterhead;
using rexflow::engine::Mailbox;
using rexflow::engine::Meeting;
using rexflow::engine::OutgoingMail;
using rexflow::engine::parse_instant;
using rexflow::engine::RenderedLetter;
using rexflow::mail::GMimeMailWriter;
using rexflow::mail::GMimeMessageReader;

namespace {

const auto at = parse_instant("2025-03-03T09:00:00Z").value();

Letter acknowledgement() {
    Letter letter;
    letter.name = "intake_acknowledged";
    letter.to = {"lea@cabinet.example", "Léa Exemple", rexflow::engine::Locale::fr};
    letter.message_id = "1.abc.def@cpts.example";
    letter.in_reply_to = "plain@cabinet.example";
    letter.references = {"zero@cabinet.example", "plain@cabinet.example"};
    letter.queued_at = at;
    return letter;
}

const Letterhead head{"Cellule qualité — CPTS Exemple", "cellule@cpts.example", "cellule+r.1@cpts.example",
                      "cellule+b1.abc.def@cpts.example"};
const RenderedLetter rendered{"Votre message est bien arrivé : REX-2026-0001",
                              "Bonjour,\n\nMerci à vous.\n.\nFrom nous\n", "<p>Bonjour,</p><p>Merci à vous.</p>"};

OutgoingMail written(const Letter& letter, const Letterhead& letterhead = head) {
    return GMimeMailWriter().write(letter, rendered, letterhead, at);
}

bool has_line(const OutgoingMail& mail, const std::string& line) {
    return mail.bytes.find("\r\n" + line + "\r\n") != std::string::npos || mail.bytes.starts_with(line + "\r\n");
}

}  // namespace

TEST_CASE("a letter is read back as it was written", "[mail_writer]") {
    const auto mail = written(acknowledgement());
    const auto email = GMimeMessageReader().read(mail.bytes).value();

    CHECK(mail.envelope_from == "cellule+b1.abc.def@cpts.example");
    CHECK(mail.envelope_to == "lea@cabinet.example");
    CHECK(email.message_id == "1.abc.def@cpts.example");
    CHECK(email.in_reply_to == "plain@cabinet.example");
    CHECK(email.references == std::vector<std::string>{"zero@cabinet.example", "plain@cabinet.example"});
    CHECK(email.from == std::vector{Mailbox{"Cellule qualité — CPTS Exemple", "cellule@cpts.example"}});
    CHECK(email.recipients == std::vector<std::string>{"lea@cabinet.example"});
    CHECK(email.subject == "Votre message est bien arrivé : REX-2026-0001");
    CHECK(email.date == at);
    CHECK(email.text == "Bonjour,\n\nMerci à vous.\n.\nFrom nous");
    CHECK(email.media_type == "multipart/alternative");
    CHECK(email.auto_submitted == "auto-replied");
    CHECK(email.auto_response_suppressed);
    CHECK(rexflow::engine::classify(email).kind == rexflow::engine::MessageKind::auto_reply);
}

TEST_CASE("a letter is 7-bit, with CRLF line ends and short lines, and always the same", "[mail_writer]") {
    auto letter = acknowledgement();
    letter.references.assign(200, std::string(80, 'r') + "@cabinet.example");
    letter.to.name = std::string(3000, 'n');
    const auto mail = written(letter);

    std::istringstream lines(mail.bytes);
    std::size_t longest = 0;
    for (std::string line; std::getline(lines, line);) {
        REQUIRE(line.ends_with('\r'));
        CHECK(line.find('\r') == line.size() - 1);
        longest = std::max(longest, line.size() - 1);
    }
    CHECK(longest <= 998);
    CHECK(mail.bytes.size() < 100'000);
    CHECK(
        std::all_of(mail.bytes.begin(), mail.bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 128; }));
    CHECK(written(letter).bytes == mail.bytes);
}

TEST_CASE("every other letter is auto-generated", "[mail_writer]") {
    auto letter = acknowledgement();
    letter.name = "reminder";

    CHECK(has_line(written(letter), "Auto-Submitted: auto-generated"));
    CHECK(has_line(written(letter), "Message-ID: <1.abc.def@cpts.example>"));
    CHECK(has_line(written(letter), "Date: Mon, 03 Mar 2025 09:00:00 +0000"));
    CHECK(has_line(written(letter), "Reply-To: cellule+r.1@cpts.example"));
}

TEST_CASE("no value can add a header field or a recipient", "[mail_writer][injection]") {
    const std::string evil = "x\r\nBcc: intrus@ailleurs.example\r\n\r\ncorps";
    auto letter = acknowledgement();
    letter.to.name = evil;
    letter.to.address = "lea@cabinet.example" + evil;
    letter.in_reply_to = "a@b" + evil;
    letter.references = {evil, "c@d>" + evil};
    letter.message_id = "id@cpts.example";
    auto letterhead = head;
    letterhead.from_name = evil;
    letterhead.reply_to = "r@cpts.example" + evil;
    const RenderedLetter evil_subject{evil, "texte", "<p>texte</p>"};

    const auto mail = GMimeMailWriter().write(letter, evil_subject, letterhead, at);

    CHECK(mail.bytes.find("\r\nBcc:") == std::string::npos);
    CHECK(mail.envelope_to.find_first_of("\r\n") == std::string::npos);
    CHECK(GMimeMessageReader().read(mail.bytes).value().text == "texte");
}

TEST_CASE("a meeting travels as an iCalendar part", "[mail_writer]") {
    auto letter = acknowledgement();
    letter.name = "meeting_invited";
    letter.meeting = Meeting{"REX-2026-0001.meeting@cpts.example", parse_instant("2025-03-10T12:00:00Z").value(), 60,
                             "Maison de santé"};
    const auto email = GMimeMessageReader().read(written(letter).bytes).value();

    REQUIRE(email.attachments.size() == 1);
    CHECK(email.attachments.front().media_type == "text/calendar");
    CHECK(written(letter).bytes.find("method=REQUEST") != std::string::npos);
    CHECK(email.text.starts_with("Bonjour"));
}
