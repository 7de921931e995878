#include "adapters/mail/token_command.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using rexflow::engine::Error;
using rexflow::mail::run_token_command;

namespace {

rexflow::engine::Result<std::string> shell(const std::string& script, std::chrono::milliseconds limit = 20s) {
    return run_token_command({"/bin/sh", "-c", script}, limit);
}

}  // namespace

TEST_CASE("the first line a token command prints is the token", "[token]") {
    CHECK(shell("echo ya29.token; echo more").value() == "ya29.token");
    CHECK(shell("printf 'no-line-end'").value() == "no-line-end");
    CHECK(run_token_command({"echo", "$HOME", "; ls"}, 20s).error().code == Error::Code::authentication);  // no shell
    CHECK(run_token_command({"echo", "$HOME"}, 20s).value() == "$HOME");
}

TEST_CASE("a token command that fails, is silent or prints nonsense gives no token, and its words are not repeated",
          "[token]") {
    for (const auto* script : {"exit 1", "true", "echo", "echo 'two words'", "echo token; exit 3", "printf '\\001\\n'",
                               "head -c 100000 /dev/zero | tr '\\0' x", "echo secret >&2; exit 1"}) {
        INFO(script);
        const auto token = shell(script);
        REQUIRE_FALSE(token);
        CHECK(token.error().code == Error::Code::authentication);
        CHECK(token.error().message.find("secret") == std::string::npos);
    }
    CHECK(run_token_command({"/nowhere/token"}, 20s).error().code == Error::Code::configuration);
    CHECK(run_token_command({}, 20s).error().code == Error::Code::configuration);
}

TEST_CASE("a token command that does not end is ended, with all it started", "[token]") {
    const auto began = std::chrono::steady_clock::now();

    CHECK(shell("sleep 60 & sleep 60", 200ms).error().code == Error::Code::connection);
    CHECK(shell("exec >&-; sleep 60", 200ms).error().code == Error::Code::authentication);

    CHECK(std::chrono::steady_clock::now() - began < 20s);
}
