#pragma once

#include "adapters/app/settings.hpp"
#include "engine/answers.hpp"
#include "engine/delivery.hpp"
#include "engine/dispatcher.hpp"
#include "engine/intake.hpp"
#include "engine/own_account.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/inbox.hpp"
#include "engine/reminders.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rexflow::app {

/// Whether a data folder holds a CPTS's cases or is a place to try things, where the clock may be set.
enum class Use { real, simulated };

/// A mailbox with how often it is looked at, and after how many failures in a row that is told.
struct WatchedInbox {
    std::unique_ptr<engine::Inbox> inbox;
    std::chrono::seconds every;
    int tell_after_failures = 3;
};

/// A data folder opened for work: the only place where adapters meet the core. Safe from several threads but for
/// transport(), which belongs to one.
class Installation {
public:
    /// Makes a data folder: settings, master key, key file, database, inbox/ and sent/. Refuses one that is there.
    /// A simulated one has two members, coordinatrice@cpts.example and pilote@cpts.example.
    [[nodiscard]] static engine::Result<void> create(const std::filesystem::path& folder, Use use);

    /// `frozen_at` stops the clock; refused (Error::Code::refused) unless the folder is a simulated one.
    [[nodiscard]] static engine::Result<std::unique_ptr<Installation>> open(
        const std::filesystem::path& folder, std::optional<engine::Instant> frozen_at = std::nullopt);

    ~Installation();
    Installation(const Installation&) = delete;
    Installation& operator=(const Installation&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const;
    [[nodiscard]] const Settings& settings() const;
    [[nodiscard]] Use use() const;

    [[nodiscard]] const engine::Clock& clock() const;
    /// Moves the clock of a simulated folder.
    void set_clock(engine::Instant at);

    [[nodiscard]] engine::Store& store() const;
    [[nodiscard]] const engine::Context& context() const;
    [[nodiscard]] const engine::Dispatcher& dispatcher() const;
    [[nodiscard]] const engine::Intake& intake() const;
    [[nodiscard]] const engine::Reminders& reminders() const;
    [[nodiscard]] engine::Delivery& delivery() const;
    [[nodiscard]] const engine::Correspondence& correspondence() const;
    [[nodiscard]] const engine::Answers& answers() const;
    [[nodiscard]] const engine::Accounts& accounts() const;
    [[nodiscard]] const engine::AccountLinks& account_links() const;
    [[nodiscard]] const engine::OwnAccount& own_account() const;
    [[nodiscard]] const engine::MessageReader& message_reader() const;

    /// The mailboxes of the settings; Error when one is set up wrongly (a password file that cannot be read).
    [[nodiscard]] engine::Result<std::vector<WatchedInbox>> open_inboxes() const;

    /// One of them, known by its source ("imap:rapports"), with password and certificates read anew.
    [[nodiscard]] engine::Result<WatchedInbox> open_inbox(std::string_view source) const;

    /// What is wrong with the stored data, as one Error each; empty when all is well: the database file, every
    /// history chain, every case against its replay and its live obligations.
    [[nodiscard]] std::vector<engine::Error> verify() const;

    /// A consistent copy of the data, taken beside running work. The key file is copied to `file` + ".keys": keep it
    /// apart, and for a shorter time.
    [[nodiscard]] engine::Result<void> backup(const std::filesystem::path& file) const;

private:
    struct Parts;
    explicit Installation(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// Holds a backup against this program and its keys, in a folder of its own; the closed data folder is replaced by it
/// only when everything is right, and the erasures made since then are applied again.
enum class Rehearsal { no, yes };
[[nodiscard]] engine::Result<std::string> restore(const std::filesystem::path& folder,
                                                  const std::filesystem::path& backup_file, Rehearsal rehearsal);

}  // namespace rexflow::app
