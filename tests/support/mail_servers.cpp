#include "tests/support/mail_servers.hpp"

#include "tests/support/mail_server_settings.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace rexflow::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Dovecot looks for its parts where it was built for: it has to be installed.
constexpr const char* dovecot_program = "/usr/sbin/dovecot";
constexpr const char* dovecot_imap_program = "/usr/lib/dovecot/imap";
/// Runs a shell line; a daemon it leaves behind holds none of our files open.
int run(const std::string& line, const fs::path& log) {
    return std::system(fmt::format("( {} ) >>'{}' 2>&1 </dev/null", line, log.string()).c_str());
}

void must_run(const std::string& line, const fs::path& log) {
    if (run(line, log) != 0) {
        throw std::runtime_error("mail servers: a command failed, see " + log.string());
    }
}

void write(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

std::uint16_t free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket, generic, size) != 0 || ::getsockname(socket, generic, &size) != 0) {
        throw std::runtime_error("mail servers: no free loopback port");
    }
    ::close(socket);
    return ntohs(address.sin_port);
}

bool answers(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(port);
    const bool connected = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(socket);
    return connected;
}

void wait_for(std::uint16_t port, const fs::path& log) {
    const auto until = std::chrono::steady_clock::now() + 20s;
    while (!answers(port)) {
        if (std::chrono::steady_clock::now() > until) {
            throw std::runtime_error("mail servers: no answer, see " + log.string());
        }
        std::this_thread::sleep_for(10ms);
    }
}

pid_t pid_in(const fs::path& file) {
    pid_t pid = 0;
    std::ifstream(file) >> pid;
    return pid;
}

/// A process that ended stays visible until its parent looks, which in a container may be never.
bool is_alive(pid_t pid) {
    std::ifstream file(fmt::format("/proc/{}/stat", pid));
    std::string stat;
    std::getline(file, stat);
    const auto state = stat.rfind(") ");
    return state != std::string::npos && stat.substr(state + 2, 1) != "Z";
}

/// Asks a daemon to end its children and itself, then makes sure of it.
void stop(pid_t pid) {
    if (pid <= 1 || ::kill(pid, SIGTERM) != 0) {
        return;
    }
    const auto until = std::chrono::steady_clock::now() + 5s;
    while (is_alive(pid) && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(10ms);
    }
    ::kill(pid, SIGKILL);
}

fs::path postfix_program() { return postfix_root() + "/usr/lib/postfix/sbin/master"; }

}  // namespace

std::string MailServers::why_not(Parts parts) {
    if (!fs::exists(dovecot_program) || !fs::exists(dovecot_imap_program)) {
        return "Dovecot is not installed (dovecot-imapd, dovecot-pop3d)";
    }
    if (parts == Parts::dovecot) {
        return {};
    }
    if (::geteuid() != 0) {
        return "Postfix only starts as root";
    }
    return fs::exists(postfix_program()) ? "" : "Postfix is neither installed nor unpacked (REXFLOW_POSTFIX_ROOT)";
}

MailServers::MailServers(Parts parts, Demand demand) {
    std::string folder = (fs::temp_directory_path() / "rexflow-mail-").string() + std::string(6, 'X');
    if (::mkdtemp(folder.data()) == nullptr) {
        throw std::runtime_error("mail servers: no temporary folder");
    }
    folder_ = folder;
    ::chmod(folder.c_str(), 0755);
    make_certificates();
    start_dovecot(demand);
    if (parts == Parts::dovecot_and_postfix) {
        start_postfix();
    }
}

