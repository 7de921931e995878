#pragma once

#include "adapters/mail/mail_server.hpp"
#include "adapters/mail/maildir_inbox.hpp"
#include "adapters/mail/reading_limits.hpp"
#include "engine/house.hpp"
#include "engine/result.hpp"

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rexflow::app {

/// A login at a mail server. The password is read from a file of its own (mode 0600), so that the settings can be
/// shown and shared.
struct ServerAccess {
    std::string host;
    int port = 0;
    mail::Security security = mail::Security::tls;
    std::string user;
    std::filesystem::path password_file;
    std::filesystem::path ca_file;  ///< empty: the system's certificates
    std::chrono::seconds timeout{30};
};

struct MailboxSettings {
    enum class Kind { maildir, pop3 };
    std::string name;
    Kind kind = Kind::maildir;
    std::filesystem::path path;  ///< Maildir
    ServerAccess server;         ///< POP3
    mail::AfterTaking after = mail::AfterTaking::leave;
    std::chrono::seconds every{60};
};

struct OutgoingSettings {
    enum class Kind { maildir, smtp };
    Kind kind = Kind::maildir;
    std::filesystem::path path = "sent";
    ServerAccess server;
};

/// One reminder of the CPTS's own policy, in the notation of `rexflow policy`.
struct ReminderOverride {
    std::string when;
    std::map<std::string, std::string> attributes;  ///< to, letter, pace, hours, event
};

struct ObligationOverride {
    std::optional<std::string> due;
    std::optional<std::vector<ReminderOverride>> reminders;
};

/// DIR/rexflow.json. Paths are relative to DIR.
struct Settings {
    engine::House house;
    std::string time_zone = "Europe/Paris";
    std::string holidays = "metropole";
    std::vector<std::string> extra_holidays;        ///< days that are holidays here beside the rule, "2026-05-27"
    std::vector<std::string> worked_holidays;       ///< days of the rule that are worked here
    std::map<std::string, std::string> open_hours;  ///< "monday" -> "8:00-18:30"; absent days are closed
    std::vector<MailboxSettings> mailboxes;
    OutgoingSettings outgoing;
    std::map<std::string, ObligationOverride> obligations;
    std::optional<int> letters_per_address_and_day;
    std::optional<int> letters_per_hour;
    mail::ReadingLimits reading;
};

/// What `rexflow init` starts with: a Maildir inbox/ in, a Maildir sent/ out.
[[nodiscard]] std::string default_settings_text();

struct SettingsReading {
    Settings settings;
    std::vector<engine::Error> mistakes;  ///< every one that was found, each with its place ("mailboxes[0].port")
};

/// Reads settings text (JSON, comments allowed). Nothing is guessed: an unknown key is a mistake, with the known ones
/// as hint.
[[nodiscard]] SettingsReading read_settings(const std::string& text, const std::filesystem::path& folder);

/// Reads DIR/rexflow.json; all mistakes joined in one Error::Code::configuration.
[[nodiscard]] engine::Result<Settings> load_settings(const std::filesystem::path& folder);

}  // namespace rexflow::app
