#pragma once

#include "adapters/mail/mail_server.hpp"
#include "adapters/mail/maildir_inbox.hpp"
#include "adapters/mail/reading_limits.hpp"
#include "engine/accounts.hpp"
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
    std::vector<std::string> token_command;    ///< prints an access token; the login is XOAUTH2 then
    std::filesystem::path ca_file;             ///< empty: the system's certificates
    std::filesystem::path client_certificate;  ///< what servers that ask are shown; with its key
    std::filesystem::path client_key;
    std::filesystem::path client_key_password_file;
    std::chrono::seconds timeout{30};
};

struct MailboxSettings {
    enum class Kind { maildir, pop3, imap };
    std::string name;
    Kind kind = Kind::maildir;
    std::filesystem::path path;        ///< Maildir
    ServerAccess server;               ///< POP3, IMAP
    std::vector<std::string> folders;  ///< IMAP
    std::string move_to;               ///< IMAP: the folder of AfterTaking::move
    mail::AfterTaking after = mail::AfterTaking::leave;
    std::chrono::seconds every{60};
    int tell_after_failures = 3;  ///< in a row; a login that is refused is told at once

    /// "imap:rapports": what its messages and troubles are known by (Inbox::name()).
    [[nodiscard]] std::string source() const;
};

/// Where a mail server of this machine delivers to us (RFC 2033).
struct LmtpSettings {
    std::string listen;                   ///< path of a unix socket, or loopback address and port
    std::vector<std::string> recipients;  ///< addresses, or whole domains as "@cpts.example"; none: whoever it brings
    int longest_message_mb = 50;
};

struct OutgoingSettings {
    enum class Kind { maildir, smtp };
    Kind kind = Kind::maildir;
    std::filesystem::path path = "sent";
    ServerAccess server;
};

/// The pages people outside reach by the links in their letters; `house.public_url` is where they find them.
struct WebSettings {
    std::string listen;                        ///< "127.0.0.1:8080"; empty: nowhere, unless `serve` is told
    std::vector<std::string> trusted_proxies;  ///< IP addresses whose X-Forwarded-For is believed
    bool public_report = false;                ///< whether there is the public page /declarer
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
    WebSettings web;
    engine::AccountRules accounts;
    std::filesystem::path charter_file;  ///< where accounts.charter comes from; empty: the program's own text
    std::optional<LmtpSettings> lmtp;
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