MailServers::~MailServers() {
    if (has_postfix_) {
        stop(pid_in(folder_ / "queue" / "pid" / "master.pid"));
    }
    stop(pid_in(folder_ / "run" / "master.pid"));
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::string MailServers::ca_file() const { return (folder_ / "ca.crt").string(); }
std::string MailServers::other_ca_file() const { return (folder_ / "other.crt").string(); }
fs::path MailServers::maildir(const std::string& address) const { return folder_ / "mail" / address; }

std::vector<std::string> MailServers::token_command(const std::string& address, int seconds) const {
    return {(folder_ / "token").string(), address, std::to_string(seconds)};
}

void MailServers::change_password(const std::string& new_password) const {
    write(folder_ / "users.new", fmt::format("{0}:{{PLAIN}}{2}\n{1}:{{PLAIN}}{2}\n", cell, lea, new_password));
    fs::rename(folder_ / "users.new", folder_ / "users");
}

void MailServers::renumber(const std::string& address) const {
    std::vector<fs::path> outdated;
    for (const auto& entry : fs::recursive_directory_iterator(maildir(address))) {
        const auto name = entry.path().filename().string();
        if (name == "dovecot-uidlist" || name.starts_with("dovecot.index")) outdated.push_back(entry.path());
    }
    for (const auto& path : outdated) fs::remove(path);
}

void MailServers::deliver(const std::string& address, const std::string& file_name, const std::string& bytes) const {
    const auto account = mail_account();
    for (const auto* part : {"", "new", "cur", "tmp"}) {
        const auto path = maildir(address) / part;
        fs::create_directories(path);
        if (::chown(path.c_str(), account.uid, account.gid) != 0) throw std::runtime_error("mail servers: chown");
    }
    const auto path = maildir(address) / "new" / file_name;
    write(path, bytes);
    if (::chown(path.c_str(), account.uid, account.gid) != 0) throw std::runtime_error("mail servers: chown");
}

std::vector<std::string> MailServers::delivered(const std::string& address, std::size_t count) const {
    const auto folder = maildir(address) / "new";
    const auto until = std::chrono::steady_clock::now() + 20s;
    std::vector<fs::path> files;
    while (files.size() < count && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(10ms);
        std::error_code not_yet_there;
        files.assign(fs::directory_iterator(folder, not_yet_there), fs::directory_iterator());
    }
    std::vector<std::string> messages;
    for (const auto& path : files) {
        std::ifstream file(path, std::ios::binary);
        messages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return messages;
}

void MailServers::make_certificates() const {
    const auto log = folder_ / "openssl.log";
    const auto authority = [&](const char* name) {
        must_run(fmt::format("cd '{0}' && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
                             "-subj '/CN=RexFlow test {1}' -keyout {1}.key -out {1}.crt",
                             folder_.string(), name),
                 log);
    };
    authority("ca");
    authority("other");
    write(folder_ / "names", "subjectAltName=DNS:localhost\n");
    must_run(fmt::format("cd '{}' && openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                         "-subj /CN=localhost -keyout server.key -out server.csr && openssl x509 -req -in server.csr "
                         "-CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.crt",
                         folder_.string()),
             log);
    must_run(fmt::format("cd '{0}' && openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                         "-subj '/CN=rexflow client' -keyout client.key -out client.csr && openssl x509 -req -in "
                         "client.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out client.crt && openssl pkcs8 "
                         "-topk8 -in client.key -passout 'pass:{1}' -out client-locked.key",
                         folder_.string(), key_password),
             log);
}

void MailServers::start_dovecot(Demand demand) {
    pop3_port_ = free_port();
    pop3s_port_ = free_port();
    imap_port_ = free_port();
    imaps_port_ = free_port();
    const auto account = mail_account();
    fs::create_directories(folder_ / "mail");
    if (::chown((folder_ / "mail").c_str(), account.uid, account.gid) != 0) {
        throw std::runtime_error("mail servers: chown");
    }
    change_password(password);
    const auto keys = folder_ / "token-keys" / "default" / "HS256";
    fs::create_directories(keys);
    must_run(fmt::format("printf '%s' '{}' | openssl base64 -A > '{}'", token_key, (keys / "default").string()),
             folder_ / "openssl.log");
    write(folder_ / "oauth2.conf", fmt::format(oauth2_settings, folder_.string()));
    write(folder_ / "token", fmt::format(token_script, token_key));
    ::chmod((folder_ / "token").c_str(), 0755);
    const DovecotPorts ports{pop3_port_, pop3s_port_, imap_port_, imaps_port_};
    const auto demanded = demand == Demand::client_certificate ? fmt::format(certificate_demand, folder_.string()) : "";
    write(folder_ / "dovecot.conf", dovecot_settings(folder_, ports) + demanded);
    must_run(fmt::format("{} -c '{}'", dovecot_program, (folder_ / "dovecot.conf").string()), folder_ / "start.log");
    wait_for(pop3_port_, folder_ / "dovecot.log");
    wait_for(imap_port_, folder_ / "dovecot.log");
}

void MailServers::start_postfix() {
    smtp_port_ = free_port();
    smtps_port_ = free_port();
    const auto* owner = ::getpwnam("daemon");
    for (const auto* part : {"incoming", "active", "deferred", "bounce", "corrupt", "defer", "flush", "hold", "private",
                             "saved", "trace", "maildrop", "public"}) {
        fs::create_directories(folder_ / "queue" / part);
        if (::chown((folder_ / "queue" / part).c_str(), owner->pw_uid, 0) != 0) {
            throw std::runtime_error("mail servers: chown");
        }
    }
    fs::create_directories(folder_ / "queue" / "pid");
    fs::create_directories(folder_ / "data");
    if (::chown((folder_ / "data").c_str(), owner->pw_uid, 0) != 0) {
        throw std::runtime_error("mail servers: chown");
    }
    fs::create_directories(folder_ / "postfix");
    write(folder_ / "postfix" / "main.cf", postfix_main(folder_));
    write(folder_ / "postfix" / "master.cf", postfix_services(smtp_port_, smtps_port_));
    has_postfix_ = true;
    must_run(fmt::format("LD_LIBRARY_PATH='{0}/usr/lib/postfix:{0}/usr/lib/x86_64-linux-gnu' '{1}' -c '{2}' -w",
                         postfix_root(), postfix_program().string(), (folder_ / "postfix").string()),
             folder_ / "start.log");
    wait_for(smtp_port_, folder_ / "postfix.log");
}

}  // namespace rexflow::testing
