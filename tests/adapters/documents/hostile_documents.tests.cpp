#include "adapters/documents/zip_archive.hpp"
#include "tests/adapters/documents/documents.hpp"

#include <catch2/catch.hpp>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include <array>
#include <random>

using namespace rexflow;
using namespace rexflow::testing;
using documents::write_archive;
using engine::DocumentFormat;

namespace {

std::string docx_of(const std::string& main) { return write_archive({{"word/document.xml", main}}); }

std::string encrypted(const std::string& bytes, const char* user_password) {
    QPDF pdf;
    pdf.processMemoryFile("form", bytes.data(), bytes.size());
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setR6EncryptionParameters(user_password, "owner", true, true, true, true, true, true, qpdf_r3p_full, true);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

/// A few bytes changed, cut out or doubled.
std::string mutated(std::string bytes, std::mt19937& random) {
    const auto pick = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
    };
    for (auto changes = 1 + pick(8); changes > 0 && bytes.size() > 16; --changes) {
        const auto at = pick(bytes.size());
        switch (pick(4)) {
            case 0:
                bytes[at] = static_cast<char>(pick(256));
                break;
            case 1:
                bytes.erase(at, pick(64) + 1);
                break;
            case 2:
                bytes.insert(at, bytes.substr(pick(bytes.size()), pick(64)));
                break;
            default:
                bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << pick(8)));
        }
    }
    return bytes;
}

}  // namespace

TEST_CASE("a zip bomb is refused by what comes out of it", "[documents]") {
    CHECK(read(docx_of(std::string(40U << 20U, ' ')), "bombe.docx").reason == "too_large");
    CHECK(read(write_archive(
                   {{"content.xml", std::string(12U << 20U, 'a')}, {"styles.xml", std::string(13U << 20U, 'a')}}))
              .reason == "too_large");
    std::vector<documents::ArchiveEntry> many;
    for (int i = 0; i < 2'100; ++i) many.push_back({"word/media/" + std::to_string(i), "x"});
    CHECK(read(write_archive(many)).reason == "too_large");
}

TEST_CASE("an archive inside an archive is not opened", "[documents]") {
    CHECK(read(write_archive({{"fiche.docx", blank("fiche_rex", DocumentFormat::docx)}}), "fiche.zip").reason ==
          "unknown_kind");
}

TEST_CASE("markup that declares entities is refused unread", "[documents]") {
    const std::string billion = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
    const std::string outside = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";

    CHECK(read(docx_of("<?xml version=\"1.0\"?>" + billion + "<w:document><w:body>&c;</w:body></w:document>")).reason ==
          "forbidden_markup");
    CHECK(read(docx_of(outside + "<w:document><w:body>&x;</w:body></w:document>")).reason == "forbidden_markup");
    CHECK(read(write_archive({{"content.xml", outside + "<a/>"}})).reason == "forbidden_markup");
}

TEST_CASE("markup nested without end is refused", "[documents]") {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<w:sdt>";

    CHECK(read(docx_of("<w:document><w:body>" + deep)).reason == "damaged");
    std::string closed = deep;
    for (int i = 0; i < 100'000; ++i) closed += "</w:sdt>";
    CHECK(read(docx_of("<w:document><w:body>" + closed + "</w:body></w:document>")).reason == "damaged");
}

TEST_CASE("a document cut short is damaged, not lost", "[documents]") {
    const auto format = GENERATE(DocumentFormat::docx, DocumentFormat::odt);
    const auto whole = blank("fiche_rex", format);

    CHECK(read(whole.substr(0, whole.size() / 2)).reason == "damaged");
}

TEST_CASE("a document with a password is left to a person", "[documents]") {
    const auto pdf = fill_pdf(blank("fiche_rex", DocumentFormat::pdf), {{"fiche_rex.family", "Durand"}});

    CHECK(read(encrypted(pdf, "secret")).reason == "encrypted");
    CHECK(value(read(encrypted(pdf, "")), "family") == "Durand");  // printing is restricted, reading is not
    std::string package;
    for (const char c : std::string("EncryptedPackage")) (package += c) += '\0';
    CHECK(read("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + package).reason == "encrypted");
    CHECK(read(write_archive({{"content.xml", "\x01\x02"}, {"META-INF/manifest.xml", "<manifest:encryption-data/>"}}))
              .reason == "encrypted");
}

TEST_CASE("a form of a hundred thousand lines and marks is read in bounded time", "[documents]") {
    std::string text = "Nom : Durand\nPrénom : Léa\nTéléphone : 0639980042\n";
    for (int i = 0; i < 2'000; ++i) text += "Nom : Prénom : : : : ? ? .... ____ ☐ ☒ [x] (x) / ";
    for (int i = 0; i < 20'000; ++i) text += "Nature : ☐\n";

    CHECK(value(read(text, "long.txt", "text/plain"), "given") == "Léa");
}

TEST_CASE("mutated forms never harm the reader", "[documents]") {
    const auto format = GENERATE(DocumentFormat::pdf, DocumentFormat::docx, DocumentFormat::odt);
    const auto whole = blank("fiche_rex", format);
    std::mt19937 random(20'260'302);  // fixed: a failure comes back
    int answered = 0;

    constexpr int rounds = 150;
    for (int i = 0; i < rounds; ++i) {
        const auto reading = read(mutated(whole, random));
        answered += reading.form || !reading.reason.empty() ? 1 : 0;
    }
    CHECK(answered == rounds);
}
