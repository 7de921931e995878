#include "tests/workflows/cases.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

/// Histories as they were recorded once: they replay for ever, whatever becomes of the workflow. A file is one event a
/// line (seq, occurred_at, actor, type, then key=value for the payload, +key and -key for the obligations set and
/// cleared), and a last line with the states, the levels and the live obligations they lead to.
namespace rexflow::testing {

namespace {

struct Frozen {
    engine::History history;
    std::vector<std::string> states;
    unsigned levels = 0;
    std::vector<std::string> alive;
};

void read_detail(const std::string& word, engine::HistoryEvent& entry) {
    if (word.front() == '+')
        entry.effects.set.push_back({word.substr(1), word.substr(1), entry.event.occurred_at, entry.recorded_at});
    else if (word.front() == '-')
        entry.effects.cleared.push_back(word.substr(1));
    else
        entry.event.payload.emplace(word.substr(0, word.find('=')), word.substr(word.find('=') + 1));
}

engine::HistoryEvent read_event(std::istringstream& line, int seq) {
    std::string occurred_at;
    std::string word;
    engine::HistoryEvent entry;
    entry.seq = seq;
    line >> occurred_at >> entry.event.actor.text >> entry.event.type;
    entry.event.occurred_at = engine::parse_instant(occurred_at).value();
    entry.recorded_at = entry.event.occurred_at;
    while (line >> word) read_detail(word, entry);
    return entry;
}

void read_end(std::istringstream& line, Frozen& frozen) {
    std::string word;
    while (frozen.states.size() < 3 && line >> word) frozen.states.push_back(word);
    line >> frozen.levels;
    while (line >> word) frozen.alive.push_back(word);
}

Frozen read_history(const std::filesystem::path& path) {
    std::ifstream in(path);
    Frozen frozen;
    for (std::string text; std::getline(in, text);) {
        std::istringstream line(text);
        std::string first;
        line >> first;
        if (first == "end")
            read_end(line, frozen);
        else
            frozen.history.push_back(read_event(line, std::stoi(first)));
    }
    return frozen;
}

}  // namespace

TEST_CASE("a history that was recorded once replays for ever", "[replay][frozen]") {
    const auto* const name =
        GENERATE("level_1", "level_2_resolved", "level_3_full", "level_4_beside_3", "dismissed", "reopened", "erased");
    INFO(name);
    const auto frozen = read_history(std::filesystem::path(REXFLOW_SOURCE_DIR) / "tests/workflows/histories" /
                                     (std::string(name) + ".txt"));
    REQUIRE(!frozen.history.empty());

    const auto situation = rex_case().replay(frozen.history);

    REQUIRE(situation);
    CHECK(situation->states == frozen.states);
    CHECK(situation->levels == frozen.levels);
    std::vector<std::string> alive;
    for (const auto& [key, set] : situation->obligations) alive.push_back(key);
    CHECK(alive == frozen.alive);
}

TEST_CASE("a case that was rebuilt decides as one that never stopped", "[replay][frozen]") {
    const auto frozen =
        read_history(std::filesystem::path(REXFLOW_SOURCE_DIR) / "tests/workflows/histories/level_3_full.txt");
    for (std::size_t length = 0; length < frozen.history.size(); ++length) {
        const auto past = std::span(frozen.history).first(length);
        const auto step = rex_case().step(past, frozen.history[length].event);

        REQUIRE(step);
        CHECK(step->after.states == rex_case().replay(std::span(frozen.history).first(length + 1))->states);
    }
}

}  // namespace rexflow::testing
