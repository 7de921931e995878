#include "adapters/app/installation.hpp"

#include "adapters/app/data_folder.hpp"
#include "adapters/app/folder_lock.hpp"
#include "adapters/app/rules.hpp"
#include "adapters/documents/contained_reader.hpp"
#include "adapters/mail/imap_inbox.hpp"
#include "adapters/mail/mail_writer.hpp"
#include "adapters/mail/maildir_transport.hpp"
#include "adapters/mail/message_reader.hpp"
#include "adapters/mail/pop3_inbox.hpp"
#include "adapters/mail/smtp_transport.hpp"
#include "adapters/mail/token_command.hpp"
#include "adapters/mustache/letter_catalog.hpp"
#include "adapters/mustache/renderer.hpp"
#include "adapters/sqlite/key_file.hpp"
#include "adapters/sqlite/sqlite_store.hpp"
#include "adapters/system/system_clock.hpp"
#include "adapters/system/time_zone.hpp"
#include "adapters/vault/passwords.hpp"
#include "adapters/vault/vault.hpp"
#include "engine/attachments.hpp"
#include "engine/case_listing.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"
#include "workflows/rex_case/forms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>

namespace rexflow::app {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;

/// Noted in the database of a simulated folder, once and for ever.
constexpr std::string_view simulated_note = "simulated";

/// The machine's clock, or one that stands where it is set.
class InstallationClock final : public engine::Clock {
public:
    [[nodiscard]] engine::Instant now() const override {
        const auto seconds = frozen_at_.load();
        return seconds < 0 ? system_.now() : engine::Instant(std::chrono::seconds(seconds));
    }
    void freeze(engine::Instant at) { frozen_at_ = at.time_since_epoch().count(); }

private:
    system::SystemClock system_;
    std::atomic<std::int64_t> frozen_at_{-1};
};

Result<std::string> read_password(const std::filesystem::path& file) {
    if (file.empty()) return std::string{};
    std::error_code unknown;
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    if ((std::filesystem::status(file, unknown).permissions() & others) != std::filesystem::perms::none && !unknown)
        return Err(Error::Code::configuration, "a password file can be read by others",
                   "chmod 600 " + file.filename().string());
    std::ifstream stream(file);
    std::string password;
    if (!std::getline(stream, password))
        return Err(Error::Code::configuration, "a password file cannot be read, or is empty",
                   file.filename().string() + ": write the password on its first line, and chmod 600 it");
    return password;
}

/// Keeps the token of a command until a server refuses it.
mail::AccessToken token_of(const ServerAccess& access) {
    if (access.token_command.empty()) return {};
    return [words = access.token_command, limit = access.timeout,
            kept = std::string{}](mail::TokenAge age) mutable -> Result<std::string> {
        if (age == mail::TokenAge::any && !kept.empty()) return kept;
        kept.clear();
        auto token = mail::run_token_command(words, limit);
        if (token) kept = *token;
        return token;
    };
}

Result<mail::MailServer> server_of(const ServerAccess& access) {
    auto password = read_password(access.password_file);
    if (!password) return Err(password.error());
    auto key_password = read_password(access.client_key_password_file);
    if (!key_password) return Err(key_password.error());
    mail::MailServer server;
    server.host = access.host;
    server.port = static_cast<std::uint16_t>(access.port);
    server.security = access.security;
    server.user = access.user;
    server.password = std::move(*password);
    server.ca_file = access.ca_file.string();
    server.timeout = access.timeout;
    server.client = {access.client_certificate.string(), access.client_key.string(), std::move(*key_password)};
    server.token = token_of(access);
    return server;
}

Result<std::unique_ptr<engine::Inbox>> make_inbox(const MailboxSettings& mailbox) {
    if (mailbox.kind == MailboxSettings::Kind::maildir) {
        mail::MaildirSettings maildir;
        maildir.name = mailbox.name;
        maildir.folder = mailbox.path;
        maildir.after_taking = mailbox.after;
        return std::make_unique<mail::MaildirInbox>(std::move(maildir));
    }
    auto server = server_of(mailbox.server);
    if (!server) return Err(server.error());
    if (mailbox.kind == MailboxSettings::Kind::pop3)
        return std::make_unique<mail::Pop3Inbox>(mail::Pop3Settings{mailbox.name, std::move(*server), mailbox.after});
    return std::make_unique<mail::ImapInbox>(
        mail::ImapSettings{mailbox.name, std::move(*server), mailbox.folders, mailbox.after, mailbox.move_to});
}

Result<void> write_new_file(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text << std::flush;
    if (!file) return Err(Error::Code::store_trouble, "a file of the data folder cannot be written", path.filename());
    return {};
}

Result<void> add_simulated_members(engine::Store& store) {
    return store.write([](engine::Unit& unit) -> Result<void> {
        unit.set_note(simulated_note, "yes");
        unit.add_member({{}, "coordinatrice@cpts.example", "Coordinatrice (exemple)", engine::MemberRole::coordinator});
        unit.add_member({{}, "pilote@cpts.example", "Pilote (exemple)", engine::MemberRole::member});
        return {};
    });
}

bool is_listed_rightly(const engine::Reader& reader, const engine::CaseRow& row, const engine::Situation& situation) {
    const auto& lists = *reader.registers().case_lists;
    engine::CaseFilter filter;
    filter.among = std::vector{row.id};
    return lists.count(filter, row.updated_at, 1) == 1 &&
           std::ranges::none_of(situation.set_aside, [&](auto member) { return lists.may_see(member, row.id); });
}

/// A case against its replay, and its stored obligations against those its history leaves alive.
void verify_case(const engine::Dispatcher& dispatcher, const engine::Reader& reader, const engine::CaseRow& row,
                 std::vector<Error>& troubles) {
    engine::History history;
    const auto situation = dispatcher.load(reader, row, history);
    if (!situation && situation.error().code == Error::Code::broken_chain) return;  // integrity() has said so
    if (!situation) return troubles.push_back(situation.error());
    const auto complain = [&](const std::string& what) {
        troubles.push_back({Error::Code::history_mismatch,
                            fmt::format("{}: the obligation {}", row.number.text(), what),
                            "restore the data from a backup"});
    };
    auto live = situation->obligations;
    for (const auto& stored : reader.obligations(row.id)) {
        const auto found = live.find(stored.obligation);
        if (found == live.end() || found->second.due_at != stored.due_at)
            complain(stored.obligation + " is not what its history says");
        live.erase(stored.obligation);
    }
    for (const auto& [missing, unused] : live) complain(missing + " is missing");
    if (!is_listed_rightly(reader, row, *situation))
        troubles.push_back({Error::Code::history_mismatch,
                            row.number.text() + ": the lists do not show it to whom its history says",
                            "restore the data from a backup"});
}

}  // namespace

