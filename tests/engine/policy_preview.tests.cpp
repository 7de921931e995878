#include "engine/policy_preview.hpp"

#include "engine/notation.hpp"
#include "tests/support/paris.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {

namespace {

using engine::CaseId;
using engine::Instant;
using engine::ObligationRow;

Instant at(const char* text) { return engine::parse_instant(text).value(); }

ObligationRow live(int case_id, const char* rule, const char* due) {
    const auto monday = at("2025-03-03T09:00:00Z");
    return {CaseId{case_id}, rule, rule, monday, at(due), monday, std::nullopt};
}

}  // namespace

TEST_CASE("a preview tells which live deadlines another allowance would move, and where to", "[policy]") {
    const ParisTime paris;
    const engine::Calendar calendar(paris);
    const std::vector<ObligationRow> rows{live(1, "first_contact", "2025-03-05T22:59:59Z"),
                                          live(2, "first_contact", "2025-03-10T22:59:59Z"),
                                          live(3, "minutes", "2025-03-05T22:59:59Z")};

    const auto moved =
        engine::preview(engine::parse_allowance("5 working days").value(), "first_contact", rows, calendar);

    REQUIRE(moved.size() == 1);  // the second is due then already, the third is under another rule
    CHECK(moved[0].obligation.case_id == CaseId{1});
    CHECK(moved[0].would_be_due_at == at("2025-03-10T22:59:59Z"));
}

}  // namespace rexflow::testing
