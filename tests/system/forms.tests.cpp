#include "tests/system/data_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

namespace rexflow::testing {
namespace {

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string base64(const std::string& bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = (group << 8U) | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += i + k < bytes.size() + 1 ? digits[(group >> (18U - 6U * k)) & 63U] : '=';
        constexpr std::size_t groups_a_line = 19;
        if (i / 3 % groups_a_line == groups_a_line - 1) text += "\r\n";
    }
    return text;
}

std::string mail_with(const std::string& name, const std::string& type, const std::string& bytes) {
    return "From: Lea Exemple <lea@idel.example>\r\nTo: qualite@cpts.example\r\nSubject: Fiche REX\r\nMessage-ID: <" +
           name +
           "@idel.example>\r\nDate: Mon, 3 Mar 2025 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nBonjour, voici la "
           "fiche.\r\n"
           "--b\r\nContent-Type: " +
           type + "\r\nContent-Disposition: attachment; filename=\"" + name +
           "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(bytes) + "\r\n--b--\r\n";
}

const std::filesystem::path corpus = std::filesystem::path(REXFLOW_SOURCE_DIR) / "tests/corpora/forms";

}  // namespace

TEST_CASE("blank forms are listed and written in the CPTS's name", "[forms]") {
    const DataFolder data(DataFolder::Use::simulated);
    const auto file = (data.scratch() / "fiche.docx").string();

    CHECK(data.json({"forms", "list"}).size() == 2);
    for (const std::string format : {"pdf", "docx", "odt"}) {
        const auto output = (data.scratch() / ("eigs." + format)).string();
        CHECK(data.rexflow({"forms", "write", "eigs", "--format", format, "--output", output}).status == done);
        CHECK(contents(output).size() > 3'000);
    }
    CHECK(
        data.rexflow({"forms", "write", "fiche_rex", "--output", (data.scratch() / "nowhere/x.pdf").string()}).status ==
        try_again);
}

TEST_CASE("a form attached to a mail is read, one that cannot be waits for a person", "[forms]") {
    const DataFolder data(DataFolder::Use::simulated);
    const auto docx = contents(corpus / "libreoffice-free.docx");

    const auto read = data.intake(mail_with("fiche.docx", "application/octet-stream", docx));
    const auto photo = data.intake(mail_with("photo.jpg", "image/jpeg", "\xFF\xD8\xFF" + std::string(60'000, 'x')));

    CHECK(read.at("outcome") == "case_opened");
    const auto history = data.json({"case", "history", read.at("case").get<std::string>()});
    CHECK(history.dump().find("attachment_added") != std::string::npos);
    const auto waiting = data.json({"review", "list"});
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].at("case") == photo.at("case"));
    CHECK(waiting[0].at("reasons") == "picture");
    CHECK(data.json({"health"}).at("reviews") == 1);
    const auto number = std::to_string(waiting[0].at("message").get<int>());
    CHECK(data.rexflow({"review", "done", number}).status == done);
    CHECK(data.rexflow({"review", "done", number}).status == refused);
    CHECK(data.json({"review", "list"}).empty());
}

TEST_CASE("what a form says is printed with the sentence it stands in", "[forms]") {
    const DataFolder data(DataFolder::Use::simulated);
    const auto file = data.file(
        "mail.eml", mail_with("fiche.odt", "application/octet-stream", contents(corpus / "libreoffice-free.odt")));

    const auto form = data.json({"read", file}).at("form");

    CHECK(form.at("name") == "fiche_rex");
    CHECK(form.at("fields").at("kind").at("value") == "near_miss");
    CHECK(form.at("fields").at("full_name").at("sentence") == "Nom et prénom du déclarant : DURAND Léa");
}

}  // namespace rexflow::testing
