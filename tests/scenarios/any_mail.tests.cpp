#include "tests/adapters/mail/mail_support.hpp"
#include "tests/support/mail_builder.hpp"
#include "tests/support/mail_parts.hpp"
#include "tests/support/office.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace rexflow::testing {
namespace {

using engine::Outcome;

/// Takes a mail and checks that what the store says of it is what was told.
Outcome outcome_of(Office& office, const std::string& raw) {
    const auto understood = office.takes(raw);
    const auto stored =
        office.sees([&](const engine::Reader& reader) { return reader.find_message(understood.message); });
    REQUIRE(stored);
    CHECK(stored->outcome == understood.outcome);
    CHECK(understood.outcome != Outcome::received);
    CHECK((understood.outcome != Outcome::quarantined || !understood.reason.empty()));
    return understood.outcome;
}

std::vector<std::filesystem::path> mail_files() {
    auto files = files_below(std::filesystem::path(REXFLOW_SOURCE_DIR) / "tests/corpora");
    const auto samples = files_below(std::filesystem::path(REXFLOW_SHARED_DIR) / "mail-samples");
    files.insert(files.end(), samples.begin(), samples.end());
    return files;
}

}  // namespace

TEST_CASE("every mail there is ends in exactly one outcome", "[intake][samples]") {
    Office office("2025-03-03 09:00");
    std::map<Outcome, int> outcomes;
    for (const auto& file : mail_files()) {
        INFO(file.filename().string());
        ++outcomes[outcome_of(office, contents(file))];
    }

    CHECK(outcomes[Outcome::case_opened] > 5);
    CHECK(outcomes[Outcome::auto_held] > 0);
    CHECK(outcomes[Outcome::bounce] > 0);
    CHECK(outcomes[Outcome::quarantined] > 0);
    CHECK(office.troubles().empty());
}

TEST_CASE("so does every broken one", "[intake][robustness]") {
    const auto files = mail_files();
    std::mt19937 random(20250303);
    const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
    Office office("2025-03-03 09:00");

    for (int round = 0; round < 300; ++round) {
        auto raw = contents(files[below(files.size())]).substr(0, 20'000);
        for (int change = 0; change < 5 && !raw.empty(); ++change)
            raw[below(raw.size())] = static_cast<char>(below(256));
        outcome_of(office, raw.substr(0, below(raw.size() + 1)));
    }

    CHECK(office.troubles().empty());
}

TEST_CASE("encrypted, signed and forwarded reports open cases like any other", "[intake]") {
    Office office("2025-03-03 09:00");
    const auto encrypted =
        message_of("multipart/encrypted", {{"Content-Type: application/pgp-encrypted\n", "Version: 1"},
                                           {"Content-Type: application/octet-stream\n", "x"}});
    const auto forwarded = message_of("multipart/mixed", {{"Content-Type: message/rfc822\n", Mail().raw()}});

    CHECK(outcome_of(office, encrypted) == Outcome::case_opened);
    CHECK(outcome_of(office, forwarded) == Outcome::case_opened);
    CHECK(outcome_of(office, "From: lea@idel.example\nContent-Type: application/pkcs7-mime\n\n" + enveloped_data()) ==
          Outcome::case_opened);
}

}  // namespace rexflow::testing
