#include "adapters/mail/lmtp_dialogue.hpp"
#include "adapters/mail/lmtp_server.hpp"
#include "tests/adapters/mail/mail_support.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <array>
#include <future>
#include <mutex>

using namespace std::chrono_literals;
using rexflow::engine::Err;
using rexflow::engine::Error;
using rexflow::engine::Result;
using rexflow::mail::DotReader;
using rexflow::mail::LmtpDialogue;
using rexflow::mail::LmtpRules;
using rexflow::mail::LmtpServer;
using rexflow::mail::LmtpServerSettings;
using rexflow::testing::ScratchFolder;

namespace {

/// A store that takes everything, or nothing.
struct Store {
    LmtpDialogue::Take take() {
        return [this](std::string raw) -> Result<void> {
            if (in_trouble) return Err(Error::Code::store_trouble, "full");
            taken.push_back(std::move(raw));
            return {};
        };
    }
    bool in_trouble = false;
    std::vector<std::string> taken;
};

const std::string hello = "LHLO mail.cpts.example\r\n";
const std::string envelope = "MAIL FROM:<lea@idel.example>\r\nRCPT TO:<cellule@cpts.example>\r\n";

/// The replies but their words: "250 2.1.0".
std::vector<std::string> codes(const std::string& replies) {
    std::vector<std::string> result;
    for (std::size_t at = 0; at < replies.size();) {
        const auto end = replies.find("\r\n", at);
        const auto line = replies.substr(at, end - at);
        const bool is_enhanced = line.size() > 8 && line[5] == '.' && line[7] == '.';
        if (line.substr(3, 1) == " ") result.push_back(line.substr(0, is_enhanced ? 9 : 3));
        at = end + 2;
    }
    return result;
}

using Codes = std::vector<std::string>;

std::string undotted(const std::string& bytes, std::size_t piece) {
    DotReader dots;
    std::string text;
    for (std::size_t at = 0; at < bytes.size() && !dots.at_end(); at += piece)
        dots.read(std::string_view(bytes).substr(at, piece), text);
    return text + (dots.at_end() ? "" : "[no end]");
}

}  // namespace

TEST_CASE("dot-stuffing is undone however the bytes arrive, and only CRLF dot CRLF is the end", "[lmtp]") {
    for (const std::size_t piece : {1UL, 2UL, 3UL, 1000UL}) {
        CHECK(undotted("a\r\n..b\r\n...\r\n.\r\n", piece) == "a\r\n.b\r\n..\r\n");
        CHECK(undotted(".\r\n", piece).empty());
        CHECK(undotted("a\n.\nb\n.\r\nc\r.\r\nd\r\n.\r\n", piece) == "a\n.\nb\n.\r\nc\r.\r\nd\r\n");
        CHECK(undotted("a\r\n.\rb\r\n.\n\r\n.\r\n", piece) == "a\r\n\rb\r\n\n\r\n");
        CHECK(undotted("\r\r\n.\r\n", piece) == "\r\r\n");
        CHECK(undotted("a\r\n.", piece) == "a\r\n[no end]");
    }
}

TEST_CASE("a mail is answered once it is durable, with its envelope before its own fields", "[lmtp]") {
    Store store;
    LmtpDialogue dialogue({}, store.take());

    CHECK(LmtpDialogue::greeting().starts_with("220 "));
    CHECK(dialogue.hear(hello) ==
          "250-RexFlow\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE "
          "52428800\r\n");
    CHECK(codes(dialogue.hear("MAIL FROM:<lea@idel.example> SIZE=40 BODY=8BITMIME SMTPUTF8\r\n")) ==
          Codes{"250 2.1.0"});
    CHECK(codes(dialogue.hear("rcpt to:<cellule+tok.en@cpts.example>\r\n")) == Codes{"250 2.1.5"});
    CHECK(codes(dialogue.hear("DATA\r\n")) == Codes{"354"});
    CHECK(dialogue.hear("Subject: une chute\r\n\r\n..Bonjour").empty());
    CHECK(store.taken.empty());
    CHECK(codes(dialogue.hear("\r\n.\r\n")) == Codes{"250 2.0.0"});

    CHECK(store.taken ==
          std::vector<std::string>{"Return-Path: <lea@idel.example>\r\nDelivered-To: "
                                   "cellule+tok.en@cpts.example\r\nSubject: une chute\r\n\r\n.Bonjour\r\n"});
    CHECK(codes(dialogue.hear("QUIT\r\n")) == Codes{"221 2.0.0"});
    CHECK(dialogue.is_over());
}

