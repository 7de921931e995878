#pragma once

#include "tests/support/mail_builder.hpp"
#include "tests/support/mail_servers.hpp"
#include "tests/system/data_folder.hpp"

#include <map>
#include <string>
#include <vector>

namespace rexflow::testing {

/// A quality cell whose mailbox is read by IMAP from a real Dovecot, and whose letters go into a Maildir.
class ImapCell {
public:
    /// `after` is "leave", "mark_seen", "move" (to "Traités") or "remove".
    explicit ImapCell(const std::string& after) {
        mailbox_ = {{"name", "rapports"},
                    {"kind", "imap"},
                    {"host", "localhost"},
                    {"port", servers.imaps_port()},
                    {"user", MailServers::cell},
                    {"password_file", "cell.password"},
                    {"ca_file", servers.ca_file()},
                    {"after", after},
                    {"every_seconds", 1}};
        if (after == "move") mailbox_["move_to"] = "Traités";
        configure(nlohmann::json::object());
        write_file(password_file(), std::string(MailServers::password) + "\n");
        std::filesystem::permissions(password_file(),
                                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }

    /// Lays settings of the mailbox over those it has.
    void configure(const nlohmann::json& mailbox) {
        mailbox_.update(mailbox);
        data.write_settings({{"cpts", {{"name", "CPTS (exemple)"}, {"contact_address", MailServers::cell}}},
                             {"mailboxes", nlohmann::json::array({mailbox_})},
                             {"policy", {{"letters_per_address_and_day", 1000}, {"letters_per_hour", 10000}}}});
    }

    [[nodiscard]] std::filesystem::path password_file() const { return data.path() / "cell.password"; }

    /// A mail of its own for each number.
    void deliver(int number) const {
        const auto name = std::to_string(number);
        servers.deliver(MailServers::cell, std::to_string(1'700'000'000 + number) + ".a.host",
                        Mail()
                            .from("Lea Exemple <" + std::string(MailServers::lea) + ">")
                            .to(MailServers::cell)
                            .id("mail-" + name + "@cpts.example")
                            .text("Demande " + name + "\r\n")
                            .raw());
    }

    /// How many files with each flags lie in the inbox, or in a folder of it (".Trait&AOk-s").
    [[nodiscard]] std::map<std::string, int> flags(const std::string& folder = {}) const {
        std::map<std::string, int> count;
        for (const auto* part : {"new", "cur"}) {
            const auto path = servers.maildir(MailServers::cell) / folder / part;
            std::error_code not_there;
            for (const auto& entry : std::filesystem::directory_iterator(path, not_there)) {
                const auto name = entry.path().filename().string();
                const auto mark = name.rfind(":2,");
                ++count[mark == std::string::npos ? "" : name.substr(mark + 3)];
            }
        }
        return count;
    }

    /// How many letters of a name wait to be sent.
    [[nodiscard]] int letters(const std::string& name) const {
        int count = 0;
        for (const auto& letter : data.json({"outbox", "list"})) count += letter["letter"] == name ? 1 : 0;
        return count;
    }

    MailServers servers{MailServers::Parts::dovecot};
    DataFolder data{DataFolder::Use::real};

private:
    nlohmann::json mailbox_;
};

}  // namespace rexflow::testing
