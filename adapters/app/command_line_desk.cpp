#include "adapters/app/command_line_desk.hpp"

#include <CLI/CLI.hpp>

namespace rexflow::app {

namespace {

using Command = std::function<engine::Result<void>(Session&)>;

void add_search(CLI::App& program, DeskWords& words, Command& command) {
    auto& search = *program.add_subcommand("search", "Find cases by words, or by how they begin");
    search.add_option("WORDS", words.search.words, "All of them must be found");
    search.add_flag("--people", words.search.people, "Look at names, addresses and numbers as well");
    search.add_option("--limit", words.search.limit, "At most so many (default 50)")->check(CLI::PositiveNumber);
    const auto& rebuild = *search.add_subcommand("rebuild", "Fill the search anew from what is stored");
    search.callback([&words, &command, &rebuild] {
        if (rebuild.parsed())
            command = commands::search_rebuild;
        else
            command = [&words](Session& session) { return commands::search(session, words.search); };
    });
}

void add_directory(CLI::App& program, DeskWords& words, Command& command) {
    auto& directory = *program.add_subcommand("directory", "The professionals of the territory");
    directory.require_subcommand(1);
    const auto add = [&](const char* name, const char* help, Command what) -> CLI::App& {
        auto& added = *directory.add_subcommand(name, help);
        added.callback([&command, what = std::move(what)] { command = what; });
        return added;
    };
    auto& list = add("list", "List them by profession, place and name",
                     [&words](Session& session) { return commands::directory_list(session, words.directory); });
    list.add_option("--profession", words.directory.profession, "Only those of this profession");
    list.add_option("--place", words.directory.place, "Only those of this place");
    list.add_option("--words", words.directory.words, "Only those with words that begin so");
    auto& import =
        add("import", "Read a CSV file: profession, lieu, nom, téléphone, courriel...", [&words](Session& session) {
            return commands::directory_import(session, words.file, words.check_only ? Rehearsal::yes : Rehearsal::no);
        });
    import.add_option("FILE", words.file, "UTF-8 or windows-1252, separated by ; or ,")->required();
    import.add_flag("--check", words.check_only, "Only say which lines are bad");
    add("remove", "Remove one", [&words](Session& session) { return commands::directory_remove(session, words.id); })
        .add_option("ID", words.id, "Number of the professional")
        ->required();
}

}  // namespace

void add_desk(CLI::App& program, DeskWords& words, Command& command) {
    add_search(program, words, command);
    add_directory(program, words, command);
}

}  // namespace rexflow::app
