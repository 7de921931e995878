#include "adapters/mail/message_reader.hpp"
#include "tests/adapters/mail/mail_support.hpp"
#include "tests/support/mail_parts.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

using rexflow::mail::GMimeMessageReader;
using rexflow::mail::ReadingLimits;
using namespace rexflow::testing;

namespace {

const std::string plain = "Content-Type: text/plain; charset=utf-8\n";
const std::string head = "From: lea@cabinet.example\nSubject: x\n";

std::string reason(const std::string& raw, ReadingLimits limits = {}) {
    const auto email = GMimeMessageReader(limits).read(raw);
    return email ? "read" : email.error().message;
}

constexpr double longest_small = 1 * slowness;  // below 10 MB
constexpr double longest_large = 3 * slowness;

std::string nested(int depth) {
    std::string raw = head;
    for (int i = 0; i < depth; ++i) {
        const auto boundary = "b" + std::to_string(i);
        raw += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
    }
    return raw + plain + "\nau fond";
}

}  // namespace

TEST_CASE("each limit of reading is a setting, and is told by its name", "[mail][limits]") {
    const auto parts = [](int count) {
        return message_of("multipart/mixed", std::vector<MailPart>(static_cast<std::size_t>(count), {plain, "x"}));
    };
    const auto files = message_of("multipart/mixed", std::vector<MailPart>(5, {"Content-Type: image/png\n", "x"}));

    CHECK(reason(head + "\n" + repeated("x", 1000), {.total_bytes = 500}) == "too_large");
    CHECK(reason(head + "\nx", {.header_bytes = 20}) == "header_too_long");
    CHECK(reason(head + "\nx", {.header_fields = 1}) == "too_many_fields");
    CHECK(reason(parts(10), {.parts = 5}) == "too_many_parts");
    CHECK(reason(parts(10), {.parts = 11}) == "read");
    CHECK(reason(nested(10), {.nesting = 5}) == "nested_too_deep");
    CHECK(reason(nested(10), {.nesting = 11}) == "read");
    CHECK(reason(files, {.attachments = 4}) == "too_many_attachments");
    CHECK(reason(files, {.attachments = 5}) == "read");
}

TEST_CASE("a text beyond its limit ends there, at a whole character", "[mail][limits]") {
    const GMimeMessageReader reader({.text_bytes = 5, .html_bytes = 20});

    CHECK(reader.read(head + plain + "\nééééé").value().text == "éé");
    CHECK(reader.read(head + "Content-Type: text/html\n\n<p>abc</p>" + repeated(" ", 50) + "zzz").value().text ==
          "abc");
}

TEST_CASE("a forwarded message counts for the limits of the whole", "[mail][limits]") {
    const auto inner = message_of("multipart/mixed", std::vector<MailPart>(8, {plain, "x"}), "i");
    const auto eml = message_of("multipart/mixed", {{"Content-Type: application/octet-stream; name=a.eml\n"
                                                     "Content-Transfer-Encoding: base64\n",
                                                     base64(inner)}});
    CHECK(reason(eml, {.parts = 6}) == "too_many_parts");
    CHECK(reason(eml) == "read");
}

TEST_CASE("a mail of 40 MB is read in time", "[mail][limits]") {
    constexpr std::size_t content = 29'000'000;  // 40 MB once encoded
    const auto raw =
        message_of("multipart/mixed", {{plain, "voir la photo"},
                                       {"Content-Type: image/jpeg; name=photo.jpg\nContent-Transfer-Encoding: base64\n",
                                        base64(std::string(content, 'x'))}});
    REQUIRE(raw.size() > 39'000'000);
    const GMimeMessageReader reader;

    CHECK(processor_seconds([&] {
              const auto email = reader.read(raw).value();
              CHECK(email.text == "voir la photo");
              CHECK(email.attachments.front().size == content);
          }) < longest_large);
    CHECK(reader.attachment(raw, 1).error().code == rexflow::engine::Error::Code::not_found);
    CHECK(reader.attachment(raw, 0).value().size() == content);
}

TEST_CASE("a text of 40 MB is read up to its limit", "[mail][limits]") {
    const auto raw = head + plain + "\n" + repeated("Bonjour, merci de me rappeler. É\n", 1'200'000);

    CHECK(processor_seconds([&] {
              CHECK(GMimeMessageReader().read(raw).value().text.size() <= ReadingLimits{}.text_bytes);
          }) < longest_large);
}

