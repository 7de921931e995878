#pragma once

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace rexflow::testing {

/// One move of a badly behaved server.
struct Move {
    enum class Kind {
        say,        ///< sends `text` as it is
        hear_line,  ///< reads one line from the client
        hang,       ///< does nothing until the test ends
        hang_up,    ///< closes the connection
    };
    Kind kind = Kind::say;
    std::string text;
};

[[nodiscard]] inline Move say(std::string text) { return {Move::Kind::say, std::move(text)}; }
[[nodiscard]] inline Move hear() { return {Move::Kind::hear_line, {}}; }
[[nodiscard]] inline Move hang() { return {Move::Kind::hang, {}}; }
[[nodiscard]] inline Move hang_up() { return {Move::Kind::hang_up, {}}; }

/// A server on a free loopback port that plays one script a connection, in order; after the last one it closes at
/// once. Ends with the object, whatever it is doing.
class ScriptedServer {
public:
    using Script = std::vector<Move>;
    explicit ScriptedServer(std::vector<Script> scripts);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    void serve();
    void play(int connection, const Script& script) const;
    [[nodiscard]] bool wait_for(int descriptor) const;

    std::vector<Script> scripts_;
    std::uint16_t port_ = 0;
    int listener_ = -1;
    int stop_[2] = {-1, -1};
    std::thread thread_;
};

}  // namespace rexflow::testing