TEST_CASE("everything may arrive at once, or byte by byte", "[lmtp]") {
    const auto all =
        hello + envelope + "DATA\r\na\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<x@y.example>\r\nDATA\r\nb\r\n.\r\nQUIT\r\n";
    const Codes expected{"250",       "250 2.1.0", "250 2.1.5", "354",       "250 2.0.0",
                         "250 2.1.0", "250 2.1.5", "354",       "250 2.0.0", "221 2.0.0"};
    for (const std::size_t piece : {1UL, 7UL, 10'000UL}) {
        Store store;
        LmtpDialogue dialogue({}, store.take());
        std::string replies;
        for (std::size_t at = 0; at < all.size(); at += piece) replies += dialogue.hear(all.substr(at, piece));
        CHECK(codes(replies) == expected);
        REQUIRE(store.taken.size() == 2);
        CHECK(store.taken[1] == "Return-Path: <>\r\nDelivered-To: x@y.example\r\nb\r\n");
    }
}

TEST_CASE("each recipient gets an answer, and the mail is taken once", "[lmtp]") {
    Store store;
    LmtpDialogue dialogue({1000, 100, {"cellule@cpts.example", "@rex.example"}}, store.take());
    static_cast<void>(dialogue.hear(hello));

    CHECK(codes(dialogue.hear("MAIL FROM:<lea@idel.example>\r\nRCPT TO:<cellule@cpts.example>\r\n"
                              "RCPT TO:<autre@cpts.example>\r\nRCPT TO:<Cellule+abc@CPTS.example>\r\n"
                              "RCPT TO:<n.importe@rex.example>\r\nRCPT TO:<x@not-rex.example>\r\nDATA\r\n")) ==
          Codes{"250 2.1.0", "250 2.1.5", "550 5.1.1", "250 2.1.5", "250 2.1.5", "550 5.1.1", "354"});
    CHECK(codes(dialogue.hear("a\r\n.\r\n")) == Codes{"250 2.0.0", "250 2.0.0", "250 2.0.0"});
    CHECK(store.taken.size() == 1);
}

TEST_CASE("while the store is in trouble each recipient is told to try again, whatever the trouble is", "[lmtp]") {
    Store store;
    store.in_trouble = true;
    LmtpDialogue dialogue({}, store.take());
    const auto two = hello + envelope + "RCPT TO:<deux@cpts.example>\r\nDATA\r\na\r\n.\r\n";
    CHECK(codes(dialogue.hear(two)).back() == "451 4.3.0");
    CHECK(codes(dialogue.hear("NOOP\r\n")) == Codes{"250 2.0.0"});
    store.in_trouble = false;
    CHECK(codes(dialogue.hear(envelope + "DATA\r\na\r\n.\r\n")).back() == "250 2.0.0");

    LmtpDialogue unexpected({}, [](std::string) -> Result<void> { throw std::bad_alloc(); });
    CHECK(codes(unexpected.hear(two)) ==
          Codes{"250", "250 2.1.0", "250 2.1.5", "250 2.1.5", "354", "451 4.3.0", "451 4.3.0"});
}

TEST_CASE("a mail that is too long is refused for good, before or after it came, and is not kept", "[lmtp]") {
    Store store;
    LmtpDialogue dialogue({1000, 100, {}}, store.take());
    static_cast<void>(dialogue.hear(hello));

    CHECK(codes(dialogue.hear("MAIL FROM:<a@b.example> SIZE=1001\r\n")) == Codes{"552 5.3.4"});
    static_cast<void>(dialogue.hear(envelope + "DATA\r\n"));
    for (int i = 0; i < 100; ++i) CHECK(dialogue.hear(std::string(50, 'x')).empty());
    CHECK(codes(dialogue.hear("\r\n.\r\n")) == Codes{"552 5.3.4"});
    CHECK(store.taken.empty());
    CHECK(codes(dialogue.hear(envelope + "DATA\r\nshort\r\n.\r\n")).back() == "250 2.0.0");
}

TEST_CASE("commands out of order, unknown or malformed are refused, and RSET begins again", "[lmtp]") {
    Store store;
    LmtpDialogue dialogue({1000, 1, {}}, store.take());
    const auto reply = [&](const std::string& line) { return codes(dialogue.hear(line + "\r\n")).at(0); };

    CHECK(reply("MAIL FROM:<a@b.example>") == "503 5.5.1");
    CHECK(reply("EHLO x") == "500 5.5.1");
    CHECK(reply("LHLO") == "501 5.5.4");
    CHECK(reply("LHLO x") == "250");
    CHECK(reply("RCPT TO:<a@b.example>") == "503 5.5.1");
    CHECK(reply("DATA") == "503 5.5.1");
    CHECK(reply("MAIL FROM: lea") == "501 5.1.7");
    CHECK(reply("MAIL FROM:<a@b.example> FOO=1") == "555 5.5.4");
    CHECK(reply("MAIL FROM:<a\x01@b.example>") == "501 5.1.7");
    CHECK(reply("MAIL FROM:<a@b.example>") == "250 2.1.0");
    CHECK(reply("MAIL FROM:<a@b.example>") == "503 5.5.1");
    CHECK(reply("RCPT TO:<>") == "501 5.1.3");
    CHECK(reply("RCPT TO:<a@b.example>") == "250 2.1.5");
    CHECK(reply("RCPT TO:<c@b.example>") == "452 4.5.3");
    CHECK(reply("RSET") == "250 2.0.0");
    CHECK(reply("DATA") == "503 5.5.1");
    CHECK(reply("VRFY lea") == "252 2.0.0");
    CHECK(reply("HELP") == "500 5.5.2");
}

TEST_CASE("who says nonsense for ever, or a command without end, is sent away", "[lmtp]") {
    Store store;
    LmtpDialogue nonsense({}, store.take());
    std::string replies;
    for (int i = 0; i < 100 && !nonsense.is_over(); ++i) replies = nonsense.hear("GET / HTTP/1.1\r\n");
    CHECK(codes(replies) == Codes{"421 4.7.0"});

    LmtpDialogue endless({}, store.take());
    for (int i = 0; i < 100 && !endless.is_over(); ++i) replies = endless.hear(std::string(100, 'x'));
    CHECK(codes(replies) == Codes{"500 5.5.2"});
}

namespace {

/// A mail server that speaks to ours.
class Client {
public:
    explicit Client(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~Client() { ::close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    [[nodiscard]] bool is_connected() const { return connected_; }
    void say(const std::string& text) const { ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL); }

    /// What comes until so many replies are there, or the end.
    std::string hear(std::size_t replies) {
        std::string text;
        while (codes(text).size() < replies) {
            pollfd watched{socket_, POLLIN, 0};
            std::array<char, 4096> buffer{};
            if (::poll(&watched, 1, 20'000) != 1) return text + "[silence]";
            const auto count = ::recv(socket_, buffer.data(), buffer.size(), 0);
            if (count <= 0) return text + "[end]";
            text.append(buffer.data(), static_cast<std::size_t>(count));
        }
        return text;
    }

private:
    int socket_;
    bool connected_ = false;
};

}  // namespace

TEST_CASE("a socket takes mail from several connections at once", "[lmtp]") {
    const ScratchFolder folder;
    const auto path = (folder.path() / "lmtp.sock").string();
    std::mutex mutex;
    std::vector<std::string> taken;
    const auto server = LmtpServer::start({path, {}}, [&](std::string raw) -> Result<void> {
        const std::lock_guard lock(mutex);
        taken.push_back(std::move(raw));
        return {};
    });
    REQUIRE(server.has_value());

    Client first(path);
    Client second(path);
    REQUIRE(first.is_connected());
    CHECK(codes(first.hear(1)) == Codes{"220"});
    CHECK(codes(second.hear(1)) == Codes{"220"});
    second.say(hello + envelope + "DATA\r\nb\r\n.\r\nQUIT\r\n");
    CHECK(codes(second.hear(6)).back() == "221 2.0.0");
    CHECK(second.hear(1) == "[end]");
    first.say(hello + envelope + "DATA\r\na\r\n.\r\n");
    CHECK(codes(first.hear(5)).back() == "250 2.0.0");
    CHECK(taken.size() == 2);
}

TEST_CASE("a server that stops answers for what it stores and takes nothing half", "[lmtp]") {
    const ScratchFolder folder;
    const auto path = (folder.path() / "lmtp.sock").string();
    std::promise<void> is_storing;
    std::promise<void> may_go_on;
    int taken = 0;
    auto server = LmtpServer::start({path, {}}, [&](std::string) -> Result<void> {
        is_storing.set_value();
        may_go_on.get_future().wait();
        ++taken;
        return {};
    });
    REQUIRE(server.has_value());
    Client storing(path);
    Client half(path);
    Client idle(path);
    for (auto* client : {&storing, &half, &idle}) CHECK(codes(client->hear(1)) == Codes{"220"});
    half.say(hello + envelope + "DATA\r\nhalf of");
    CHECK(codes(half.hear(4)).back() == "354");
    storing.say(hello + envelope + "DATA\r\nwhole\r\n.\r\n");
    is_storing.get_future().wait();

    auto stopped = std::async(std::launch::async, [&] { server->reset(); });
    CHECK(codes(idle.hear(1)) == Codes{"421 4.3.2"});
    CHECK(codes(half.hear(1)) == Codes{"421 4.3.2"});
    may_go_on.set_value();
    CHECK(codes(storing.hear(5)).at(4) == "250 2.0.0");
    CHECK(stopped.wait_for(9s) == std::future_status::ready);
    CHECK(taken == 1);
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("who says nothing is sent away", "[lmtp]") {
    const ScratchFolder folder;
    const auto path = (folder.path() / "lmtp.sock").string();
    Store store;
    const auto server = LmtpServer::start({path, {}, 16, 50ms}, store.take());
    Client silent(path);

    CHECK(codes(silent.hear(2)) == Codes{"220", "421 4.4.2"});
}

TEST_CASE("a socket nobody listens on any more is replaced, one in use is not", "[lmtp]") {
    const ScratchFolder folder;
    const auto path = (folder.path() / "lmtp.sock").string();
    {
        const int left_over = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(::bind(left_over, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        ::close(left_over);
    }
    Store store;
    const auto first = LmtpServer::start({path, {}}, store.take());
    REQUIRE(first.has_value());

    const auto second = LmtpServer::start({path, {}}, store.take());

    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == Error::Code::configuration);
    CHECK(Client(path).is_connected());
}

TEST_CASE("LMTP is not offered to other machines", "[lmtp]") {
    Store store;
    for (const auto* listen : {"0.0.0.0:2424", "192.0.2.1:2424", "mail.cpts.example:24", "[::]:24"}) {
        INFO(listen);
        const auto server = LmtpServer::start({listen, {}}, store.take());
        REQUIRE_FALSE(server.has_value());
        CHECK(server.error().message == "LMTP would be reachable from other machines");
    }
}
