#include "adapters/app/bench.hpp"
#include "adapters/web/server.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <list>
#include <thread>

/// The pages over real sockets: `rexflow serve` in a process of its own, and clients that keep their connections.
namespace rexflow::app::bench {

namespace {

using namespace std::chrono_literals;

constexpr double milliseconds = 1e3;
constexpr int clients_at_once = 4;
constexpr int connections_for_rate = 8;
constexpr int streams = 500;

/// A connection of a browser.
class Client {
public:
    explicit Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int yes = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("the server does not answer");
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// @return the bytes of the page
    std::size_t get(const std::string& path, const std::string& token) {
        send(path, token);
        const auto head = receive_until(header_end());
        const auto mark = head.find("Content-Length: ");
        if (!head.starts_with("HTTP/1.1 200") || mark == std::string::npos)
            throw std::runtime_error("answered " + head.substr(0, head.find('\r')));
        std::size_t length = 0;
        std::from_chars(head.data() + mark + 16, head.data() + head.size(), length);
        while (buffer_.size() < length) receive();
        buffer_.erase(0, length);
        return length;
    }

    /// Asks for a stream, and waits for its greeting.
    void listen(const std::string& path, const std::string& token) {
        send(path, token);
        if (!receive_until(header_end()).starts_with("HTTP/1.1 200")) throw std::runtime_error("there is no stream");
    }

private:
    static std::string_view header_end() { return "\r\n\r\n"; }

    void send(const std::string& path, const std::string& token) const {
        const auto request =
            fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\nCookie: rexflow={}\r\n\r\n", path, token);
        if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
            throw std::runtime_error("the server ended a connection");
    }
    std::string receive_until(std::string_view mark) {
        std::size_t at = 0;
        while ((at = buffer_.find(mark)) == std::string::npos) receive();
        auto head = buffer_.substr(0, at + mark.size());
        buffer_.erase(0, at + mark.size());
        return head;
    }
    void receive() {
        std::array<char, 64 * 1024> block{};
        const auto count = ::recv(socket_, block.data(), block.size(), 0);
        if (count <= 0) throw std::runtime_error("the server ended a connection");
        buffer_.append(block.data(), static_cast<std::size_t>(count));
    }

    int socket_;
    std::string buffer_;
};

std::string token_of(int member) { return fmt::format("bench-{}", member % members_of_a_cell); }

/// The cell, filled once for all figures of a run, and its server.
struct Site {
    explicit Site(int size) {
        auto& installation = ground.installation();
        add_members(installation);
        fill_cell(installation, size > 0 ? size : cases_of_a_cell);
        case_page = "/dossiers/" + long_cases(installation, 1).front().number.text();
        for (int i = 0; i < members_of_a_cell; ++i) add_session(installation, address_of_member(i), token_of(i));
        ground.close();
        serving = std::make_unique<Serving>(ground.data(), "127.0.0.1:0");
        port = serving->wait_until_ready();
    }

    Ground ground;
    std::string case_page;
    std::unique_ptr<Serving> serving;
    int port = 0;
    std::optional<double> idle_mebibytes;
};

Site& site(int size) {
    static Site one(size);
    if (!one.idle_mebibytes) {
        std::this_thread::sleep_for(3s);
        one.idle_mebibytes = one.serving->resident_mebibytes();
    }
    return one;
}

/// The same server, answering with a page that is there already.
class FixedPage {
public:
    explicit FixedPage(std::size_t bytes)
        : server_(must(web::Server::start({.listen = "127.0.0.1:0", .trusted_proxies = {}},
                                          [page = std::string(bytes, 'x')](const web::Request&) {
                                              return web::Response{200, "text/html; charset=utf-8", page, {}};
                                          }))) {}
    [[nodiscard]] int port() const { return server_->port(); }

private:
    std::unique_ptr<web::Server> server_;
};

struct Load {
    std::vector<double> latencies;  ///< milliseconds
    double a_second = 0;
    std::size_t bytes = 0;  ///< of one page
    std::exception_ptr failure = nullptr;
};

/// One client, asking again as soon as it was answered.
void ask(Load& own, int port, const std::string& path, const std::string& token,
         std::chrono::steady_clock::time_point until) try {
    Client client(port);
    while (std::chrono::steady_clock::now() < until)
        own.latencies.push_back(seconds_of([&] { own.bytes = client.get(path, token); }) * milliseconds);
} catch (...) {
    own.failure = std::current_exception();
}

/// So many clients at once.
Load load(int port, const std::string& path, int clients, std::chrono::milliseconds lasting) {
    std::vector<Load> loads(static_cast<std::size_t>(clients));
    const auto until = std::chrono::steady_clock::now() + lasting;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < clients; ++i)
            threads.emplace_back([&, i] { ask(loads[static_cast<std::size_t>(i)], port, path, token_of(i), until); });
    }
    Load all;
    for (auto& one : loads) {
        if (one.failure) std::rethrow_exception(one.failure);
        all.bytes = one.bytes;
        all.latencies.insert(all.latencies.end(), one.latencies.begin(), one.latencies.end());
    }
    all.a_second = static_cast<double>(all.latencies.size()) / std::chrono::duration<double>(lasting).count();
    return all;
}

