#pragma once

#include "adapters/app/commands.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace rexflow::app {

/// What the words of token and webhook say.
struct ApiWords {
    commands::NewToken token;
    commands::NewWebhook webhook;
    std::string address;
    std::int64_t id = 0;
    int limit = 50;
};

/// Adds the commands token and webhook; `command` is set to what is to be done once all words are read.
void add_api(CLI::App& program, ApiWords& words, std::function<engine::Result<void>(Session&)>& command);

}  // namespace rexflow::app
