#include "tests/adapters/documents/documents.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace rexflow;
using namespace rexflow::testing;
using Status = engine::DocumentReading::Status;

namespace {

std::string p(const std::string& runs) { return "<w:p>" + runs + "</w:p>"; }
std::string r(const std::string& text, const std::string& looks = {}) {
    return "<w:r>" + (looks.empty() ? "" : "<w:rPr>" + looks + "</w:rPr>") + "<w:t xml:space=\"preserve\">" + text +
           "</w:t></w:r>";
}
std::string cell(const std::string& paragraphs, const std::string& properties = {}) {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraphs + "</w:tc>";
}
std::string row(const std::string& cells) { return "<w:tr>" + cells + "</w:tr>"; }
std::string table(const std::string& rows) { return "<w:tbl>" + rows + "</w:tbl>"; }

const std::string who = p(r("Fiche de signalement", "<w:b/>")) + p(r("Nom : Durand")) + p(r("Prénom : Léa"));

std::string file(const std::string& name) {
    std::ifstream in(std::string(REXFLOW_SOURCE_DIR) + "/tests/corpora/forms/" + name, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a Word table of labels and values without controls is read", "[documents]") {
    const auto reading =
        read(docx_with(p(r("FICHE DE DÉCLARATION")) +
                       table(row(cell(p(r("NOM, Prénom", "<w:b/>"))) + cell(p(r("DURAND ") + r("Léa")))) +
                             row(cell(p(r("N° de téléphone")), "<w:gridSpan w:val=\"1\"/>") +
                                 cell(p(r("06 39 98 00 42 / 05 36 49 00 12")))) +
                             row(cell(p(r("Description des faits")) + p(r("(soyez factuel)"))) +
                                 cell(p(r("J1 : chute.")) + p(r("J2 : appel au 15 : rien."))))) +
                       p("")));

    REQUIRE(reading.status == Status::read);
    CHECK(reading.form->form == "fiche_rex");
    CHECK(value(reading, "full_name") == "DURAND Léa");
    CHECK(value(reading, "phone") == "06 39 98 00 42 / 05 36 49 00 12");
    CHECK(value(reading, "description") == "J1 : chute.\nJ2 : appel au 15 : rien.");
}

TEST_CASE("a Word form typed over its dotted lines is read", "[documents]") {
    const auto reading = read(docx_with(p(r("Nom : ") + r("……") + r("Durand") + r("…………… Prénom : ……Léa……")) +
                                        p(r("Téléphone : ...0639980042....................")) +
                                        p(r("Que s'est-il passé ? ")) + p(r("Erreur de dose ………………………")) +
                                        p(r("………………………………………")) + p(r("Suggestions : ………………………………………"))));

    CHECK(value(reading, "family") == "Durand");
    CHECK(value(reading, "given") == "Léa");
    CHECK(value(reading, "phone") == "0639980042");
    CHECK(value(reading, "description") == "Erreur de dose");
    CHECK(reading.form->find("suggestions") == nullptr);
}

TEST_CASE("content controls of somebody else's Word form are read by tag or title", "[documents]") {
    const auto control = [](const std::string& tag, const std::string& alias, const std::string& text) {
        return p("<w:sdt><w:sdtPr><w:alias w:val=\"" + alias + "\"/><w:tag w:val=\"" + tag +
                 "\"/></w:sdtPr><w:sdtContent>" + r(text) + "</w:sdtContent></w:sdt>");
    };
    const auto reading =
        read(docx_with(control("nom_famille", "", "Durand") + control("x1", "Prénom du déclarant", "Léa") +
                       control("x2", "Tél. portable", "0639980042") + control("x3", "Récit", "Une erreur")));

    CHECK(value(reading, "family") == "Durand");
    CHECK(value(reading, "given") == "Léa");
    CHECK(value(reading, "phone") == "0639980042");
    CHECK(value(reading, "description") == "Une erreur");
}

TEST_CASE("a content control that still shows its prompt is not an answer", "[documents]") {
    const auto reading =
        read(docx_with(who + p(r("Téléphone : ") + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" +
                               r("Cliquez ici") + "</w:sdtContent></w:sdt>")));

    CHECK(value(reading, "family") == "Durand");
    CHECK(reading.form->find("phone") == nullptr);
}

TEST_CASE("legacy form fields of Word are read", "[documents]") {
    const auto begin = [](const std::string& data) {
        return "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>" + data + "</w:ffData></w:fldChar></w:r>";
    };
    const std::string end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    const std::string typed =
        "<w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    const auto reading = read(docx_with(
        who + p(r("Téléphone : ") + begin("<w:textInput/>") + typed + r("0639980042") + end) +
        p(r("Profession : ") +
          begin("<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"Médecin\"/><w:listEntry "
                "w:val=\"Kiné\"/></w:ddList>") +
          end) +
        p(r("Type d’événement : ") + begin("<w:checkBox><w:default w:val=\"0\"/></w:checkBox>") + end + r(" Risque ") +
          begin("<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>") + end + r(" Presqu’accident"))));

