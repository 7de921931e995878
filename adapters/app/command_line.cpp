#include "adapters/app/command_line.hpp"

#include "adapters/app/command_line_api.hpp"
#include "adapters/app/command_line_desk.hpp"
#include "adapters/app/commands.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <functional>

namespace rexflow::app {

namespace {

using Command = std::function<engine::Result<void>(Session&)>;

/// The words as they were written, and what is to be done with them once all are read.
struct Words {
    GlobalOptions global;
    std::string language;
    std::string clock;
    Command command;
    bool standard_input = false;  ///< intake without files: 0 or 75, whatever is wrong

    std::filesystem::path folder;
    bool simulated = false;
    std::string listen;
    std::string mailbox;
    commands::NewMember member;
    commands::Invitation invitation;
    std::string address;
    std::string role;
    bool second_factor = false;
    bool end = false;
    std::vector<std::filesystem::path> files;
    std::int64_t id = 0;
    std::string outbox_state = "queued";
    commands::CaseFilter filter;
    std::string number;
    commands::Doing doing;
    std::string reason;
    std::string workflow;
    std::string format = "table";
    commands::Scenario scenario;
    std::filesystem::path file;
    bool dry_run = false;
    commands::Benchmark benchmark;
    commands::FormOrder form;
    DeskWords desk;
    ApiWords api;
};

CLI::App& add(CLI::App& parent, Words& words, const std::string& name, const std::string& help, Command command) {
    auto& added = *parent.add_subcommand(name, help);
    added.callback([&words, command = std::move(command)] { words.command = command; });
    return added;
}

CLI::App& group(CLI::App& parent, const std::string& name, const std::string& help) {
    auto& added = *parent.add_subcommand(name, help);
    added.require_subcommand(1);
    return added;
}

void add_global_options(CLI::App& program, Words& words) {
    words.global.data = "data";
    program.add_option("--data", words.global.data, "Data folder (default: $REXFLOW_DATA, else ./data)")
        ->envname("REXFLOW_DATA");
    program.add_flag("--json", words.global.json, "Print JSON where something is listed or shown, errors included");
    program.add_option("--lang", words.language, "Language of labels and reasons: fr or en (default: of the settings)")
        ->check(CLI::IsMember({"fr", "en"}));
    program.add_option("--clock", words.clock,
                       "Freeze the clock for this call, e.g. 2026-03-19T09:00:00Z; only on a simulated data folder");
}

std::vector<std::string> role_names() {
    std::vector<std::string> names;
    for (const auto& known : engine::member_roles) names.emplace_back(known.name);
    return names;
}

void add_setup(CLI::App& program, Words& words) {
    auto& init = add(program, words, "init", "Make a data folder: settings, keys, database, inbox/ and sent/",
                     [&words](Session& session) {
                         return commands::init(session, words.folder, words.simulated ? Use::simulated : Use::real);
                     });
    init.add_option("DIR", words.folder, "The folder to make")->required();
    init.add_flag("--simulated", words.simulated,
                  "A folder to try things in: two members, a clock that can be set, letters into DIR/sent");

    auto& serve = add(program, words, "serve", "Take mail, queue reminders and send letters until stopped",
                      [&words](Session& session) { return commands::serve(session, words.listen); });
    serve.add_option("--listen", words.listen,
                     "HOST:PORT for the pages of links and /healthz (default: web.listen of the settings)");

    auto& config = group(program, "config", "The settings, DIR/rexflow.json");
    add(config, words, "check", "Explain every mistake in the settings", commands::config_check);
    add(config, words, "show", "Print the settings in force", commands::config_show);

    auto& member = group(program, "member", "The members of the quality cell");
    auto& member_add = add(member, words, "add", "Add a member",
                           [&words](Session& session) { return commands::member_add(session, words.member); });
    member_add.add_option("ADDRESS", words.member.address, "Mail address")->required();
    member_add.add_option("--name", words.member.name, "Name, as letters greet them");
    member_add.add_option("--role", words.member.role, "reader, member (default), coordinator or administrator")
        ->check(CLI::IsMember(role_names()));
    member_add.add_option("--locale", words.member.locale, "fr (default) or en")->check(CLI::IsMember({"fr", "en"}));
    add(member, words, "list", "List the members", commands::member_list);
}

void add_accounts(CLI::App& program, Words& words) {
    auto& account = group(program, "account", "How members log in to the pages, and what they may do there");
    add(account, words, "list", "List the accounts", commands::account_list);
    auto& invite = add(account, words, "invite", "Mail a member the link that opens their account",
                       [&words](Session& session) { return commands::account_invite(session, words.invitation); });
    invite.add_option("ADDRESS", words.invitation.address, "Mail address of the member")->required();
    invite.add_flag("--print", words.invitation.print, "Print the link instead of mailing it");
    const auto one = [&](const std::string& name, const std::string& help, Command command) -> CLI::App& {
        auto& added = add(account, words, name, help, std::move(command));
        added.add_option("ADDRESS", words.address, "Mail address of the member")->required();
        return added;
    };
    one("role", "Give a member another role; whoever is logged in logs in again",
        [&words](Session& session) { return commands::account_role(session, words.address, words.role); })
        .add_option("ROLE", words.role, "reader, member, coordinator or administrator")
        ->required()
        ->check(CLI::IsMember(role_names()));
    one("lock", "End every session of a member and let them in no more",
        [&words](Session& session) { return commands::account_lock(session, words.address); });
    one("unlock", "Let a member in again, also after too many wrong passwords",
        [&words](Session& session) { return commands::account_unlock(session, words.address); });
    one("reset", "Take a member's password away and mail a link to choose another", [&words](Session& session) {
        return commands::account_reset(
            session, words.address, words.second_factor ? commands::Reset::second_factor : commands::Reset::password);
    }).add_flag("--second-factor", words.second_factor, "Take only the second factor away");
    one("sessions", "List the sessions of a member", [&words](Session& session) {
        return commands::account_sessions(session, words.address,
                                          words.end ? commands::Sessions::end : commands::Sessions::list);
    }).add_flag("--end", words.end, "End all of them");
    add(account, words, "roles", "Print who may do what", commands::account_roles);
}

void add_mail(CLI::App& program, Words& words) {
    auto& intake = *program.add_subcommand(
        "intake", "Take messages: FILE..., or one message on standard input (exit status 0 or 75 only)");
    intake.add_option("FILE", words.files, "Files with one message each");
    intake.callback([&words] {
        words.standard_input = words.files.empty();
        words.command = [&words](Session& session) { return commands::intake_files(session, words.files); };
    });
    add(program, words, "read", "Print what a mail says: who, phone, when to call, what for; takes nothing in",
        [&words](Session& session) { return commands::read(session, words.file); })
        .add_option("FILE", words.file, "A file with one message")
        ->required();
    add(program, words, "fetch", "Take what is new in the mailboxes of the settings", commands::fetch);
    add(program, words, "reconcile", "Hold the mailboxes against the ledger: is every mail accounted for?",
        [&words](Session& session) { return commands::reconcile(session, words.mailbox); })
        .add_option("MAILBOX", words.mailbox, "Only the mailbox of this name (default: all)");
    add(program, words, "tick", "Queue the reminders that are due now", commands::tick);
    add(program, words, "deliver", "Send the letters that are due now", commands::deliver);

    auto& quarantine = group(program, "quarantine", "Messages that could not be understood");
    add(quarantine, words, "list", "List them with the reasons", commands::quarantine_list);
    add(quarantine, words, "show", "Print one as it was received",
        [&words](Session& session) { return commands::quarantine_show(session, words.id); })
        .add_option("ID", words.id, "Number of the message")
        ->required();
    add(quarantine, words, "retry", "Try to understand one again",
        [&words](Session& session) { return commands::quarantine_retry(session, words.id); })
        .add_option("ID", words.id, "Number of the message")
        ->required();

    auto& held = group(program, "held", "Auto-replies that are held");
    add(held, words, "list", "List them with the reasons", commands::held_list);
    add(held, words, "open", "Open a case for one after all",
        [&words](Session& session) { return commands::held_open(session, words.id); })
        .add_option("ID", words.id, "Number of the message")
        ->required();

    auto& outbox = group(program, "outbox", "Letters on their way");
    add(outbox, words, "list", "List the letters of a state", [&words](Session& session) {
        return commands::outbox_list(session, words.outbox_state);
    }).add_option("--state", words.outbox_state, "queued (default), braked, sent, refused, given_up or erased");
    add(outbox, words, "retry", "Queue one again, whatever became of it",
        [&words](Session& session) { return commands::outbox_retry(session, words.id); })
        .add_option("ID", words.id, "Number of the letter")
        ->required();
}

void add_forms(CLI::App& program, Words& words) {
    auto& review = group(program, "review", "What came with mails and only a person can read");
    add(review, words, "list", "List the messages with the reasons", commands::review_list);
    add(review, words, "done", "Take a message off the list: somebody has read it",
        [&words](Session& session) { return commands::review_done(session, words.id); })
        .add_option("MESSAGE", words.id, "Number of the message")
        ->required();

    auto& forms = group(program, "forms", "Blank forms in the CPTS's name");
    add(forms, words, "list", "List them", commands::forms_list);
    auto& write = add(forms, words, "write", "Write one that can be filled in",
                      [&words](Session& session) { return commands::forms_write(session, words.form); });
    write.add_option("FORM", words.form.form, "fiche_rex or eigs")
        ->required()
        ->check(CLI::IsMember({"fiche_rex", "eigs"}));
    write.add_option("--format", words.form.format, "pdf (default), docx or odt")
        ->check(CLI::IsMember({"pdf", "docx", "odt"}));
    write.add_option("--output", words.form.output, "The file to write")->required();
}

void add_cases(CLI::App& program, Words& words) {
    auto& cases = group(program, "case", "Cases and what can be done with them");
    auto& list = add(cases, words, "list", "List cases",
                     [&words](Session& session) { return commands::case_list(session, words.filter); });
    list.add_flag("--open", words.filter.open_only, "Only those that are neither closed nor dismissed");
    list.add_option("--state", words.filter.state, "Only those in this state, e.g. awaiting_follow_up");
    list.add_option("--limit", words.filter.limit, "At most so many (default 1000)")->check(CLI::PositiveNumber);

    const auto one = [&](const char* name, const char* help,
                         engine::Result<void> (*show)(Session&, const std::string&)) {
        add(cases, words, name, help, [&words, show](Session& session) { return show(session, words.number); })
            .add_option("NUMBER", words.number, "Case number, e.g. REX-2026-0001")
            ->required();
    };
    one("show", "Show a case: states, deadlines, people, letters", commands::case_show);
    one("actions", "What can be done now with its fields, and why the rest cannot", commands::case_actions);
    one("revoke-links", "Take back the links in letters of a case that are still open", commands::case_revoke_links);
    one("history", "Everything that happened", commands::case_history);

    auto& doing = add(cases, words, "do", "Record that something happened: a step or a fact of the workflow",
                      [&words](Session& session) { return commands::case_do(session, words.doing); });
    doing.add_option("NUMBER", words.doing.number, "Case number")->required();
    doing.add_option("EVENT", words.doing.event, "What happened, e.g. call_logged")->required();
    doing.add_option("FIELD", words.doing.fields, "Fields of the event, key=value; a file field names a file");
    doing.add_option("--by", words.doing.by, "Mail address of the member who did it")->required();
    doing.add_option("--at", words.doing.at, "When it happened, if not now, e.g. 2026-03-19T09:00:00Z");
    doing.add_option("--payload", words.doing.payload, "JSON file with fields");

    auto& erase =
        add(cases, words, "erase", "Erase the people of a case for good; the lesson stays", [&words](Session& session) {
            return commands::case_erase(session, words.number, words.doing.by, words.reason);
        });
    erase.add_option("NUMBER", words.number, "Case number")->required();
    erase.add_option("--by", words.doing.by, "Mail address of the member who decides it")->required();
    erase.add_option("--reason", words.reason, "Why, in a few words that name nobody");
}

void add_messages(CLI::App& program, Words& words) {
    auto& message = group(program, "message", "Messages of cases");
    const auto one = [&](const char* name, const char* help,
                         engine::Result<void> (*answer)(Session&, std::int64_t, const std::string&)) {
        auto& command = add(message, words, name, help,
                            [&words, answer](Session& session) { return answer(session, words.id, words.doing.by); });
        command.add_option("ID", words.id, "Number of the message")->required();
        command.add_option("--by", words.doing.by, "Mail address of the member who decides it")->required();
    };
    one("split", "Make a reply about another matter a case of its own, linked with the first", commands::message_split);
    one("keep", "Say that a reply belongs to its case", commands::message_keep);
}

void add_rules(CLI::App& program, Words& words) {
    auto& workflow = group(program, "workflow", "The state machines");
    add(workflow, words, "list", "List them", commands::workflow_list);
    auto& show = add(workflow, words, "show", "Print one", [&words](Session& session) {
        return commands::workflow_show(session, words.workflow, words.format);
    });
    show.add_option("NAME", words.workflow, "rex_case or corrective_action")->required();
    show.add_option("--format", words.format, "table (default), tsv, mermaid, dot or svg")
        ->check(CLI::IsMember({"table", "tsv", "mermaid", "dot", "svg"}));
    add(program, words, "policy", "Print deadlines, reminders and limits in force", commands::policy);
    auto& simulate = add(program, words, "simulate", "Play a scenario on a virtual clock and print every letter",
                         [&words](Session& session) { return commands::simulate(session, words.scenario); });
    simulate.add_option("FILE", words.scenario.file, "JSON list of {at, intake | do | expect}")->required();
    simulate.add_option("--keep", words.scenario.keep, "Folder to play in and keep (default: a temporary one)");
}

void add_care(CLI::App& program, Words& words) {
    add(program, words, "health", "Say whether anything needs looking after; exit status 1 when it does",
        commands::health);
    add(program, words, "verify", "Check the database, every history chain, and every case against its replay",
        commands::verify);
    add(program, words, "backup", "Copy the data while work goes on",
        [&words](Session& session) { return commands::backup(session, words.file); })
        .add_option("FILE", words.file, "The copy to make; the keys go to FILE.keys")
        ->required();
    auto& restore =
        add(program, words, "restore", "Put a backup in the place of the data of a stopped program",
            [&words](Session& session) {
                return commands::restore(session, words.file, words.dry_run ? Rehearsal::yes : Rehearsal::no);
            });
    restore.add_option("FILE", words.file, "The backup")->required();
    restore.add_flag("--dry-run", words.dry_run, "Only say what it holds and whether it could be restored");
    auto& bench = add(program, words, "bench", "Measure, with the limit of disk and library beside each figure",
                      [&words](Session& session) { return commands::bench(session, words.benchmark); });
    bench.add_option("NAME", words.benchmark.name, "What to measure")
        ->required()
        ->check(CLI::IsMember({"intake", "step", "tick", "lists", "pages", "web", "search", "serve"}));
    bench.add_option("--case", words.benchmark.only, "Only this case of it");
    bench.add_option("--size", words.benchmark.size, "How many (default: the usual number)");
    bench.add_option("--folder", words.benchmark.folder, "intake: real mails to read and store, any file below it")
        ->check(CLI::ExistingDirectory);
}

engine::Result<void> read_global(Words& words) {
    if (!words.language.empty())
        words.global.language = words.language == "en" ? engine::Locale::en : engine::Locale::fr;
    if (words.clock.empty()) return {};
    const auto at = engine::parse_instant(words.clock);
    if (!at) return engine::Err(at.error().within("--clock"));
    words.global.clock = *at;
    return {};
}

Exit run(Words& words) {
    Session session(words.global);
    try {
        if (const auto done = words.command(session); !done) {
            session.complain(done.error());
            return exit_of(done.error());
        }
        return Exit::done;
    } catch (const std::exception& failure) {
        session.complain({engine::Error::Code::store_trouble, failure.what(),
                          "nothing of what was under way is lost; rexflow verify looks for what is wrong"});
        return Exit::try_again;
    }
}

/// "intake" without a file is a mail server's pipe: a mistake in the words must not bounce the mail.
bool is_pipe(int count, const char* const* words) {
    return std::any_of(words + 1, words + count, [](const char* word) { return std::string_view(word) == "intake"; });
}

}  // namespace

Exit run_command_line(int count, const char* const* arguments) {
    // Started by ourselves for one attached file; it knows no options and opens no data folder.
    if (count == 2 && std::string_view(arguments[1]) == "read-documents")
        return static_cast<Exit>(commands::read_documents());
    Words words;
    CLI::App program{
        "RexFlow: the workflow of a CPTS's quality cell, from a professional's mail to a closed case.\n"
        "Exit status: 0 done, 1 refused with the reason, 2 wrong usage, 75 try again."};
    program.name("rexflow");
    program.require_subcommand(1);
    program.fallthrough();
    program.set_version_flag("--version", std::string(REXFLOW_VERSION));
    add_global_options(program, words);
    add_setup(program, words);
    add_accounts(program, words);
    add_mail(program, words);
    add_forms(program, words);
    add_desk(program, words.desk, words.command);
    add_api(program, words.api, words.command);
    add_cases(program, words);
    add_messages(program, words);
    add_rules(program, words);
    add_care(program, words);
    try {
        program.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return static_cast<Exit>(program.exit(error));
        program.exit(error);
        return is_pipe(count, arguments) ? Exit::try_again : Exit::usage;
    }
    if (const auto read = read_global(words); !read) {
        Session(words.global).complain(read.error());
        return words.standard_input ? Exit::try_again : Exit::usage;
    }
    if (words.standard_input) {
        Session session(words.global);
        return commands::intake_standard_input(session);
    }
    return run(words);
}

}  // namespace rexflow::app
