#include "engine/directory_import.hpp"

#include <catch2/catch.hpp>

using namespace rexflow;
using engine::Professional;
using engine::read_directory;

namespace {

std::string bad_lines(const engine::DirectoryFile& file) {
    std::string text;
    for (const auto& bad : file.bad)
        text += (text.empty() ? "" : "; ") + std::to_string(bad.line) + " " + std::string(bad.reason.en);
    return text;
}

engine::DirectoryFile read(std::string_view bytes) { return read_directory(bytes).value(); }

}  // namespace

TEST_CASE("a table of professionals is read by the names of its columns, in any order", "[directory]") {
    const auto file = read(
        "Ville;Nom;Prénom;Profession;Téléphone;Courriel;Remarques;Colonne à nous\r\n"
        "Lens;Petit;Zoé;Infirmière;03 21 00 00 01;zoe@cabinet.example;à domicile;x\r\n");

    CHECK(file.bad.empty());
    CHECK(file.professionals ==
          std::vector<Professional>{
              {{}, "Infirmière", "Lens", "Zoé Petit", "03 21 00 00 01", "zoe@cabinet.example", "à domicile"}});
}

TEST_CASE("a comma separates as well, and quoted fields hold separators, quotes and lines", "[directory]") {
    const auto file = read(
        "name,profession,note\n"
        "\"Petit, Zoé\",Infirmière,\"dit \"\"Zo\"\"\nsur deux lignes\"\n"
        "Roux,Dentiste,\"\"\n");

    CHECK(file.bad.empty());
    REQUIRE(file.professionals.size() == 2);
    CHECK(file.professionals[0].name == "Petit, Zoé");
    CHECK(file.professionals[0].note == "dit \"Zo\"\nsur deux lignes");
    CHECK(file.professionals[1].name == "Roux");
}

TEST_CASE("windows-1252, UTF-8 and UTF-8 with its mark give the same", "[directory]") {
    const auto utf8 = read("nom;profession\nD’Été – Œuvré €;Kiné\n");
    const auto marked = read("\xEF\xBB\xBFnom;profession\nD’Été – Œuvré €;Kiné\n");
    const auto windows = read("nom;profession\nD\x92\xC9t\xE9 \x96 \x8Cuvr\xE9 \x80;Kin\xE9\n");

    CHECK(utf8.professionals == marked.professionals);
    CHECK(utf8.professionals == windows.professionals);
    CHECK(utf8.professionals[0].name == "D’Été – Œuvré €");
}

TEST_CASE("each bad line is told with its number and reason, the others are read", "[directory]") {
    const auto file = read(
        "nom;profession;courriel\n"
        ";Infirmière;\n"
        "Petit;;\n"
        "Roux;Dentiste;pas une adresse\n"
        "Blanc;Dentiste\n"
        "Noir;Dentiste;;trop\n"
        "\n"
        "\"Vert\"x;Dentiste;\n"
        "Bon;Dentiste;bon@cabinet.example\n"
        "BON;dentiste;autre@cabinet.example\n"
        "\"Ouvert;Dentiste;\n"
        "Dernier;Dentiste;\n");

    CHECK(bad_lines(file) ==
          "2 the name is missing; 3 the profession is missing; 4 the mail address is none; "
          "5 there are fewer fields than columns; 6 there are more fields than columns; "
          "8 there is text after a closing quotation mark; 10 this person stands further up in the file; "
          "11 a quotation mark is not closed");
    REQUIRE(file.professionals.size() == 2);
    CHECK(file.professionals[0].name == "Bon");
    CHECK(file.professionals[1].name == "Dernier");
}

TEST_CASE("lines are counted as an editor does, within quoted fields as well", "[directory]") {
    CHECK(bad_lines(read("nom;profession\n\"a\nb\";Dentiste\n;Dentiste\n")) == "4 the name is missing");
    CHECK(bad_lines(read("nom;profession\r\n;Dentiste\r\n;Dentiste")) ==
          "2 the name is missing; 3 the name is missing");
}

TEST_CASE("a file without the names of its columns is refused", "[directory]") {
    for (const std::string bytes : {"", "\n", "Petit;Infirmière\n", "nom;ville\nPetit;Lens\n", "\xff\xfe\x00", "\"nom"})
        CHECK(read_directory(bytes).error().code == engine::Error::Code::invalid_input);
}

TEST_CASE("a street goes to the note, an address with an @ where addresses go", "[directory]") {
    const auto file = read(
        "nom;profession;adresse;note\n"
        "Petit;Dentiste;1 rue Neuve;étage 2\n"
        "Roux;Dentiste;roux@cabinet.example;\n");

    CHECK(file.professionals[0].note == "1 rue Neuve, étage 2");
    CHECK(file.professionals[1].address == "roux@cabinet.example");
}

TEST_CASE("very long fields are refused, and any bytes are read to the end", "[directory]") {
    CHECK(bad_lines(read("nom;profession\n" + std::string(501, 'a') + ";Dentiste\n")) == "2 a field is too long");
    std::string bytes = "nom;profession\n";
    for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    CHECK(read_directory(bytes));
}
