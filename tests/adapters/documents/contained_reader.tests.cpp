#include "adapters/documents/contained_reader.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>

using rexflow::documents::ContainedReader;
using rexflow::engine::Patience;
using namespace std::chrono_literals;

namespace {

ContainedReader bad_reader() { return ContainedReader({REXFLOW_BAD_READER}, {}); }

std::string reason_of(const ContainedReader& reader, const std::string& how, Patience patience = {5s}) {
    const auto reading = reader.read({"%PDF-1.7", how, "application/pdf"}, patience);
    REQUIRE(reading);
    CHECK_FALSE(reading->form);
    return reading->reason;
}

}  // namespace

TEST_CASE("a reader that hangs is ended and its file left to a person", "[documents]") {
    const auto reader = bad_reader();

    CHECK(reason_of(reader, "sleeps", {100ms}) == "too_slow");
    CHECK(reason_of(reader, "spins", {200ms}) == "too_slow");
    CHECK(reason_of(reader, "well") == "well");
}

TEST_CASE("the files of one mail share the time there is", "[documents]") {
    const auto reader = bad_reader();
    Patience patience{100ms};

    CHECK(reader.read({"%PDF-1.7", "sleeps", ""}, patience)->reason == "too_slow");
    CHECK(patience.left <= 0ms);
    CHECK(reader.read({"%PDF-1.7", "well", ""}, patience)->reason == "too_slow");
}

TEST_CASE("a reader that eats memory is ended and its file left to a person", "[documents]") {
    CHECK(reason_of(bad_reader(), "eats") == "too_large");
}

TEST_CASE("a reader that crashes or answers nonsense harms neither us nor the next file", "[documents]") {
    const auto reader = bad_reader();

    for (const auto* how : {"crashes", "babbles"}) {
        CHECK(reason_of(reader, how) == "reader_failed");
        CHECK(reason_of(reader, "well") == "well");
    }
    CHECK(reason_of(reader, "floods") == "too_large");
    CHECK(reason_of(reader, "well") == "well");
}

TEST_CASE("a reader reaches no network, starts no program and sees neither our files nor our settings", "[documents]") {
    setenv("REXFLOW_DATA", "somewhere", 1);
    std::FILE* ours = std::tmpfile();
    const auto reader = bad_reader();

    CHECK(reason_of(reader, "calls_home") == "no_network");
    CHECK(reason_of(reader, "runs") == "no_program");
    CHECK(reason_of(reader, "keeps_files") == "no_files");
    CHECK(reason_of(reader, "looks_around") == "alone");

    std::fclose(ours);
    unsetenv("REXFLOW_DATA");
}

TEST_CASE("a reader that cannot be started is an error that may pass", "[documents]") {
    for (const auto* program : {"/nonexistent/rexflow", "/bin/true"}) {
        Patience patience{5s};
        const auto reading = ContainedReader({program}, {}).read({"%PDF-1.7", "", ""}, patience);

        REQUIRE_FALSE(reading);
        CHECK(reading.error().retryable());
    }
}
