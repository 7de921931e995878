#include "adapters/app/command_line_api.hpp"

#include <CLI/CLI.hpp>

namespace rexflow::app {

namespace {

using Command = std::function<engine::Result<void>(Session&)>;

/// Adds commands to one group.
class Group {
public:
    Group(CLI::App& program, const char* name, const char* help, Command& command)
        : group_(*program.add_subcommand(name, help)), command_(command) {
        group_.require_subcommand(1);
    }
    CLI::App& add(const char* name, const char* help, Command what) {
        auto& added = *group_.add_subcommand(name, help);
        added.callback([&command = command_, what = std::move(what)] { command = what; });
        return added;
    }

private:
    CLI::App& group_;
    Command& command_;
};

void add_tokens(CLI::App& program, ApiWords& words, Command& command) {
    Group token(program, "token", "What programs may do in a member's name: the API, calendar feeds, /metrics",
                command);
    auto& made = token.add("add", "Make one; its text is printed once and kept nowhere",
                           [&words](Session& session) { return commands::token_add(session, words.token); });
    made.add_option("ADDRESS", words.token.address, "Mail address of the member it belongs to")->required();
    made.add_option("--scope", words.token.scopes, "What it allows, once or more; rexflow token scopes lists them")
        ->required();
    made.add_option("--name", words.token.name, "What it is for");
    token
        .add("list", "List the tokens of a member, or of all",
             [&words](Session& session) { return commands::token_list(session, words.address); })
        .add_option("ADDRESS", words.address, "Mail address of the member");
    auto& revoked = token.add("revoke", "Take one back: it opens nothing from now on", [&words](Session& session) {
        return commands::token_revoke(session, words.address, words.id);
    });
    revoked.add_option("ADDRESS", words.address, "Mail address of the member")->required();
    revoked.add_option("ID", words.id, "Number of the token")->required();
    token.add("scopes", "List what a token can allow", commands::token_scopes);
}

void add_webhooks(CLI::App& program, ApiWords& words, Command& command) {
    Group webhook(program, "webhook", "Programs that are told of events, without any content", command);
    auto& made = webhook.add("add", "Register one; the secret its deliveries are signed with is printed once",
                             [&words](Session& session) { return commands::webhook_add(session, words.webhook); });
    made.add_option("URL", words.webhook.url, "https://..., or http:// on this machine")->required();
    made.add_option("--event", words.webhook.events, "Only events of this name, once or more (default: all)");
    webhook.add("list", "List them", commands::webhook_list);
    const auto one = [&](const char* name, const char* help, Command what) -> CLI::App& {
        auto& added = webhook.add(name, help, std::move(what));
        added.add_option("ID", words.id, "Number of the webhook")->required();
        return added;
    };
    one("remove", "Remove one; what is queued for it is given up",
        [&words](Session& session) { return commands::webhook_remove(session, words.id); });
    one("log", "List its deliveries, the newest first",
        [&words](Session& session) { return commands::webhook_log(session, words.id, words.limit); })
        .add_option("--limit", words.limit, "At most so many (default 50)")
        ->check(CLI::PositiveNumber);
}

}  // namespace

void add_api(CLI::App& program, ApiWords& words, Command& command) {
    add_tokens(program, words, command);
    add_webhooks(program, words, command);
}

}  // namespace rexflow::app
