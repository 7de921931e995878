#pragma once

#include "adapters/app/session.hpp"
#include "engine/ids.hpp"
#include "engine/result.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// What each command of the program does; command_line.cpp reads the words and calls these.
namespace rexflow::app::commands {

using engine::Result;

/// Who acts here is no member: what the account log then says.
inline constexpr std::optional<engine::MemberId> by_command_line = std::nullopt;

Result<void> init(Session& session, const std::filesystem::path& folder, Use use);
Result<void> serve(Session& session, const std::string& listen);

Result<void> config_check(Session& session);
Result<void> config_show(Session& session);

struct NewMember {
    std::string address;
    std::string name;
    std::string role = "member";
    std::string locale = "fr";
};
Result<void> member_add(Session& session, const NewMember& member);
Result<void> member_list(Session& session);

Result<void> account_list(Session& session);
struct Invitation {
    std::string address;
    bool print = false;  ///< the link, instead of mailing it
};
Result<void> account_invite(Session& session, const Invitation& invitation);
Result<void> account_role(Session& session, const std::string& address, const std::string& role);
Result<void> account_lock(Session& session, const std::string& address);
Result<void> account_unlock(Session& session, const std::string& address);
/// Takes the password away and mails a link to choose another, or takes only the second factor away.
enum class Reset { password, second_factor };
Result<void> account_reset(Session& session, const std::string& address, Reset reset);
enum class Sessions { list, end };
Result<void> account_sessions(Session& session, const std::string& address, Sessions what);
/// Who may do what, as the pages read it.
Result<void> account_roles(Session& session);

/// One message on standard input: 0 once it is durable, 75 whatever is wrong, so that the mail server keeps it.
Exit intake_standard_input(Session& session);
Result<void> intake_files(Session& session, const std::vector<std::filesystem::path>& files);
/// What a mail in a file says, without taking it in.
Result<void> read(Session& session, const std::filesystem::path& file);
Result<void> fetch(Session& session);
/// Every mailbox against the ledger, or the one of that name; refused when a mail is not accounted for.
Result<void> reconcile(Session& session, const std::string& mailbox);
/// Refused when there is a reason to look after the installation.
Result<void> health(Session& session);
Result<void> tick(Session& session);
Result<void> deliver(Session& session);

Result<void> quarantine_list(Session& session);
Result<void> quarantine_show(Session& session, std::int64_t id);
Result<void> quarantine_retry(Session& session, std::int64_t id);
Result<void> held_list(Session& session);
Result<void> held_open(Session& session, std::int64_t id);
Result<void> outbox_list(Session& session, const std::string& state);
Result<void> outbox_retry(Session& session, std::int64_t id);

/// Mails with something only a person can read: a scan, an old Word file, a form that is not clear.
Result<void> review_list(Session& session);
Result<void> review_done(Session& session, std::int64_t id);

struct SearchWords {
    std::vector<std::string> words;
    bool people = false;  ///< names, addresses and numbers as well
    int limit = 50;
};
Result<void> search(Session& session, const SearchWords& search);
Result<void> search_rebuild(Session& session);

struct DirectoryWords {
    std::string profession;
    std::string place;
    std::string words;
};
/// With a rehearsal nothing is written: the bad lines are listed.
Result<void> directory_import(Session& session, const std::filesystem::path& path, Rehearsal rehearsal);
Result<void> directory_list(Session& session, const DirectoryWords& asked);
Result<void> directory_remove(Session& session, std::int64_t id);

struct FormOrder {
    std::string form;
    std::string format = "pdf";
    std::filesystem::path output;
};
Result<void> forms_list(Session& session);
Result<void> forms_write(Session& session, const FormOrder& order);

/// The process that reads documents of strangers: see documents::ReadingHost. Gives its exit status.
int read_documents();

struct CaseFilter {
    bool open_only = false;
    std::string state;  ///< any region
    int limit = 1000;
};
Result<void> case_list(Session& session, const CaseFilter& filter);
Result<void> case_show(Session& session, const std::string& number);
Result<void> case_actions(Session& session, const std::string& number);
Result<void> case_history(Session& session, const std::string& number);

struct Doing {
    std::string number;
    std::string event;
    std::string by;
    std::string at;                   ///< empty: now
    std::vector<std::string> fields;  ///< "key=value"
    std::filesystem::path payload;    ///< JSON object of fields; empty: none
};
Result<void> case_do(Session& session, const Doing& doing);
/// Takes back every link of a case that is still open: they answer nothing any more.
Result<void> case_revoke_links(Session& session, const std::string& number);
Result<void> case_erase(Session& session, const std::string& number, const std::string& by, const std::string& reason);

/// A reply that was offered for splitting, or any other: a case of its own, or kept where it is.
Result<void> message_split(Session& session, std::int64_t id, const std::string& by);
Result<void> message_keep(Session& session, std::int64_t id, const std::string& by);

Result<void> workflow_list(Session& session);
Result<void> workflow_show(Session& session, const std::string& name, const std::string& format);
Result<void> policy(Session& session);

struct Scenario {
    std::filesystem::path file;
    std::filesystem::path keep;  ///< where the folder it plays in stays; empty: a temporary one
};
Result<void> simulate(Session& session, const Scenario& scenario);

Result<void> verify(Session& session);
Result<void> backup(Session& session, const std::filesystem::path& file);
Result<void> restore(Session& session, const std::filesystem::path& file, Rehearsal rehearsal);

struct NewToken {
    std::string address;
    std::string name;
    std::vector<std::string> scopes;
};
Result<void> token_add(Session& session, const NewToken& wanted);
/// `address` empty: of every member.
Result<void> token_list(Session& session, const std::string& address);
Result<void> token_revoke(Session& session, const std::string& address, std::int64_t id);
Result<void> token_scopes(Session& session);

struct NewWebhook {
    std::string url;
    std::vector<std::string> events;  ///< none: every one
};
Result<void> webhook_add(Session& session, const NewWebhook& wanted);
Result<void> webhook_list(Session& session);
Result<void> webhook_remove(Session& session, std::int64_t id);
Result<void> webhook_log(Session& session, std::int64_t id, int limit);

struct Benchmark {
    std::string name;              ///< intake | step | tick
    std::string only;              ///< one case of it; empty: all
    int size = 0;                  ///< 0: the usual number
    std::filesystem::path folder;  ///< of intake: real mails to measure with instead; empty: none
};
Result<void> bench(Session& session, const Benchmark& benchmark);

}  // namespace rexflow::app::commands