struct Installation::Parts {
    std::filesystem::path folder;
    std::optional<FolderLock> lock;
    Settings settings;
    Use use = Use::real;
    InstallationClock clock;
    std::unique_ptr<sqlite::KeyFile> keys;
    std::unique_ptr<engine::Vault> vault;
    std::unique_ptr<engine::Signer> signer;
    std::unique_ptr<engine::Nonces> nonces;
    std::unique_ptr<sqlite::SqliteStore> store;
    std::optional<Rules> rules;
    mustache::ManifestCatalog letters;
    std::optional<mail::GMimeMessageReader> mail_reader;
    /// Whatever file this program was started from, also after an upgrade replaced it.
    documents::ContainedReader document_reader{{"/proc/self/exe", "read-documents"}, rex_case::blank_forms()};
    engine::reading::KnownForms forms{rex_case::blank_forms()};
    std::optional<engine::AttachmentReading> reader;
    mail::GMimeMailWriter writer;
    std::unique_ptr<engine::LetterRenderer> renderer = mustache::make_renderer();
    std::unique_ptr<engine::MailTransport> transport;
    std::optional<engine::Context> context;
    std::optional<engine::Dispatcher> dispatcher;
    std::optional<engine::Correspondence> correspondence;
    std::optional<engine::Answers> answers;
    std::unique_ptr<engine::Passwords> passwords;
    std::optional<engine::Accounts> accounts;
    std::optional<engine::AccountLinks> account_links;
    std::optional<engine::OwnAccount> own_account;
    std::optional<engine::Intake> intake;
    std::optional<engine::Reminders> reminders;
    std::optional<engine::Delivery> delivery;

