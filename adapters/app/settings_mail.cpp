#include "adapters/app/settings_mail.hpp"

#include <algorithm>
#include <charconv>

namespace rexflow::app {

namespace {

using Kind = MailboxSettings::Kind;
using mail::AfterTaking;
using mail::Security;

constexpr std::array<std::pair<std::string_view, Security>, 3> securities{
    {{"none", Security::none}, {"starttls", Security::starttls}, {"tls", Security::tls}}};
constexpr std::array<std::pair<std::string_view, AfterTaking>, 4> after_takings{{{"leave", AfterTaking::leave},
                                                                                 {"mark_seen", AfterTaking::mark_seen},
                                                                                 {"move", AfterTaking::move},
                                                                                 {"remove", AfterTaking::remove}}};
constexpr std::array<std::pair<std::string_view, Kind>, 3> mailbox_kinds{
    {{"maildir", Kind::maildir}, {"pop3", Kind::pop3}, {"imap", Kind::imap}}};
constexpr std::array<std::pair<std::string_view, OutgoingSettings::Kind>, 2> outgoing_kinds{
    {{"maildir", OutgoingSettings::Kind::maildir}, {"smtp", OutgoingSettings::Kind::smtp}}};

/// The usual ports of a protocol, in the order of Security: none, starttls, tls.
using UsualPorts = std::array<int, 3>;
constexpr UsualPorts pop3_ports{110, 110, 995};
constexpr UsualPorts imap_ports{143, 143, 993};
constexpr UsualPorts smtp_ports{25, 587, 465};

constexpr int longest_wait = 24 * 3600;
constexpr int most_failures = 1000;

Walk::Readers server_readers(ServerAccess& server) {
    return {
        {"host", [&](const Walk& at) { at.read(server.host); }},
        {"port", [&](const Walk& at) { at.read(server.port, 1, 65535); }},
        {"security", [&](const Walk& at) { at.read(server.security, securities); }},
        {"user", [&](const Walk& at) { at.read(server.user); }},
        {"password_file", [&](const Walk& at) { at.read(server.password_file); }},
        {"token_command",
         [&](const Walk& at) { at.each([&](const Walk& word) { word.read(server.token_command.emplace_back()); }); }},
        {"ca_file", [&](const Walk& at) { at.read(server.ca_file); }},
        {"client_certificate", [&](const Walk& at) { at.read(server.client_certificate); }},
        {"client_key", [&](const Walk& at) { at.read(server.client_key); }},
        {"client_key_password_file", [&](const Walk& at) { at.read(server.client_key_password_file); }},
        {"timeout_seconds", [&](const Walk& at) { at.read(server.timeout, 1, 600); }}};
}

/// What a reader may leave out, and what does not fit together.
void complete(const Walk& walk, ServerAccess& server, const UsualPorts& usual_ports,
              const std::filesystem::path& folder) {
    if (server.port == 0) server.port = usual_ports.at(static_cast<std::size_t>(server.security));
    for (auto* file : {&server.password_file, &server.ca_file, &server.client_certificate, &server.client_key,
                       &server.client_key_password_file})
        if (!file->empty()) *file = folder / *file;
    if (server.security == Security::none && !server.user.empty() && !mail::is_loopback(server.host))
        walk.mistake("would send its password in clear",
                     "security none is for a server on this machine; write tls or starttls");
    if (!server.token_command.empty() && !server.password_file.empty())
        walk.mistake("has both token_command and password_file", "the login is by one of them");
    if (server.client_certificate.empty() != server.client_key.empty())
        walk.mistake("has a client certificate without its key, or a key without certificate",
                     "client_certificate and client_key go together, both PEM files");
}

void check_folders(const Walk& walk, MailboxSettings& mailbox) {
    if (mailbox.folders.empty()) mailbox.folders = {"INBOX"};
    if ((mailbox.after == AfterTaking::move) == mailbox.move_to.empty())
        walk.mistake("after \"move\" and move_to go together", "move_to is the folder messages are moved to");
    if (std::ranges::find(mailbox.folders, mailbox.move_to) != mailbox.folders.end())
        walk.mistake("would move messages to a folder it reads", "move_to must not be one of folders");
}

void check_server(const Walk& walk, MailboxSettings& mailbox, const std::filesystem::path& folder) {
    const bool is_imap = mailbox.kind == Kind::imap;
    if (mailbox.server.host.empty())
        walk.mistake("has no host", fmt::format("add \"host\", the name of the {} server", is_imap ? "IMAP" : "POP3"));
    complete(walk, mailbox.server, is_imap ? imap_ports : pop3_ports, folder);
    if (is_imap) return check_folders(walk, mailbox);
    if (!mailbox.server.token_command.empty())
        walk.mistake("token_command is for IMAP and SMTP", "use kind \"imap\", which these providers offer as well");
}

bool is_socket_path(std::string_view listen) { return listen.starts_with('/') || listen.starts_with('.'); }

/// "127.0.0.1:2424"
void read_loopback(const Walk& walk, LmtpSettings& lmtp) {
    const auto colon = lmtp.listen.rfind(':');
    const auto host = std::string_view(lmtp.listen).substr(0, std::min(colon, lmtp.listen.size()));
    const auto* const end = lmtp.listen.data() + lmtp.listen.size();
    int port = 0;
    const auto* const digits = colon == std::string::npos ? end : lmtp.listen.data() + colon + 1;
    const bool is_number = std::from_chars(digits, end, port).ptr == end;
    if (!is_number || port < 1 || port > 65535)
        walk.mistake("is neither the path of a socket nor an address with a port",
                     "for example \"/run/rexflow/lmtp.sock\" or \"127.0.0.1:2424\"");
    else if (!mail::is_loopback(host))
        walk.mistake(
            "can be reached from other machines",
            "LMTP has no login: listen on a unix socket or 127.0.0.1, and let the mail server here deliver to it");
}

}  // namespace

std::string MailboxSettings::source() const {
    for (const auto& [spelling, meaning] : mailbox_kinds)
        if (meaning == kind) return fmt::format("{}:{}", spelling, name);
    return name;
}

void read_mailbox(const Walk& walk, Settings& settings, const std::filesystem::path& folder) {
    MailboxSettings mailbox;
    auto readers = server_readers(mailbox.server);
    readers["name"] = [&](const Walk& at) { at.read(mailbox.name); };
    readers["kind"] = [&](const Walk& at) { at.read(mailbox.kind, mailbox_kinds); };
    readers["path"] = [&](const Walk& at) { at.read(mailbox.path); };
    readers["folders"] = [&](const Walk& at) {
        at.each([&](const Walk& one) { one.read(mailbox.folders.emplace_back()); });
    };
    readers["move_to"] = [&](const Walk& at) { at.read(mailbox.move_to); };
    readers["after"] = [&](const Walk& at) { at.read(mailbox.after, after_takings); };
    readers["every_seconds"] = [&](const Walk& at) { at.read(mailbox.every, 1, longest_wait); };
    readers["tell_after_failures"] = [&](const Walk& at) { at.read(mailbox.tell_after_failures, 1, most_failures); };
    walk.object(readers);
    if (mailbox.name.empty())
        walk.mistake("has no name", "add \"name\": it tells its messages from another's for ever");
    if (mailbox.kind != Kind::imap && (mailbox.after == AfterTaking::move || !mailbox.folders.empty()))
        walk.mistake("has folders to read or to move to", "only kind \"imap\" has folders");
    if (mailbox.kind == Kind::maildir) {
        if (mailbox.path.empty()) walk.mistake("has no path", "add \"path\", the folder of the Maildir");
        mailbox.path = folder / mailbox.path;
    } else {
        check_server(walk, mailbox, folder);
    }
    settings.mailboxes.push_back(std::move(mailbox));
}

void read_outgoing(const Walk& walk, Settings& settings, const std::filesystem::path& folder) {
    auto& outgoing = settings.outgoing;
    auto readers = server_readers(outgoing.server);
    readers["kind"] = [&](const Walk& at) { at.read(outgoing.kind, outgoing_kinds); };
    readers["path"] = [&](const Walk& at) { at.read(outgoing.path); };
    readers["subaddressing"] = [&](const Walk& at) { at.read(settings.house.subaddressing); };
    walk.object(readers);
    if (outgoing.kind != OutgoingSettings::Kind::smtp) return;
    if (outgoing.server.host.empty()) walk.mistake("has no host", "add \"host\", the name of the SMTP server");
    complete(walk, outgoing.server, smtp_ports, folder);
}

void read_lmtp(const Walk& walk, Settings& settings, const std::filesystem::path& folder) {
    auto& lmtp = settings.lmtp.emplace();
    walk.object({{"listen",
                  [&](const Walk& at) {
                      at.read(lmtp.listen);
                      if (is_socket_path(lmtp.listen))
                          lmtp.listen = std::filesystem::absolute(folder / lmtp.listen).lexically_normal().string();
                      else
                          read_loopback(at, lmtp);
                  }},
                 {"recipients",
                  [&](const Walk& at) { at.each([&](const Walk& one) { one.read(lmtp.recipients.emplace_back()); }); }},
                 {"longest_message_mb", [&](const Walk& at) { at.read(lmtp.longest_message_mb, 1, 1024); }}});
    if (lmtp.listen.empty())
        walk.mistake("has no listen", "add \"listen\": the path of a socket, or 127.0.0.1 with a port");
}

}  // namespace rexflow::app
