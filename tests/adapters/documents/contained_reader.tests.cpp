#include "adapters/documents/contained_reader.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>

using rexflow::documents::ContainedReader;
using namespace std::chrono_literals;

namespace {

std::string reason_of(const std::string& how, ContainedReader::Limits limits = {}) {
    const auto reading =
        ContainedReader({REXFLOW_BAD_READER, how}, limits).read({"bytes", "fiche.pdf", "application/pdf"});
    REQUIRE(reading);
    CHECK_FALSE(reading->form);
    return reading->reason;
}

}  // namespace

TEST_CASE("a reader that hangs is ended and its file left to a person", "[documents]") {
    CHECK(reason_of("sleeps", {200ms, 1000}) == "too_slow");
    CHECK(reason_of("spins") == "too_slow");
}

TEST_CASE("a reader that eats memory is ended and its file left to a person", "[documents]") {
    CHECK(reason_of("eats") == "too_large");
}

TEST_CASE("a reader that crashes or answers nonsense harms nothing", "[documents]") {
    CHECK(reason_of("crashes") == "reader_failed");
    CHECK(reason_of("babbles") == "reader_failed");
    CHECK(reason_of("floods", {5000ms, 1U << 20U}) == "too_large");
}

TEST_CASE("a reader reaches no network and sees neither our files nor our settings", "[documents]") {
    setenv("REXFLOW_DATA", "somewhere", 1);
    std::FILE* ours = std::tmpfile();

    CHECK(reason_of("calls_home") == "no_network");
    CHECK(reason_of("keeps_files") == "no_files");
    CHECK(reason_of("looks_around") == "alone");

    std::fclose(ours);
    unsetenv("REXFLOW_DATA");
}

TEST_CASE("a reader that cannot be started is an error that may pass", "[documents]") {
    const auto reading = ContainedReader({"/nonexistent/rexflow"}).read({"bytes", "", ""});

    REQUIRE_FALSE(reading);
    CHECK(reading.error().retryable());
}