    [[nodiscard]] Result<void> open_data();
    [[nodiscard]] Result<void> open_transport();
    void connect();
};

Result<void> Installation::Parts::open_data() {
    auto opened_keys = sqlite::open_key_file(folder / key_file);
    if (!opened_keys) return Err(opened_keys.error());
    keys = std::move(*opened_keys);
    auto opened_vault = vault::open_vault(folder / master_key_file, *keys);
    if (!opened_vault) return Err(opened_vault.error());
    vault = std::move(*opened_vault);
    auto opened_signer = vault::open_signer(folder / master_key_file);
    if (!opened_signer) return Err(opened_signer.error());
    signer = std::move(*opened_signer);
    nonces = vault::make_nonces();
    auto made_passwords = vault::make_passwords();
    if (!made_passwords) return Err(made_passwords.error());
    passwords = std::move(*made_passwords);
    auto opened_store = sqlite::open_store(folder / database_file, *vault);
    if (!opened_store) return Err(opened_store.error());
    store = std::move(*opened_store);
    return store->read([this](const engine::Reader& stored) -> Result<void> {
        if (stored.note(simulated_note)) use = Use::simulated;
        return {};
    });
}

Result<void> Installation::Parts::open_transport() {
    if (use == Use::simulated) {
        transport = std::make_unique<mail::MaildirTransport>(folder / "sent");
        return {};
    }
    if (settings.outgoing.kind == OutgoingSettings::Kind::maildir) {
        transport = std::make_unique<mail::MaildirTransport>(settings.outgoing.path);
        return {};
    }
    auto server = server_of(settings.outgoing.server);
    if (!server) return Err(server.error().within("outgoing"));
    transport = std::make_unique<mail::SmtpTransport>(std::move(*server));
    return {};
}

void Installation::Parts::connect() {
    context.emplace(
        engine::Context{rules->workflows, rules->policy, rules->calendar, settings.house, *signer, *nonces, letters});
    mail_reader.emplace(settings.reading);
    reader.emplace(*mail_reader, document_reader, forms);
    dispatcher.emplace(*context);
    correspondence.emplace(*context);
    answers.emplace(*context, *dispatcher);
    accounts.emplace(*context, *passwords, settings.accounts);
    account_links.emplace(*context, *passwords, *accounts);
    own_account.emplace(*context, *passwords, *accounts);
    intake.emplace(*context, *dispatcher);
    reminders.emplace(*context, *dispatcher);
    delivery.emplace(*context, *dispatcher, *renderer, writer, *transport);
}

Result<void> Installation::create(const std::filesystem::path& folder, Use use) {
    std::error_code failed;
    if (std::filesystem::exists(folder / settings_file) || std::filesystem::exists(folder / database_file))
        return Err(Error::Code::already_there, "there is a data folder already", "choose another DIR");
    for (const auto* maildir : {"inbox", "sent"})
        for (const auto* part : {"tmp", "new", "cur"})
            std::filesystem::create_directories(folder / maildir / part, failed);
    if (failed)
        return Err(Error::Code::store_trouble, "the data folder cannot be made", "check the path and its permissions");
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
    if (auto made = vault::create_master_key(folder / master_key_file); !made) return made;
    if (auto made = sqlite::create_key_file(folder / key_file); !made) return made;
    auto keys = sqlite::open_key_file(folder / key_file);
    if (!keys) return Err(keys.error());
    auto opened = vault::open_vault(folder / master_key_file, **keys);
    if (!opened) return Err(opened.error());
    if (auto made = sqlite::create_store(folder / database_file, **opened); !made) return made;
    if (use == Use::simulated) {
        auto store = sqlite::open_store(folder / database_file, **opened);
        if (!store) return Err(store.error());
        if (auto added = add_simulated_members(**store); !added) return added;
    }
    return write_new_file(folder / settings_file, default_settings_text());  // last: it says that all is there
}

