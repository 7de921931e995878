#include "adapters/mail/charset.hpp"
#include "adapters/mail/tidy_text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using namespace std::string_literals;

namespace {

std::string read(std::string_view bytes, std::string_view charset) {
    return rexflow::mail::tidy(rexflow::mail::to_utf8(bytes, charset));
}

}  // namespace

TEST_CASE("text is read in the charset it says it is in", "[mail][charset]") {
    CHECK(read("\xE9t\xE9", "iso-8859-1") == "été");
    CHECK(read("100 \xA4 c\xBDur", "iso-8859-15") == "100 € cœur");
    CHECK(read("100 \xA4 c\xBDur", "latin9") == "100 € cœur");
    CHECK(read("R+AOk-union", "utf-7") == "Réunion");
    CHECK(read("\x1B$BF|K\\\x1B(B", "iso-2022-jp") == "日本");
    CHECK(read("\x93\xFA\x96\x7B", "Shift_JIS") == "日本");
    CHECK(read("\xC6\xFC\xCB\xDC", "euc-jp") == "日本");
    CHECK(read("\xD6\xD0\xB9\xFA", "gb18030") == "中国");
    CHECK(read("\xA4\xA4\xA4\xE5", "big5") == "中文");
    CHECK(read("\xC7\xD1\xB1\xDB", "euc-kr") == "한글");
    CHECK(read("\xF0\xD2\xC9\xD7\xC5\xD4", "koi8-r") == "Привет");
    CHECK(read("\xCF\xF0\xE8\xE2\xE5\xF2", "windows-1251") == "Привет");
    CHECK(read("\x8Et\x8E", "macintosh") == "été");
    CHECK(read("\x82t\x82", "cp850") == "été");
}

TEST_CASE("labels mean what mail programs mean by them", "[mail][charset]") {
    CHECK(read("L\x92\xE9quipe \x80", "ISO-8859-1") == "L’équipe €");
    CHECK(read("L\x92\xE9quipe \x80", "us-ascii") == "L’équipe €");
    CHECK(read("L\x92\xE9quipe", "iso-8859-15") == "L’équipe");
    CHECK(read("\xB0\xA1\x8C\x63", "ks_c_5601-1987") == "가똠");
    CHECK(read("\xD6\xD0\x81\x30\x81\x30", "gb2312") == "中€");  // four bytes only gb18030 has
    CHECK(read("\xE9t\xE9", "x-unknown") == "été");
    CHECK(read("\xE9t\xE9", "no-such-charset") == "été");
    CHECK(read("\xE9t\xE9", "../../etc/passwd") == "été");
    CHECK(read("\xE9t\xE9", "iso-8859-1//TRANSLIT") == "été");
    CHECK(read("\xE9t\xE9", "") == "été");
}

TEST_CASE("UTF-8 under another label is UTF-8", "[mail][charset]") {
    for (const auto* label :
         {"iso-8859-1", "windows-1252", "us-ascii", "iso-8859-15", "koi8-r", "utf-16", "utf-7", "x"})
        CHECK(read("Réunion d’équipe", label) == "Réunion d’équipe");
    CHECK(read("Les congés d’été de l’équipe soignante", "gb2312") == "Les congés d’été de l’équipe soignante");
    CHECK(read("日本語のテキスト", "shift_jis") == "日本語のテキスト");
}

TEST_CASE("two-byte text that could pass for UTF-8 keeps its charset", "[mail][charset]") {
    CHECK(read("\xC4\xA3", "gbk") == "模");
    CHECK(read("\xC1\xAA\xCD\xA8", "gbk") == "联通");
}

TEST_CASE("windows-1252 called UTF-8 is read, and so is UTF-8 with a stranger's footer", "[mail][charset]") {
    CHECK(read("Caf\xE9 \x93noir\x94", "utf-8") == "Café “noir”");
    CHECK(read("Équipe, été, dîner, là, ça, où"
               "\nEnvoy\xE9 du r\xE9seau",
               "utf-8") == "Équipe, été, dîner, là, ça, où\nEnvoyé du réseau");
}

TEST_CASE("UTF-16 is read in whichever order it comes, with its mark or without", "[mail][charset]") {
    CHECK(read("\xFF\xFE\xE9\0t\0\xE9\0"s, "utf-16") == "été");
    CHECK(read("\xFE\xFF\0\xE9\0t\0\xE9"s, "utf-8") == "été");
    CHECK(read("\0\xE9\0t\0 \0\xE9"s, "utf-16") == "ét é");
    CHECK(read("\xE9\0t\0 \0\xE9\0"s, "utf-16") == "ét é");
    CHECK(read("\xE9\0t\0\xE9\0"s, "utf-16le") == "été");
    CHECK(read("B\0o\0n\0j\0o\0u\0r\0 \0"s, "") == "Bonjour ");
    CHECK(read("plain text", "utf-16") == "plain text");
    CHECK(read("plain text, caf\xE9", "utf-16") == "plain text, café");
    CHECK(read("\xEF\xBB\xBF"
               "été",
               "iso-8859-1") == "été");
}

TEST_CASE("bytes that mean nothing cost one character, not the text", "[mail][charset]") {
    CHECK(read("\x93\xFA\xFF\x96\x7B", "shift_jis") == "日\uFFFD本");
    CHECK(read("\xC7\xD1\xB1", "euc-kr") == "한\uFFFD");
}

TEST_CASE("text that was encoded twice is put right where that is sure", "[mail][charset]") {
    using rexflow::mail::tidy;
    CHECK(tidy("RÃ©union d’équipe") == "RÃ©union d’équipe");  // some of it is right: not sure
    CHECK(tidy("RÃ©union dâ€™Ã©quipe Ã\u00A0 lâ€™hÃ´pital") == "Réunion d’équipe à l’hôpital");
    CHECK(tidy("Â«Â\u00A0cÅ“urÂ\u00A0Â»") == "«\u00A0cœur\u00A0»");
    CHECK(tidy("ÃƒÂ©tat") == "état");  // three times
    CHECK(tidy("Le rÃ©sumÃ© est bon \u00F0\u0178\u2122\u201A") == "Le résumé est bon 🙂");
}

TEST_CASE("no right text is taken for one encoded twice", "[mail][charset]") {
    for (const std::string text : {"CAFÉ» et À…", "Le logiciel affiche Ã© au lieu de é", "Le signe Ã© seul",
                                   "São Paulo, NÃO", "ÂGE, PÂTE, TÂCHE", "20 °C – 30 °C", "Ångström, Ärzte", "« très »",
                                   "Ø 12 mm ± 2", "Ça va…", "É.", "Müller™", "naïve — façade"})
        CHECK(rexflow::mail::tidy(text) == text);
}

TEST_CASE("accents that came apart are joined, and what nobody types is left out", "[mail][charset]") {
    using rexflow::mail::tidy;
    using rexflow::mail::tidy_line;
    CHECK(tidy("e\u0301quipe o\u0302") == "équipe ô");
    CHECK(tidy("a\rb\r\nc\fd\u2028e") == "a\nb\nc\nd\ne");
    CHECK(tidy("a\x01\x1B[0m\x7F\0b"s) == "a[0mb");
    CHECK(tidy("L\u0092\u00E9quipe") == "L’équipe");
    CHECK(tidy_line(" fiche\u202Efdp.exe\n") == "fichefdp.exe");
    CHECK(tidy_line("a\tb\nc") == "a b c");
}
