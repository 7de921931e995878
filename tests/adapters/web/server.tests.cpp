#include "adapters/web/server.hpp"
#include "tests/adapters/web/browser.hpp"
#include "tests/support/sqlite_data.hpp"

#include <Poco/Net/StreamSocket.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <chrono>
#include <list>
#include <stdexcept>
#include <thread>

/// What the server does before a page is asked.
namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;

web::ServerSettings loopback() {
    web::ServerSettings settings;
    settings.listen = "127.0.0.1:0";
    settings.threads = 8;
    return settings;
}

web::Response echo(const web::Request& request) {
    if (request.path == "/throw") throw std::runtime_error("a secret");
    return {200, "text/plain", request.method + " " + request.path + " " + request.body, {}};
}

class EchoServer {
public:
    explicit EchoServer(const web::ServerSettings& settings = loopback())
        : server_(value_of(web::Server::start(settings, echo))) {}
    [[nodiscard]] int port() const { return server_->port(); }
    [[nodiscard]] Browser browser() const { return Browser(server_->port()); }

private:
    std::unique_ptr<web::Server> server_;
};

std::string status_line(const std::string& answer) { return answer.substr(0, answer.find('\r')); }

const std::string end_of_header = "\r\n\r\n";

/// Loopback is a whole network: this client is 127.0.0.2. @return what the server answers until it ends the connection
std::string from_another_address(int port, const std::string& bytes) {
    const auto at = [](const char* host, int number) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(number));
        inet_pton(AF_INET, host, &address.sin_addr);
        return address;
    };
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto from = at("127.0.0.2", 0);
    const auto to = at("127.0.0.1", port);
    std::string received;
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0 &&
        ::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 &&
        ::send(socket, bytes.data(), bytes.size(), 0) > 0) {
        char block[4096];
        for (ssize_t count = 0; (count = ::recv(socket, block, sizeof block, 0)) > 0;)
            received.append(block, static_cast<std::size_t>(count));
    }
    ::close(socket);
    return received;
}

}  // namespace