Result<std::unique_ptr<Installation>> Installation::open(const std::filesystem::path& folder,
                                                         std::optional<engine::Instant> frozen_at) {
    auto settings = load_settings(folder);
    if (!settings) return Err(settings.error());
    auto lock = FolderLock::take(folder, FolderLock::Kind::shared);
    if (!lock) return Err(lock.error());
    auto parts = std::make_unique<Parts>();
    parts->folder = folder;
    parts->lock = std::move(*lock);
    parts->settings = std::move(*settings);
    auto rules = Rules::make(parts->settings);
    if (!rules) return Err(rules.error());
    parts->rules.emplace(std::move(*rules));
    if (auto opened = parts->open_data(); !opened) return Err(opened.error());
    if (frozen_at && parts->use != Use::simulated)
        return Err(Error::Code::refused, "--clock is only for a data folder made with rexflow init --simulated",
                   "a real folder lives by the real clock");
    if (frozen_at) parts->clock.freeze(*frozen_at);
    if (auto opened = parts->open_transport(); !opened) return Err(opened.error());
    parts->connect();
    // Cases that do not replay are for verify() to name.
    if (auto listed = engine::list_older_cases(*parts->store, *parts->dispatcher); !listed) return Err(listed.error());
    return std::unique_ptr<Installation>(new Installation(std::move(parts)));
}

Installation::Installation(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Installation::~Installation() = default;

const std::filesystem::path& Installation::folder() const { return parts_->folder; }
const Settings& Installation::settings() const { return parts_->settings; }
Use Installation::use() const { return parts_->use; }
const engine::Clock& Installation::clock() const { return parts_->clock; }
void Installation::set_clock(engine::Instant at) { parts_->clock.freeze(at); }
engine::Store& Installation::store() const { return *parts_->store; }
const engine::Context& Installation::context() const { return *parts_->context; }
const engine::Dispatcher& Installation::dispatcher() const { return *parts_->dispatcher; }
const engine::Intake& Installation::intake() const { return *parts_->intake; }
const engine::Reminders& Installation::reminders() const { return *parts_->reminders; }
engine::Delivery& Installation::delivery() const { return *parts_->delivery; }
const engine::Correspondence& Installation::correspondence() const { return *parts_->correspondence; }
const engine::Answers& Installation::answers() const { return *parts_->answers; }
const engine::Accounts& Installation::accounts() const { return *parts_->accounts; }
const engine::AccountLinks& Installation::account_links() const { return *parts_->account_links; }
const engine::OwnAccount& Installation::own_account() const { return *parts_->own_account; }
const engine::LetterRenderer& Installation::letter_renderer() const { return *parts_->renderer; }
const engine::MessageReader& Installation::message_reader() const { return *parts_->reader; }

Result<std::vector<WatchedInbox>> Installation::open_inboxes() const {
    std::vector<WatchedInbox> inboxes;
    for (const auto& mailbox : parts_->settings.mailboxes) {
        auto watched = open_inbox(mailbox.source());
        if (!watched) return Err(watched.error());
        inboxes.push_back(std::move(*watched));
    }
    return inboxes;
}

Result<WatchedInbox> Installation::open_inbox(std::string_view source) const {
    const auto& mailboxes = parts_->settings.mailboxes;
    const auto mailbox = std::ranges::find(mailboxes, source, &MailboxSettings::source);
    if (mailbox == mailboxes.end()) return Err(Error::Code::not_found, "there is no mailbox of that name");
    auto inbox = make_inbox(*mailbox);
    if (!inbox) return Err(inbox.error().within(mailbox->name));
    return WatchedInbox{std::move(*inbox), mailbox->every, mailbox->tell_after_failures};
}

std::vector<Error> Installation::verify() const {
    auto troubles = parts_->store->integrity();
    const auto read = parts_->store->read([&](const engine::Reader& reader) -> Result<void> {
        constexpr int page = 1000;
        engine::CaseId after;
        for (auto cases = reader.cases(after, page); !cases.empty(); cases = reader.cases(after, page)) {
            for (const auto& row : cases) verify_case(*parts_->dispatcher, reader, row, troubles);
            after = cases.back().id;
        }
        return {};
    });
    if (!read) troubles.push_back(read.error());
    return troubles;
}

Result<void> Installation::backup(const std::filesystem::path& file) const {
    if (auto copied = parts_->store->backup(file); !copied) return copied;
    return parts_->keys->backup(file.string() + ".keys");
}

}  // namespace rexflow::app
