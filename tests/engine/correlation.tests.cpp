#include "engine/correlation.hpp"
#include "tests/support/office.hpp"

#include <catch2/catch.hpp>

/// Which case a mail belongs to, and that nobody can make it belong to another.
namespace rexflow::testing {

namespace {

using engine::CaseId;
using engine::Outcome;

constexpr const char* first_number = "REX-2025-0001";
constexpr const char* second_number = "REX-2025-0002";

/// Two cases of two reporters, acknowledged.
struct TwoCases {
    Office office{"2025-03-03 09:00"};
    TwoCases() {
        office.mail();
        office.mail(Mail().from("Paul Modele <paul@officine.example>"));
        office.pass_until("2025-03-03 09:05");
    }
    [[nodiscard]] std::string acknowledgement(const std::string& number) {
        return office.outbox(number).front().letter.message_id;
    }
    [[nodiscard]] std::string reply_address(std::int64_t id) {
        return office.correspondence().tokens().reply_address(CaseId{id});
    }
};

std::string with_another_signature(std::string token) {
    const auto at = token.find('@') - 1;
    token[at] = token[at] == 'a' ? 'b' : 'a';
    return token;
}

}  // namespace

TEST_CASE("the reply token in the recipient wins over everything else", "[correlation]") {
    TwoCases given;
    const auto reply = given.office.mail(
        Mail().to(given.reply_address(1)).answers(given.acknowledgement(second_number)).subject("RE : REX-2025-0002"));
    CHECK(reply.outcome == Outcome::reply);
    CHECK(reply.number->text() == first_number);
}

TEST_CASE("a reply token survives a change of case and a delivery field", "[correlation]") {
    TwoCases given;
    auto shouted = given.reply_address(2);
    for (auto& c : shouted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    CHECK(given.office.mail(Mail().to(shouted)).number->text() == second_number);
    CHECK(given.office.mail(Mail().header("Delivered-To: " + given.reply_address(1))).number->text() == first_number);
}

TEST_CASE("our own Message-ID in In-Reply-To or References tells the case, also to a stranger's mail",
          "[correlation]") {
    TwoCases given;
    const auto ours = given.acknowledgement(second_number);
    CHECK(given.office.mail(Mail().answers(ours)).number->text() == second_number);
    CHECK(given.office
              .mail(Mail()
                        .from("Un confrere <confrere@cabinet.example>")
                        .header("References: <x@mx.example> <" + ours + "> <y@mx.example>"))
              .number->text() == second_number);
}

TEST_CASE("a letter of the cell that is answered joins its case", "[correlation]") {
    TwoCases given;
    const auto notice = given.office.outbox(first_number).back();
    REQUIRE(notice.letter.name == "new_case");
    given.office.mail(Mail().from("collegue@cpts.example").answers(notice.letter.message_id));

    const auto history = given.office.sees([](const engine::Reader& reader) { return *reader.history(CaseId{1}); });
    CHECK(history.back().event.type == "message_received");
    CHECK(history.back().event.actor == engine::Actor::member({3}));
}

TEST_CASE("whoever forges a signature opens a case of their own", "[correlation]") {
    TwoCases given;
    const auto forged_id = with_another_signature(given.acknowledgement(first_number));
    const auto forged_address = with_another_signature(given.reply_address(1));
    // A real signature under another case's number.
    auto moved = given.acknowledgement(first_number);
    moved[0] = '2';
    // A Message-ID's signature is none for a reply address.
    const auto id = given.acknowledgement(first_number);
    const auto signature = id.substr(id.rfind('.', id.find('@')) + 1, 16);

    const Mail forgeries[] = {Mail().answers(forged_id),
                              Mail().header("References: <" + forged_id + ">"),
                              Mail().answers(moved),
                              Mail().to(forged_address),
                              Mail().to("qualite+r1." + signature + "@cpts.example"),
                              Mail().to("qualite+r1@cpts.example"),
                              Mail().to("qualite+r1.@cpts.example"),
                              Mail().answers("1@cpts.example")};
    int opened = 2;
    for (const auto& forgery : forgeries) {
        const auto taken = given.office.mail(Mail(forgery).from("Inconnu <inconnu@ailleurs.example>"));
        CHECK(taken.outcome == Outcome::case_opened);
        CHECK(taken.number == engine::CaseNumber::of_case(2025, ++opened));
    }
    CHECK(given.office.sees([](const engine::Reader& reader) { return reader.history(CaseId{1})->size(); }) == 2);
}

TEST_CASE("a case number in the subject counts from its people and from the cell alone", "[correlation]") {
    TwoCases given;
    CHECK(given.office.mail(Mail().subject("RE : [REX-2025-0001] suite")).number->text() == first_number);
    CHECK(given.office.mail(Mail().from("LEA@IDEL.example").subject("rex-2025-0001-urgent")).number->text() ==
          first_number);
    CHECK(given.office.mail(Mail().from("collegue@cpts.example").subject("REX-2025-0002")).number->text() ==
          second_number);

    const auto guessed = given.office.mail(Mail().from("paul@officine.example").subject("REX-2025-0001"));
    CHECK(guessed.outcome == Outcome::case_opened);
    const auto two = given.office.mail(Mail().from("paul@officine.example").subject("REX-2025-0001, REX-2025-0002"));
    CHECK(two.number->text() == second_number);
}

TEST_CASE("a server without subaddresses gets no reply address, and answers are known by their Message-ID",
          "[correlation]") {
    TwoCases given;
    given.office.house.subaddressing = false;
    CHECK(given.reply_address(1).empty());
    CHECK(given.office.mail(Mail().answers(given.acknowledgement(first_number))).number->text() == first_number);
}

}  // namespace rexflow::testing