Figure latency(int port, const std::string& path) {
    static_cast<void>(load(port, path, clients_at_once, 1s));
    const auto ours = load(port, path, clients_at_once, 4s);
    const FixedPage fixed(ours.bytes);
    const auto limit = load(fixed.port(), path, clients_at_once, 2s);
    auto sorted = ours.latencies;
    std::ranges::sort(sorted);
    return {p99(ours.latencies), p99(limit.latencies), "ms (p99)",
            fmt::format("a fixed page of the same size, {} KiB; half of ours in {:.1f} ms, {} clients",
                        ours.bytes / 1024, sorted[sorted.size() / 2], clients_at_once)};
}

constexpr const char* list_page = "/dossiers?vue=tous";

}  // namespace

Figure web_today(int size) { return latency(site(size).port, "/"); }
Figure web_list(int size) { return latency(site(size).port, list_page); }
Figure web_case(int size) { return latency(site(size).port, site(size).case_page); }

Figure web_lists_a_second(int size) {
    const auto ours = load(site(size).port, list_page, connections_for_rate, 5s);
    const FixedPage fixed(ours.bytes);
    const auto limit = load(fixed.port(), list_page, connections_for_rate, 3s);
    return {ours.a_second, limit.a_second, "pages/s",
            fmt::format("a fixed page of the same size; {} clients on the same cores", connections_for_rate)};
}

namespace {

/// The same asked by wrk, a load generator of Debian's; none where it is not installed.
std::optional<double> by_wrk(int port) {
    const auto command = fmt::format("wrk -t2 -c{} -d5s -H 'Cookie: rexflow={}' 'http://127.0.0.1:{}{}' 2>/dev/null",
                                     connections_for_rate, token_of(0), port, list_page);
    const std::unique_ptr<FILE, int (*)(FILE*)> output(::popen(command.c_str(), "r"), ::pclose);
    std::string said;
    std::array<char, 512> block{};
    while (output && std::fgets(block.data(), block.size(), output.get()) != nullptr) said += block.data();
    constexpr std::string_view mark = "Requests/sec:";
    const auto at = said.find(mark);
    if (at == std::string::npos || said.find("Non-2xx") != std::string::npos) return std::nullopt;
    return std::stod(said.substr(at + mark.size()));
}

}  // namespace

Figure web_lists_by_wrk(int size) {
    auto& at = site(size);
    const auto bytes = load(at.port, list_page, 1, 200ms).bytes;
    const FixedPage fixed(bytes);
    const auto ours = by_wrk(at.port);
    const auto limit = by_wrk(fixed.port());
    if (!ours || !limit) return {0, 1, "pages/s", "wrk is not installed"};
    return {*ours, *limit, "pages/s",
            fmt::format("a fixed page of the same size; wrk, {} connections", connections_for_rate)};
}

namespace {

/// Pages that listen, ten of each member.
std::list<Client> listening(const Site& at) {
    std::list<Client> open;
    for (int i = 0; i < streams; ++i) open.emplace_back(at.port).listen("/direct", token_of(i));
    std::this_thread::sleep_for(3s);
    return open;
}

}  // namespace

Figure web_streams_memory(int size) {
    auto& at = site(size);
    static_cast<void>(load(at.port, list_page, connections_for_rate, 2s));
    const double before = at.serving->resident_mebibytes();
    const auto open = listening(at);
    constexpr double asked_for = 5;
    return {at.serving->resident_mebibytes() - before, asked_for, "MiB",
            fmt::format("what {} idle streams may cost", streams)};
}

Figure web_streams_latency(int size) {
    auto& at = site(size);
    const auto without = load(at.port, list_page, clients_at_once, 4s);
    const auto open = listening(at);
    const auto with = load(at.port, list_page, clients_at_once, 4s);
    return {p99(with.latencies), p99(without.latencies), "ms (p99)",
            fmt::format("the list without {} idle streams", streams)};
}

Figure web_idle(int size) {
    Ground empty(std::nullopt);
    empty.close();
    const Serving nothing(empty.data(), "127.0.0.1:0");
    nothing.wait_until_ready();
    std::this_thread::sleep_for(3s);
    return {*site(size).idle_mebibytes, nothing.resident_mebibytes(), "MiB",
            "the same without a case; before any login"};
}

}  // namespace rexflow::app::bench
