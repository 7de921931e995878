#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace rexflow::testing {

/// A real Dovecot and, on demand, a real Postfix on free loopback ports, with a certificate authority of their own,
/// in a folder of their own. Everything ends with the object.
///
/// Dovecot is the installed one, Postfix as well or the one unpacked below $REXFLOW_POSTFIX_ROOT
/// (tests/system/unpack-servers.sh). Dovecot runs as the current user, Postfix needs root.
class MailServers {
public:
    enum class Parts { dovecot, dovecot_and_postfix };
    /// What Dovecot wants to see before a login: nothing, or a certificate of its own authority.
    enum class Demand { login_only, client_certificate };

    /// Empty when they can be started here, else why not: for the message of a test that is skipped.
    [[nodiscard]] static std::string why_not(Parts parts);

    explicit MailServers(Parts parts, Demand demand = Demand::login_only);
    ~MailServers();
    MailServers(const MailServers&) = delete;
    MailServers& operator=(const MailServers&) = delete;

    // Accounts "lea" and "cellule" of domain cpts.example exist; user names are the whole addresses.
    static constexpr const char* cell = "cellule@cpts.example";
    static constexpr const char* lea = "lea@cpts.example";
    static constexpr const char* password = "a loopback secret";

    [[nodiscard]] std::string ca_file() const;        ///< the authority of the servers' certificate, for "localhost"
    [[nodiscard]] std::string other_ca_file() const;  ///< one that has nothing to do with it
    [[nodiscard]] std::uint16_t pop3_port() const { return pop3_port_; }  ///< plain and STLS
    [[nodiscard]] std::uint16_t pop3s_port() const { return pop3s_port_; }
    [[nodiscard]] std::uint16_t imap_port() const { return imap_port_; }  ///< plain and STARTTLS
    [[nodiscard]] std::uint16_t imaps_port() const { return imaps_port_; }
    [[nodiscard]] std::uint16_t smtp_port() const { return smtp_port_; }  ///< plain and STARTTLS
    [[nodiscard]] std::uint16_t smtps_port() const { return smtps_port_; }

    /// A client certificate of that authority, its key, and the same key under `key_password`.
    [[nodiscard]] std::string client_certificate() const { return (folder_ / "client.crt").string(); }
    [[nodiscard]] std::string client_key() const { return (folder_ / "client.key").string(); }
    [[nodiscard]] std::string locked_client_key() const { return (folder_ / "client-locked.key").string(); }
    static constexpr const char* key_password = "a key secret";

    /// Words of a command that prints an access token of an account (XOAUTH2), valid for that long; below zero it has
    /// ended already.
    [[nodiscard]] std::vector<std::string> token_command(const std::string& address, int seconds) const;

    /// Where Postfix delivers mail to "rapports" and "qualite" of cpts.example by LMTP: somebody has to listen there.
    [[nodiscard]] std::filesystem::path lmtp_socket() const { return folder_ / "lmtp.sock"; }

    /// Accounts have this password from now on.
    void change_password(const std::string& password) const;

    /// Makes Dovecot give new uids under a new UIDVALIDITY, as after a mailbox was restored.
    void renumber(const std::string& address) const;

    /// The Maildir of an account.
    [[nodiscard]] std::filesystem::path maildir(const std::string& address) const;

    /// Puts a message into an account's new/, as a delivery would.
    void deliver(const std::string& address, const std::string& file_name, const std::string& bytes) const;

    /// What lies in an account's new/ once that many messages are there: a real server delivers when it likes. At most
    /// twenty seconds.
    [[nodiscard]] std::vector<std::string> delivered(const std::string& address, std::size_t count) const;

private:
    void make_certificates() const;
    void start_dovecot(Demand demand);
    void start_postfix();

    std::filesystem::path folder_;
    std::uint16_t pop3_port_ = 0;
    std::uint16_t pop3s_port_ = 0;
    std::uint16_t imap_port_ = 0;
    std::uint16_t imaps_port_ = 0;
    std::uint16_t smtp_port_ = 0;
    std::uint16_t smtps_port_ = 0;
    bool has_postfix_ = false;
};

}  // namespace rexflow::testing