    CHECK(value(reading, "phone") == "0639980042");
    CHECK(value(reading, "profession") == "physiotherapist");
    CHECK(value(reading, "kind") == "near_miss");
}

TEST_CASE("choices made in Word by striking out, bold, symbols or boxes are read", "[documents]") {
    const auto kind = [](const std::string& runs) {
        return value(read(docx_with(who + p(r("Nature : ") + runs))), "kind");
    };

    CHECK(kind(r("Incident", "<w:strike/>") + r(" / Presque accident")) == "near_miss");
    CHECK(kind(r("Incident / ") + r("Presque accident", "<w:b/>")) == "near_miss");
    CHECK(kind(r("Incident / ") + r("Presque accident", "<w:u w:val=\"single\"/>")) == "near_miss");
    CHECK(kind(r("Incident / ") + r("Presque accident", "<w:highlight w:val=\"yellow\"/>")) == "near_miss");
    CHECK(kind("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/></w:r>" + r(" Incident ") +
               "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>" + r(" Presque accident")) == "near_miss");
    CHECK(kind(r("☐ Incident ") +
               "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox></w:sdtPr><w:sdtContent>" +
               r("☒") + "</w:sdtContent></w:sdt>" + r(" Presque accident")) == "near_miss");
}

TEST_CASE("text that was deleted with tracked changes is not read", "[documents]") {
    const auto reading = read(
        docx_with(who + p(r("Téléphone : ") + "<w:del><w:r><w:delText>0536490012</w:delText></w:r></w:del><w:ins>" +
                          r("0639980042") + "</w:ins>")));

    CHECK(value(reading, "phone") == "0639980042");
}

TEST_CASE("an OpenDocument table and struck-out choices are read", "[documents]") {
    const auto reading = read(
        odt_with("<table:table><table:table-row><table:table-cell><text:p>Nom</text:p></"
                 "table:table-cell><table:table-cell><text:p>Durand</text:p>"
                 "</table:table-cell><table:table-cell><text:p>Prénom</text:p></"
                 "table:table-cell><table:table-cell><text:p>Léa</text:p></table:table-cell>"
                 "</table:table-row></table:table>"
                 "<text:p>Nature : <text:span text:style-name=\"T1\">Incident</text:span> / Presque accident</text:p>"
                 "<text:p>Faits :<text:s text:c=\"2\"/>une<text:tab/>erreur<text:line-break/>et une autre</text:p>",
                 "<style:style style:name=\"T1\"><style:text-properties "
                 "style:text-line-through-style=\"solid\"/></style:style>"));

    CHECK(value(reading, "family") == "Durand");
    CHECK(value(reading, "given") == "Léa");
    CHECK(value(reading, "kind") == "near_miss");
    CHECK(value(reading, "description") == "une\terreur\net une autre");
}

