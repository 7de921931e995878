#include "adapters/mail/imap_response.hpp"

#include <catch2/catch.hpp>

using rexflow::engine::to_text;
using namespace rexflow::mail;

namespace {

ImapResponse data(std::string text, std::vector<ImapLiteral> literals = {}) {
    ImapResponse response;
    response.tag = "*";
    response.data = std::move(text);
    response.literals = std::move(literals);
    return response;
}

}  // namespace

TEST_CASE("a status keeps its code and none of the server's words", "[imap]") {
    const auto refused = parse_imap_line("A7 NO [AUTHENTICATIONFAILED] lea@cpts.example is locked");

    REQUIRE(refused);
    CHECK(refused->kind == ImapResponse::Kind::status);
    CHECK(refused->tag == "A7");
    CHECK(refused->status == "NO");
    CHECK(refused->code == "AUTHENTICATIONFAILED");
    CHECK(refused->data.empty());
    CHECK(parse_imap_line("* ok [UIDVALIDITY 3857529045] UIDs valid")->code == "UIDVALIDITY 3857529045");
    CHECK(parse_imap_line("* BYE")->status == "BYE");
    CHECK(parse_imap_line("+ go on")->kind == ImapResponse::Kind::continuation);
    CHECK(parse_imap_line("+")->kind == ImapResponse::Kind::continuation);
}

TEST_CASE("a line that is no response is none", "[imap]") {
    for (const auto* line : {"", "*", "* ", " OK", "HTTP/1.1 400 Bad Request", "A1", "+OK POP3 ready"}) {
        INFO(line);
        const auto response = parse_imap_line(line);
        CHECK((!response || response->kind == ImapResponse::Kind::continuation));
    }
    CHECK_FALSE(parse_imap_line("HTTP/1.1 400 Bad Request"));
}

TEST_CASE("the size of a literal stands at the end of a line", "[imap]") {
    CHECK(size_of_literal("* 1 FETCH (BODY[] {42}") == std::size_t{42});
    CHECK(size_of_literal("{0}") == std::size_t{0});
    CHECK_FALSE(size_of_literal("* 1 FETCH (BODY[] {42} "));
    CHECK_FALSE(size_of_literal("{-1}"));
    CHECK_FALSE(size_of_literal("{99999999999999999999999}"));
    CHECK_FALSE(size_of_literal("}"));
    CHECK_FALSE(size_of_literal("{}"));
}

TEST_CASE("a FETCH response gives uid, size, date and body in whatever order", "[imap]") {
    const auto message = parse_imap_fetch(
        data("12 FETCH (FLAGS (\\Seen $Junk) BODY[] {6} UID 5 INTERNALDATE \"17-Jul-2026 02:44:25 +0200\" "
             "RFC822.SIZE 4321)",
             {{6, "a)\r\nb\"", false}}));

    REQUIRE(message);
    CHECK(message->uid == 5);
    CHECK(message->size == 4321);
    REQUIRE(message->received_at);
    CHECK(to_text(*message->received_at) == "2026-07-17T00:44:25Z");
    REQUIRE(message->body);
    CHECK(message->body->bytes == "a)\r\nb\"");
}

TEST_CASE("what else a FETCH response holds is passed over: lists, strings, literals of other items", "[imap]") {
    const auto message =
        parse_imap_fetch(data(R"(1 FETCH (ENVELOPE ("a \"(b" NIL ({3} (NIL "c"))) X {2} UID 9 BODY[] "d"))",
                              {{3, "(((", false}, {2, "))", false}}));

    REQUIRE(message);
    CHECK(message->uid == 9);
    REQUIRE(message->body);
    CHECK(message->body->bytes == "d");
    CHECK_FALSE(parse_imap_fetch(data("1 FETCH (UID 4 BODY[] NIL)"))->body);
}

TEST_CASE("a FETCH response that is broken is none, and is not read for ever", "[imap]") {
    for (const auto* text :
         {"", "1 FETCH", "1 FETCH (", "1 FETCH (UID", "1 FETCH (UID x)", "1 FETCH (UID 5", "1 EXISTS",
          "x FETCH (UID 5)", "1 FETCH (FLAGS (((", "1 FETCH (\"", "1 FETCH (BODY[] \"never ends",
          "1 FETCH (UID 99999999999)", "1 FETCH (ENVELOPE {3} UID 5)"}) {
        INFO(text);
        CHECK_FALSE(parse_imap_fetch(data(text)));
    }
    CHECK_FALSE(parse_imap_fetch(data("1 FETCH (X " + std::string(100'000, '(') + ")")));
}

TEST_CASE("a SEARCH response is numbers", "[imap]") {
    CHECK(parse_imap_search("SEARCH 2 84 882") == std::vector<std::uint32_t>{2, 84, 882});
    CHECK(parse_imap_search("search")->empty());
    CHECK(parse_imap_search("SEARCH ")->empty());
    CHECK_FALSE(parse_imap_search("SEARCH 2 x"));
    CHECK_FALSE(parse_imap_search("SEARCH 0"));
    CHECK_FALSE(parse_imap_search("SEARCH 4294967296"));
    CHECK_FALSE(parse_imap_search("3 EXISTS"));
}

TEST_CASE("dates of IMAP are moments, or none", "[imap]") {
    CHECK(to_text(*parse_imap_date(" 1-Jan-2026 00:30:00 +0100")) == "2025-12-31T23:30:00Z");
    CHECK(to_text(*parse_imap_date("29-FEB-2024 12:00:00 -0330")) == "2024-02-29T15:30:00Z");
    for (const auto* text : {"", "30-Feb-2026 00:00:00 +0000", "01-Foo-2026 00:00:00 +0000",
                             "1-Jan-2026 00:00:00 +0000", "01-Jan-2026 xx:00:00 +0000", "01-Jan-2026 00:00:00"}) {
        INFO(text);
        CHECK_FALSE(parse_imap_date(text));
    }
}

TEST_CASE("uids are written as ranges", "[imap]") {
    CHECK(to_imap_set({7}) == "7");
    CHECK(to_imap_set({1, 2, 3, 5, 8, 9}) == "1:3,5,8:9");
    CHECK(to_imap_set({}).empty());
}

TEST_CASE("folders are written in modified UTF-7", "[imap]") {
    CHECK(to_imap_folder("INBOX") == "INBOX");
    CHECK(to_imap_folder("Traités") == "Trait&AOk-s");
    CHECK(to_imap_folder("Q&R") == "Q&-R");
    CHECK(to_imap_folder("Été/Réunion") == "&AMk-t&AOk-/R&AOk-union");
    CHECK(to_imap_folder("台北") == "&U,BTFw-");
    CHECK(to_imap_folder("🙂") == "&2D3eQg-");
    CHECK(to_imap_folder("a\xFFz") == "a&,,0-z");
    CHECK(imap_quoted(R"(a "b" \c)") == R"("a \"b\" \\c")");
}
