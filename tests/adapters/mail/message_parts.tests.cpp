#include "adapters/mail/message_reader.hpp"
#include "tests/support/mail_parts.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using rexflow::engine::Attachment;
using rexflow::engine::InboundEmail;
using rexflow::engine::Protection;
using rexflow::mail::GMimeMessageReader;
using rexflow::mail::ReadingLimits;
using namespace rexflow::testing;

namespace {

InboundEmail read(const std::string& raw) { return GMimeMessageReader().read(raw).value(); }

std::string attachment(const std::string& raw, std::size_t position) {
    return GMimeMessageReader().attachment(raw, position).value();
}

const std::string plain = "Content-Type: text/plain; charset=utf-8\n";
const std::string html = "Content-Type: text/html; charset=utf-8\n";

const std::string report =
    "From: =?utf-8?Q?L=C3=A9a?= Exemple <lea@cabinet.example>\nDate: Mon, 3 Mar 2025 09:00:00 +0100\n"
    "Subject: Erreur de dosage\nMessage-ID: <report@cabinet.example>\nContent-Type: text/plain; charset=utf-8\n\n"
    "Une erreur de dosage.\n";

}  // namespace

// --- bodies ---------------------------------------------------------------------------------------------------------

TEST_CASE("a blank plain version gives way to the HTML one, a full one does not", "[mail][parts]") {
    const auto blank = message_of("multipart/alternative", {{plain, " \n\n"}, {html, "<p>le vrai texte</p>"}});
    const auto full = message_of("multipart/alternative", {{html, "<p>HTML</p>"}, {plain, "plain"}});

    CHECK(read(blank).text == "le vrai texte");
    CHECK(read(full).text == "plain");
}

TEST_CASE("plain text that is a page of HTML is read as one", "[mail][parts]") {
    CHECK(read("From: a@b.example\nContent-Type: text/plain\n\n<!doctype HTML><p>Bonjour</p>").text == "Bonjour");
    CHECK(read("From: a@b.example\nContent-Type: text/html\n\n<meta charset=iso-8859-1><p>\xE9t\xE9</p>").text ==
          "été");
    CHECK(read("From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n<p>R&Atilde;&copy;union &eacute;</p>")
              .text == "RÃ©union é");
}

TEST_CASE("flowed lines are joined, with the blank taken away where it is the program's", "[mail][parts]") {
    const std::string head = "From: a@b.example\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\n";

    CHECK(read(head + "un mot cou \npé ici\n> cité  \n> encore\n-- \nLéa").text ==
          "un mot coupé ici\n> cité encore\n-- \nLéa");
}

TEST_CASE("prose that is called base64 is prose", "[mail][parts]") {
    CHECK(
        read("From: a@b.example\nContent-Transfer-Encoding: base64\n\nBonjour, merci de me rappeler demain.\n").text ==
        "Bonjour, merci de me rappeler demain.");
    CHECK(read("From: a@b.example\nContent-Transfer-Encoding: base64\n\nQm9uam*91cg==\n").text == "Bonjour");
}

TEST_CASE("parts whose boundary the header does not tell are found", "[mail][parts][broken]") {
    const std::string parts = "--x\n" + plain + "\nle texte\n--x\n" + html + "\n<p>le texte</p>\n--x--\n";

    CHECK(read("From: a@b.example\nContent-Type: multipart/alternative\n\n" + parts).text == "le texte");
    CHECK(read("From: a@b.example\n\n" + parts).text == "le texte");
    CHECK(read("From: a@b.example\n\nThis is a multi-part message in MIME format.\n\n" + parts).text == "le texte");
    CHECK(read("From: a@b.example\n\n-- \nsignature seule").text == "-- \nsignature seule");
}