TEST_CASE("a PDF without fields is read by where its words stand", "[documents]") {
    const auto reading = read(pdf_with({{50, 800, "Fiche de signalement"},
                                        {50, 770, "Nom"},
                                        {300, 770, "Prénom"},
                                        {52, 755, "Durand"},
                                        {301, 755, "Léa"},
                                        {50, 730, "Téléphone :"},
                                        {200, 730, "06 39 98 00 42"},
                                        {50, 700, "Que s'est-il passé ?"},
                                        {50, 685, "Une dose doublée le soir,"},
                                        {50, 672, "vue à temps."}}));

    CHECK(value(reading, "family") == "Durand");
    CHECK(value(reading, "given") == "Léa");
    CHECK(value(reading, "phone") == "06 39 98 00 42");
    CHECK(value(reading, "description") == "Une dose doublée le soir,\nvue à temps.");
}

TEST_CASE("a text file is read whatever its charset", "[documents]") {
    const std::string latin =
        "Nom : Durand\r\nPr\xE9nom : L\xE9"
        "a\r\nT\xE9l\x2E : 0639980042\r\n";

    CHECK(value(read(latin, "fiche.txt", "text/plain"), "given") == "Léa");
    CHECK(value(read("Nom : Durand\nPrénom : Léa\nTél. : 0639980042", "fiche.txt", "text/plain"), "given") == "Léa");
}

TEST_CASE("forms saved by LibreOffice are read", "[documents]") {
    const std::string name = GENERATE("libreoffice-fiche.docx", "libreoffice-fiche.odt", "libreoffice-fiche.pdf");
    const auto reading = read(file(name), name);

    INFO(name);
    REQUIRE(reading.status == Status::read);
    CHECK(reading.form->form == "fiche_rex");
    CHECK(value(reading, "family") == "Durand");
    CHECK(value(reading, "given") == "Léa");
    CHECK(value(reading, "phone") == "06 39 98 00 42");
    CHECK(value(reading, "profession") == "nurse");
    CHECK(value(reading, "kind") == "near_miss");
    CHECK(value(reading, "description") == "Une dose doublée, vue à temps.");
    CHECK(reading.form->fields.size() == 6);
    CHECK(reading.form->leftovers.empty());
}

TEST_CASE("somebody's own form saved by LibreOffice is read", "[documents]") {
    const std::string name = GENERATE("libreoffice-free.docx", "libreoffice-free.odt", "libreoffice-free.pdf");
    const auto reading = read(file(name), name);

    INFO(name);
    REQUIRE(reading.status == Status::read);
    const auto details = details_of(*reading.form);
    CHECK(details.family == "DURAND");
    CHECK(details.given == "Léa");
    CHECK(details.phone == (name.ends_with("pdf") ? "06 39 98 00 42" : "06\u00A039\u00A098\u00A000\u00A042"));
    CHECK(details.profession == "nurse");
    CHECK(details.description == "Une dose doublée, vue à temps.");
    // What was struck out is only lines on a printed page.
    CHECK(details.kind == (name.ends_with("pdf") ? "" : "near_miss"));
}

TEST_CASE("what cannot be read is left to a person, with the reason", "[documents]") {
    CHECK(read("\xFF\xD8\xFF\xE0 JFIF", "photo.jpg").reason == "picture");
    CHECK(read(std::string("\0\0\0\x18"
                           "ftypheic",
                           12),
               "IMG_1.HEIC")
              .reason == "picture");
    CHECK(read("\x89PNG\r\n\x1A\n", "scan.png").reason == "picture");
    CHECK(read("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Word.Document.8", "fiche.doc").reason == "old_word");
    CHECK(read("{\\rtf1 Nom : Durand}", "fiche.rtf").reason == "rich_text");
    CHECK(read(pdf_with({}), "scan.pdf").reason == "scan");
    CHECK(read("MZ\x90", "facture.exe").reason == "unknown_kind");
    CHECK(read("", "vide.pdf").reason == "damaged");
    CHECK(read(docx_with(p(r("Bonjour, voici le planning de mars."))), "planning.docx").reason == "not_a_form");
}