TEST_CASE("an archive that would unpack without end is only kept", "[mail][limits]") {
    // Forty-two kilobytes that claim to be a zip of petabytes: nothing here unpacks archives.
    const auto bomb = "PK\x03\x04" + std::string(42'000, '\x55');
    const auto raw = message_of("multipart/mixed", {{"Content-Type: application/zip; name=42.zip\n"
                                                     "Content-Transfer-Encoding: base64\n",
                                                     base64(bomb)}});
    CHECK(GMimeMessageReader().read(raw).value().attachments.front().size == bomb.size());
    CHECK(GMimeMessageReader().attachment(raw, 0).value() == bomb);
}

TEST_CASE("no mail below 10 MB takes a second", "[mail][limits]") {
    const std::string html = head + "Content-Type: text/html; charset=utf-8\n\n";
    const auto same = repeated("Content-Type: multipart/mixed; boundary=b\n\n--b\n", 1000);
    const std::vector<std::pair<std::string, std::string>> hostile{
        {"a million fields", repeated("A: b\n", 1'000'000) + "\nx"},
        {"a million short lines in a header", "From: a\n" + repeated("\t\n", 1'000'000) + "\nx"},
        {"one field of 9 MB", "Subject: " + repeated("x", 9'000'000) + "\n\nx"},
        {"2000 fields of address", repeated("To: a@b.example, c@d.example\n", 1999) + "\nx"},
        {"parts without end",
         head + "Content-Type: multipart/mixed; boundary=b\n\n" + repeated("--b\n\nx\n", 1'000'000)},
        {"parts in parts without end", nested(100'000)},
        {"the same boundary in each other", head + same + "x"},
        {"messages in messages", head + repeated("Content-Type: message/rfc822\n\n", 100'000) + "x"},
        {"boundary declarations", head + repeated("Content-Type: multipart/mixed; boundary=x\n", 200'000) + "\n"},
        {"comments before values", head + "\n" + repeated(")=", 4'500'000)},
        {"blanks before values", head + "\n" + repeated(repeated(" ", 1000) + "=", 9'000)},
        {"encoded words", "Subject: " + repeated("=?utf-8?Q?=C3=A9?= ", 50'000) + "\n\nx"},
        {"open encoded words", "Subject: " + repeated("=?utf-8?Q?", 100'000) + "\n\nx"},
        {"comments in addresses", "From: " + repeated("(", 1'000'000) + "\n\nx"},
        {"angle brackets", "From: " + repeated("<", 1'000'000) + "\n\nx"},
        {"quotes in addresses", "From: " + repeated("\"\\", 400'000) + "\n\nx"},
        {"addresses", "To: " + repeated("a@b.example,", 80'000) + "\n\nx"},
        {"address groups", "To: " + repeated("a:", 400'000) + "\n\nx"},
        {"route addresses", "To: <" + repeated("@a,", 300'000) + "\n\nx"},
        {"references", "References: " + repeated("<a@b>", 200'000) + "\n\nx"},
        {"file name parameters",
         head + "Content-Disposition: attachment; " + repeated("filename*1*=a;", 70'000) + "\n\nx"},
        {"type parameters", head + "Content-Type: text/plain; " + repeated("a=b;", 200'000) + "\n\nx"},
        {"flowed lines", head + "Content-Type: text/plain; format=flowed\n\n" + repeated("a \n", 3'000'000)},
        {"quoted flowed lines", head + "Content-Type: text/plain; format=flowed\n\n" + repeated(">", 9'000'000)},
        {"combining marks", head + plain + "\n" + repeated("\u0301\u0316", 2'000'000)},
        {"double encoding", head + plain + "\n" + repeated("Ã©", 2'000'000)},
        {"carriage returns", head + plain + "\n" + repeated("\r", 9'000'000)},
        {"NUL bytes", head + plain + "\n" + std::string(9'000'000, '\0')},
        {"quoted-printable", head + "Content-Transfer-Encoding: quoted-printable\n\n" + repeated("=E9=\n", 1'800'000)},
        {"uuencode", head + "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + repeated("M", 9'000'000)},
        {"base64 of nothing", head + "Content-Transfer-Encoding: base64\n\n" + repeated("=", 9'000'000)},
        {"PGP armour", head + "\n" + repeated("-----BEGIN PGP SIGNED MESSAGE-----\n", 200'000)},
        {"delivery statuses",
         head + "Content-Type: message/delivery-status\n\n" + repeated("Status: 5.1.1\n\n", 500'000)},
        {"iso-2022-jp",
         head + "Content-Type: text/plain; charset=iso-2022-jp\n\n" + repeated("\x1B$B\x1B(B", 1'000'000)},
        {"utf-7", head + "Content-Type: text/plain; charset=utf-7\n\n" + repeated("+AOk-", 1'500'000)},
        {"bad shift_jis",
         head + "Content-Type: text/plain; charset=shift_jis\n\n" + repeated("\x81\x20\xFF", 2'000'000)},
        {"tags", html + repeated("<b>", 2'000'000)},
        {"blocks", html + repeated("<div>x", 1'000'000)},
        {"table cells", html + repeated("<td>x", 1'000'000)},
        {"open tags", html + repeated("<a '", 1'000'000)},
        {"comments", html + repeated("<!--", 1'000'000)},
        {"smime", head + "Content-Type: application/pkcs7-mime\n\n" + repeated("\x30\x80", 2'000'000)},
    };
    const GMimeMessageReader reader;

    for (const auto& [name, raw] : hostile) {
        INFO(name);
        CHECK(raw.size() < 10'000'000);
        const auto took = processor_seconds([&] { static_cast<void>(reader.read(raw)); });
        CHECK(took < longest_small);
    }
}

TEST_CASE("line ends, NUL bytes and boundaries of every broken kind leave the text readable", "[mail][broken]") {
    const auto text = [](const std::string& raw) { return GMimeMessageReader().read(raw).value().text; };

    CHECK(text(head + "\nun\rdeux\rtrois") == "un\ndeux\ntrois");
    CHECK(text(head + "\nun\r\ndeux\n\rtrois") == "un\ndeux\n\ntrois");
    CHECK(text(head + "\n" + std::string("av\0ant", 6)) == "avant");
    CHECK(text(" " + head + "\nretrait") == "retrait");
    CHECK(text("\n\n" + head + "\nvide") == "vide");
    CHECK(text("From lea Mon Mar 3 09:00:00 2025\n" + head + "\nmbox") == "mbox");
    CHECK(text(head + "Content-Type: multipart/mixed\n\nsans limite") == "sans limite");
    CHECK(text(head + "Content-Type: multipart/mixed; boundary=\"\"\n\nvide") == "vide");
    CHECK(text(head + "Content-Type: multipart/mixed; boundary=absent\n\nperdu") == "perdu");
    CHECK(text(head + "Content-Type: garbage\n\ngarbage") == "garbage");
    CHECK(text(head + "Content-Type: text/plain; charset=\"\n\nx") == "x");
}

TEST_CASE("no mutation of a real mail ends the reader, or holds it up", "[mail][robustness]") {
    auto files = files_below(std::filesystem::path(REXFLOW_SOURCE_DIR) / "tests/corpora");
    const auto samples = files_below(std::filesystem::path(REXFLOW_SHARED_DIR) / "mail-samples");
    files.insert(files.end(), samples.begin(), samples.end());
    std::vector<std::string> mails;
    for (const auto& file : files) mails.push_back(contents(file));
    mails.push_back(message_of("multipart/mixed", {{"Content-Type: application/ms-tnef\n",
                                                    winmail_of({"texte", "<p>x</p>", "{\\rtf1 x}", {{"a", "b"}}})}}));
    mails.push_back(head + "Content-Type: application/pkcs7-mime\n\n" + signed_data_of(plain + "\nx"));
    const std::vector<std::string> pieces{"\n\n",
                                          "--b\n",
                                          "=?utf-8?B?",
                                          "\xFF",
                                          std::string(1, '\0'),
                                          "boundary=",
                                          "Content-Type: message/rfc822\n\n",
                                          "Content-Type: text/html\n\n",
                                          "<",
                                          "\"",
                                          "=\n",
                                          "charset=utf-16",
                                          "-----BEGIN PGP SIGNED MESSAGE-----\n",
                                          "\x1B$B",
                                          "{\\rtf1",
                                          "<div style='",
                                          "Ã©"};
    constexpr int rounds = 4000;
    constexpr std::size_t largest = 60'000;  // of a mutated mail: the rest of a large one says nothing new
    std::mt19937 random(20250303);
    const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
    const GMimeMessageReader reader;
    int answered = 0;

    const auto took = processor_seconds([&] {
        for (int round = 0; round < rounds; ++round) {
            auto raw = mails[below(mails.size())].substr(0, largest);
            for (auto changes = 1 + below(8); changes > 0; --changes) {
                const auto at = below(raw.size());
                switch (below(4)) {
                    case 0:
                        raw.insert(at, pieces[below(pieces.size())]);
                        break;
                    case 1:
                        raw.erase(at, below(40));
                        break;
                    case 2:
                        raw.insert(at, raw.substr(below(raw.size()), below(200)));
                        break;
                    default:
                        if (!raw.empty()) raw[at] = static_cast<char>(below(256));
                }
            }
            const auto email = reader.read(raw);
            if (email)
                for (std::size_t i = 0; i < email->attachments.size() && i < 2; ++i)
                    CHECK(reader.attachment(raw, i).value().size() == email->attachments[i].size);
            ++answered;
        }
    });

    CHECK(answered == rounds);
    CHECK(took < 15 * slowness);
}
