#pragma once

#include "tests/support/mail_servers.hpp"
#include "tests/system/data_folder.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <thread>

namespace rexflow::testing {

/// Asks again and again until it is so, for at most a minute: other processes work at their own pace.
[[nodiscard]] inline bool becomes_true(const std::function<bool()>& is_so) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!is_so()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return true;
}

/// A quality cell on real mail servers: its mailbox by POP3S and a Maildir beside it, its letters by SMTP with
/// STARTTLS and a login.
class Cell {
public:
    Cell() {
        data.write_settings({{"cpts", {{"name", "CPTS (exemple)"}, {"contact_address", MailServers::cell}}},
                             {"mailboxes",
                              {{{"name", "rapports"},
                                {"kind", "pop3"},
                                {"host", "localhost"},
                                {"port", servers.pop3s_port()},
                                {"security", "tls"},
                                {"user", MailServers::cell},
                                {"password_file", "cell.password"},
                                {"ca_file", servers.ca_file()},
                                {"every_seconds", 1}},
                               {{"name", "inbox"}, {"kind", "maildir"}, {"path", "inbox"}, {"every_seconds", 1}}}},
                             {"outgoing",
                              {{"kind", "smtp"},
                               {"host", "localhost"},
                               {"port", servers.smtp_port()},
                               {"security", "starttls"},
                               {"user", MailServers::cell},
                               {"password_file", "cell.password"},
                               {"ca_file", servers.ca_file()}}},
                             {"policy", {{"letters_per_address_and_day", 1000}}}});
        const auto password = data.path() / "cell.password";
        write_file(password, std::string(MailServers::password) + "\n");
        std::filesystem::permissions(password, std::filesystem::perms::owner_read);
    }

    [[nodiscard]] Words serve() const { return data.words({"serve"}); }

    [[nodiscard]] bool has_taken(std::size_t cases) const {
        return becomes_true([&] { return data.json({"case", "list"}).size() == cases; });
    }
    [[nodiscard]] bool has_sent_everything() const {
        return becomes_true([&] { return data.json({"outbox", "list"}).empty(); });
    }

    MailServers servers{MailServers::Parts::dovecot_and_postfix};
    DataFolder data{DataFolder::Use::real};
};

}  // namespace rexflow::testing