TEST_CASE("boundaries that begin alike, come in a part, or never close are told apart", "[mail][parts][broken]") {
    const auto alike =
        message_of("multipart/mixed", {{"Content-Type: multipart/alternative; boundary=\"b1\"\n",
                                        "--b1\n" + plain + "\nun\n--b1\n" + html + "\n<p>un</p>\n--b1--"},
                                       {plain, "deux"}});
    const auto same = message_of(
        "multipart/mixed", {{"Content-Type: multipart/mixed; boundary=\"b\"\n", "--b\n" + plain + "\nun\n--b--"}});

    CHECK(read(alike).text == "un\n\ndeux");
    CHECK(read(same).text == "un");
    CHECK(read("From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + plain + "\nouvert").text ==
          "ouvert");
}

// --- attachments ----------------------------------------------------------------------------------------------------

TEST_CASE("file names are read however they are encoded, or broken", "[mail][parts][names]") {
    struct Name {
        std::string disposition;
        std::string file_name;
    };
    const std::vector<Name> names{
        {"filename*0*=UTF-8''Fiche%20; filename*1*=r%C3%A9union.pdf", "Fiche réunion.pdf"},
        {"filename*1=b.pdf; filename*0=a", "ab.pdf"},
        {"filename*=iso-8859-1''l%92%E9t%E9.pdf", "l’été.pdf"},
        {"filename*=r%C3%A9union.pdf", "réunion.pdf"},
        {"filename*=utf-9''r%C3%A9union.pdf", "réunion.pdf"},
        {"filename=\"=?utf-8?Q?R=C3?= =?utf-8?Q?=A9union.pdf?=\"", "Réunion.pdf"},
        {"filename==?utf-8?B?UsOpdW5pb24ucGRm?=", "Réunion.pdf"},
        {"filename=\"=?iso-8859-1?Q?R=C3=A9union.pdf?=\"", "Réunion.pdf"},
        {"filename=\"r\xE9union.pdf\"", "réunion.pdf"},
        {"filename=\"re\u0301union.pdf\"", "réunion.pdf"},
        {"filename=ma fiche.pdf; size=3", "ma fiche.pdf"},
        {"filename=\"C:\\\\Mes documents\\\\fiche.pdf\"", "fiche.pdf"},
        {"filename=\"../../etc/passwd\"", "passwd"},
        {"filename=\"fiche\u202Efdp.exe\"", "fichefdp.exe"},
    };
    for (const auto& [disposition, file_name] : names) {
        INFO(disposition);
        const auto raw = message_of(
            "multipart/mixed",
            {{"Content-Type: application/pdf\nContent-Disposition: attachment; " + disposition + "\n", "%PDF"}});
        CHECK(read(raw).attachments == std::vector{Attachment{file_name, "application/pdf", 4, "%PDF"}});
    }
}

TEST_CASE("the size said of an attachment is that of the bytes given", "[mail][parts]") {
    const std::string bytes("PK\x03\x04\0\xFF binary", 14);
    const auto raw =
        message_of("multipart/mixed",
                   {{"Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n", base64(bytes)},
                    {"Content-Type: text/csv; name=b.csv\nContent-Transfer-Encoding: quoted-printable\n", "a=3Bb=\n;c"},
                    {"Content-Type: text/x-log; name=c.log\n", "ligne\n"},
                    {"Content-Type: message/rfc822\n", report}});
    const auto email = read(raw);

    REQUIRE(email.attachments.size() == 4);
    for (std::size_t i = 0; i < email.attachments.size(); ++i)
        CHECK(attachment(raw, i).size() == email.attachments[i].size);
    CHECK(attachment(raw, 0) == bytes);
    CHECK(attachment(raw, 1) == "a;b;c");
    CHECK(attachment(raw, 3).starts_with("From: =?utf-8?Q?L=C3=A9a?= Exemple"));
    CHECK(GMimeMessageReader().attachment(raw, 4).error().code == rexflow::engine::Error::Code::not_found);
}

// --- forwarded messages ---------------------------------------------------------------------------------------------

TEST_CASE("a report passed on as an attachment is read like one passed on in the text", "[mail][parts][forward]") {
    const std::string expected =
        "Pour information.\n\n---------- Message transféré ----------\nDe\u00A0: Léa Exemple <lea@cabinet.example>\n"
        "Date\u00A0: Mon, 3 Mar 2025 09:00:00 +0100\nObjet\u00A0: Erreur de dosage\n\nUne erreur de dosage.";
    const auto forward = [](const std::string& fields, const std::string& content) {
        return message_of("multipart/mixed", {{plain, "Pour information."}, {fields, content}});
    };

    const auto attached = read(forward("Content-Type: message/rfc822\n", report));
    CHECK(attached.text == expected);
    CHECK(attached.attachments.front().media_type == "message/rfc822");
    CHECK(read(forward("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n", base64(report))).text ==
          expected);
    CHECK(
        read(forward("Content-Type: application/octet-stream; name=\"Erreur.EML\"\nContent-Transfer-Encoding: base64\n",
                     base64(report)))
            .text == expected);
    CHECK(read("From: a@b.example\nContent-Type: message/rfc822\n\n" + report).text.find("Une erreur de dosage.") !=
          std::string::npos);
}

TEST_CASE("what is attached to a forwarded message is attached to the mail", "[mail][parts][forward]") {
    const auto inner = message_of(
        "multipart/mixed", {{plain, "voir la fiche"}, {"Content-Type: application/pdf; name=f.pdf\n", "%PDF"}}, "i");
    const auto raw = message_of("multipart/mixed", {{"Content-Type: message/rfc822\n", inner}});

    REQUIRE(read(raw).attachments.size() == 2);
    CHECK(read(raw).attachments[1] == Attachment{"f.pdf", "application/pdf", 4, "%PDF"});
    CHECK(attachment(raw, 1) == "%PDF");
}

TEST_CASE("the letter a bounce brings back is not its text", "[mail][parts][bounce]") {
    const auto raw = message_of("multipart/report; report-type=delivery-status",
                                {{plain, "Adresse inconnue."},
                                 {"Content-Type: message/delivery-status\n",
                                  "Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1"},
                                 {"Content-Type: message/rfc822\n", report}});
    const auto email = read(raw);

    CHECK(email.text == "Adresse inconnue.");
    CHECK(email.reported_message_id == "report@cabinet.example");
}

// --- signed and encrypted -------------------------------------------------------------------------------------------

TEST_CASE("signed mail is read and flagged", "[mail][parts][protection]") {
    const auto detached =
        read(message_of("multipart/signed; protocol=\"application/pgp-signature\"",
                        {{plain, "signé"}, {"Content-Type: application/pgp-signature\n", "-----BEGIN"}}));
    const auto opaque = read(
        "From: a@b.example\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
        "Content-Transfer-Encoding: base64\n\n" +
        base64(signed_data_of("Content-Type: text/plain; charset=utf-8\r\n\r\nsigné aussi")));
    const auto clear = read(
        "From: a@b.example\n\nAvant\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nBonjour\n- -- \n"
        "Lea\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\nAprès");

    CHECK(detached.text == "signé");
    CHECK(detached.protection == Protection::signed_);
    CHECK(opaque.text == "signé aussi");
    CHECK(opaque.protection == Protection::signed_);
    CHECK(clear.text == "Avant\nBonjour\n-- \nLea\nAprès");
    CHECK(clear.protection == Protection::signed_);
    CHECK(read(report).protection == Protection::none);
}

TEST_CASE("encrypted mail is kept and flagged for a person", "[mail][parts][protection]") {
    const auto pgp =
        read(message_of("multipart/encrypted; protocol=\"application/pgp-encrypted\"",
                        {{"Content-Type: application/pgp-encrypted\n", "Version: 1"},
                         {"Content-Type: application/octet-stream; name=encrypted.asc\n", "-----BEGIN PGP"}}));
    const auto smime = read(
        "From: a@b.example\nContent-Type: application/pkcs7-mime; name=smime.p7m\n"
        "Content-Transfer-Encoding: base64\n\n" +
        base64(enveloped_data()));
    const auto damaged =
        read("From: a@b.example\nContent-Type: application/x-pkcs7-mime; smime-type=enveloped-data\n\nxx");
    const auto in_text = read("From: a@b.example\n\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n");

    CHECK(pgp.protection == Protection::encrypted);
    CHECK(pgp.attachments.size() == 2);
    CHECK(smime.protection == Protection::encrypted);
    CHECK(smime.attachments.front().file_name == "smime.p7m");
    CHECK(damaged.protection == Protection::encrypted);
    CHECK(in_text.protection == Protection::encrypted);
    CHECK(in_text.text.starts_with("-----BEGIN PGP MESSAGE-----"));
}

// --- winmail.dat ----------------------------------------------------------------------------------------------------

TEST_CASE("what Outlook packs into a winmail.dat is unpacked", "[mail][parts][winmail]") {
    const auto mail = [](const WinmailContent& content, const std::string& text) {
        return message_of("multipart/mixed", {{plain, text},
                                              {"Content-Type: application/ms-tnef; name=winmail.dat\n"
                                               "Content-Transfer-Encoding: base64\n",
                                               base64(winmail_of(content))}});
    };
    const auto files = mail({"",
                             "",
                             "",
                             {{"Fiche compl\xE9t\xE9"
                               "e.docx",
                               "PK"},
                              {"photo.jpg", "JFIF"}}},
                            "voir ci-joint");

    CHECK(read(files).attachments ==
          std::vector{Attachment{"Fiche complétée.docx", "application/octet-stream", 2, "PK"},
                      Attachment{"photo.jpg", "application/octet-stream", 4, "JFIF"}});
    CHECK(read(files).text == "voir ci-joint");
    CHECK(attachment(files, 1) == "JFIF");
    CHECK(read(mail({"l\x92\xE9quipe", "", "", {}}, " ")).text == "l’équipe");
    CHECK(read(mail({"", "<p>l\x92\xE9quipe</p>", "", {}}, " ")).text == "l’équipe");
    CHECK(read(mail({"", "", "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}l\\'92\\u233?quipe\\par soins}", {}}, " ")).text ==
          "l’équipe\nsoins");
}

TEST_CASE("a winmail.dat that cannot be unpacked stays an attachment", "[mail][parts][winmail]") {
    const auto raw = [](const std::string& content) {
        return message_of("multipart/mixed", {{"Content-Type: application/ms-tnef; name=winmail.dat\n"
                                               "Content-Transfer-Encoding: base64\n",
                                               base64(content)}});
    };
    const auto good = winmail_of({"texte", "", "", {{"a.txt", "abc"}}});
    ReadingLimits narrow;
    narrow.winmail_bytes = good.size() - 1;

    CHECK(read(raw("not one")).attachments.front().file_name == "winmail.dat");
    CHECK(GMimeMessageReader(narrow).read(raw(good)).value().attachments.front().file_name == "winmail.dat");
    for (std::size_t cut = 4; cut < good.size(); cut += 7) CHECK(GMimeMessageReader().read(raw(good.substr(0, cut))));
}