TEST_CASE("a request arrives as a value: method, path without query, body", "[web]") {
    const EchoServer server;
    CHECK(server.browser().post("/here?x=1", "a=b").body == "POST /here a=b");
    CHECK(server.browser()
              .raw("POST /c HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "3\r\na=b\r\n0\r\n\r\n")
              .ends_with("POST /c a=b"));
}

TEST_CASE("a handler that fails is a 500 without a word of why, and the next request is answered", "[web]") {
    const EchoServer server;
    const auto failed = server.browser().get("/throw");
    CHECK(failed.status == 500);
    CHECK_FALSE(failed.shows("secret"));
    CHECK(server.browser().get("/fine").status == 200);
}

TEST_CASE("what is too large is refused before anything looks at it", "[web]") {
    const EchoServer server;
    CHECK(server.browser().post("/", std::string(16 * 1024, 'x')).status == 200);
    CHECK(server.browser().post("/", std::string(16 * 1024 + 1, 'x')).status == 413);
    CHECK(
        server.browser().get("/", {{"X-Large", std::string(8000, 'x')}, {"X-Larger", std::string(8000, 'x')}}).status ==
        200);
    CHECK(server.browser()
              .get("/", {{"X-A", std::string(8000, 'x')},
                         {"X-B", std::string(8000, 'x')},
                         {"X-C", "some more bytes"},
                         {"X-D", std::string(800, 'x')}})
              .status == 431);
    Browser::Fields many;
    for (int i = 0; i < 70; ++i) many.emplace_back("X-" + std::to_string(i), "1");
    CHECK(server.browser().get("/", many).status == 431);

    std::string chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 20; ++i) chunked += "400\r\n" + std::string(0x400, 'x') + "\r\n";
    CHECK(status_line(server.browser().raw(chunked + "0\r\n\r\n")).find("413") != std::string::npos);
    const auto endless = server.browser().raw("GET /" + std::string(100'000, 'a'));
    CHECK((endless.empty() || status_line(endless).find(" 4") != std::string::npos));
    CHECK(server.browser().get("/after").status == 200);
}

TEST_CASE("a request whose length is doubtful is refused and ends its connection", "[web]") {
    const EchoServer server;
    const auto both = server.browser().raw(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(status_line(both).find("400") != std::string::npos);
    CHECK(both.find("smuggled") == std::string::npos);
    const auto twice = server.browser().raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 3" +
                                            end_of_header + "abc");
    CHECK(status_line(twice).find("400") != std::string::npos);
    CHECK(status_line(server.browser().raw("POST / HTTP/1.1\r\nHost: x\r\nConnection: close" + end_of_header))
              .find("411") != std::string::npos);
    CHECK(status_line(server.browser().raw("nonsense" + end_of_header)).find(" 200 ") == std::string::npos);
    CHECK(server.browser().get("/after").status == 200);
}

TEST_CASE("clients that drip bytes are cut off, and the others do not wait for them", "[web]") {
    auto settings = loopback();
    settings.request_time = 3s;  // the honest client shares a busy machine
    settings.connections_of_a_client = 4;
    const EchoServer server(settings);
    std::list<Poco::Net::StreamSocket> slow;
    for (int i = 0; i < 30; ++i) {  // all find room in the queue
        slow.emplace_back(Poco::Net::SocketAddress("127.0.0.1", static_cast<Poco::UInt16>(server.port())));
        slow.back().sendBytes("GET / HT", 8);
    }

    const auto begun = std::chrono::steady_clock::now();
    const auto page =
        from_another_address(server.port(), "GET /fast HTTP/1.1\r\nHost: x\r\nConnection: close" + end_of_header);
    const auto waited = std::chrono::steady_clock::now() - begun;

    CHECK(page.ends_with("GET /fast "));
    CHECK(waited < 10s);
    for (auto& socket : slow) {
        socket.setReceiveTimeout(Poco::Timespan(20, 0));
        char byte = 0;
        int received = 0;
        try {
            received = socket.receiveBytes(&byte, 1);
        } catch (const Poco::Exception&) {  // ended the hard way
        }
        CHECK(received == 0);  // ended, not answered
    }
}

TEST_CASE("dripping a byte now and then buys no more time", "[web]") {
    auto settings = loopback();
    settings.request_time = 1s;
    const EchoServer server(settings);
    Poco::Net::StreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", static_cast<Poco::UInt16>(server.port())));
    const auto begun = std::chrono::steady_clock::now();
    bool is_ended = false;
    while (!is_ended && std::chrono::steady_clock::now() - begun < 20s) try {
            socket.sendBytes("G", 1);
            // Readable without anything being sent to us: the other side has ended it.
            is_ended = socket.poll(Poco::Timespan(0, 100'000), Poco::Net::Socket::SELECT_READ);
        } catch (const Poco::Exception&) {
            is_ended = true;
        }

    CHECK(is_ended);
    CHECK(std::chrono::steady_clock::now() - begun < 5s);
}

TEST_CASE("a server that stops ends the connections that wait, at once", "[web]") {
    auto server = std::make_unique<EchoServer>();
    Poco::Net::StreamSocket idle(Poco::Net::SocketAddress("127.0.0.1", static_cast<Poco::UInt16>(server->port())));
    CHECK(server->browser().get("/").status == 200);

    const auto begun = std::chrono::steady_clock::now();
    server.reset();

    CHECK(std::chrono::steady_clock::now() - begun < 4s);
}

TEST_CASE("a port that is taken, and nonsense, are explained", "[web]") {
    const EchoServer server;
    for (const auto& listen : {"127.0.0.1:" + std::to_string(server.port()), std::string("nonsense:port")}) {
        auto settings = loopback();
        settings.listen = listen;
        const auto failed = web::Server::start(settings, echo);
        REQUIRE_FALSE(failed);
        CHECK(failed.error().code == engine::Error::Code::configuration);
        CHECK(failed.error().hint.find("127.0.0.1:8080") != std::string::npos);
    }
}

TEST_CASE("who has a session may send long texts and files to the pages that take them, and nowhere else",
          "[web][server]") {
    auto settings = loopback();
    settings.long_below = {"/dossiers/", "/annuaire/import"};
    const EchoServer server(settings);
    const std::string text(200 * 1024, 'x');
    const Browser::Fields session{{"Cookie", "rexflow=1"}};

    CHECK(server.browser().post("/dossiers/REX-2026-0001/faire/note_added", text, session).status == 200);
    CHECK(server.browser().post("/dossiers/REX-2026-0001/faire/note_added", text).status == 413);
    CHECK(server.browser().post("/annuaire/import", text, session).status == 200);
    CHECK(server.browser().post("/connexion", text, session).status == 413);
    CHECK(server.browser().post("/dossiers/x", std::string(settings.most_long_body + 1, 'x'), session).status == 413);
}

}  // namespace rexflow::testing
