#pragma once

#include "adapters/app/commands.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace rexflow::app {

/// What the words of search and directory say.
struct DeskWords {
    commands::SearchWords search;
    commands::DirectoryWords directory;
    std::filesystem::path file;
    std::int64_t id = 0;
    bool check_only = false;
};

/// Adds the commands search and directory; `command` is set to what is to be done once all words are read.
void add_desk(CLI::App& program, DeskWords& words, std::function<engine::Result<void>(Session&)>& command);

}  // namespace rexflow::app
