#include "tests/support/mail_builder.hpp"
#include "tests/system/cell.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <array>
#include <csignal>
#include <filesystem>

namespace rexflow::testing {
namespace {

/// Says all of it to Postfix, one line at a time, and gives the last answer.
std::string submit(std::uint16_t port, const std::vector<std::string>& lines) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    std::string answer;
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        std::array<char, 4096> buffer{};
        for (const auto& line : lines) {
            const auto count = ::recv(socket, buffer.data(), buffer.size(), 0);
            answer.assign(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(0, count)));
            const auto bytes = line + "\r\n";
            ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        }
    }
    ::close(socket);
    return answer;
}

nlohmann::json settings(const std::string& socket) {
    return {{"cpts", {{"name", "CPTS (exemple)"}, {"contact_address", "rapports@cpts.example"}}},
            {"mailboxes", nlohmann::json::array()},
            {"lmtp", {{"listen", socket}, {"recipients", {"rapports@cpts.example", "qualite@cpts.example"}}}}};
}

}  // namespace

TEST_CASE("a real Postfix keeps mail until we listen, and delivers it by LMTP, one case a mail", "[lmtp]") {
    if (const auto reason = MailServers::why_not(MailServers::Parts::dovecot_and_postfix); !reason.empty()) {
        WARN("skipped: " << reason);
        return;
    }
    const MailServers servers(MailServers::Parts::dovecot_and_postfix);
    const DataFolder data(DataFolder::Use::real);
    data.write_settings(settings(servers.lmtp_socket().string()));
    const auto mail = [](const std::string& id) {
        return Mail().from("Lea Exemple <" + std::string(MailServers::lea) + ">").id(id).text(".point\r\n").raw();
    };
    const auto stuffed = [&](const std::string& id) {
        auto text = mail(id);
        text.replace(text.find("\r\n.point"), 2, "\r\n.");
        return text + ".";
    };
    const std::vector<std::string> first{"EHLO idel.example",
                                         "MAIL FROM:<lea@cpts.example>",
                                         "RCPT TO:<rapports+abc@cpts.example>",
                                         "RCPT TO:<qualite@cpts.example>",
                                         "DATA",
                                         stuffed("one@cpts.example"),
                                         "QUIT"};
    CHECK(submit(servers.smtp_port(), first).starts_with("250 2.0.0"));

    Program serve(data.words({"serve"}));
    CHECK(becomes_true([&] { return data.json({"case", "list"}).size() == 1; }));
    for (const auto* id : {"two@cpts.example", "three@cpts.example"}) {
        auto next = first;
        next[5] = stuffed(id);
        CHECK(submit(servers.smtp_port(), next).starts_with("250 2.0.0"));
    }
    CHECK(becomes_true([&] { return data.json({"case", "list"}).size() == 3; }));

    serve.signal(SIGTERM);
    const auto ended = serve.end();
    INFO(ended.err);
    CHECK(ended.status == done);
    CHECK_FALSE(std::filesystem::exists(servers.lmtp_socket()));
    CHECK(data.json({"verify"})["troubles"].empty());
}

TEST_CASE("a mailbox where something is left behind is found at night", "[reconcile][health]") {
    const DataFolder data(DataFolder::Use::real);
    const auto huge = data.path() / "inbox" / "new" / "1";
    write_file(huge, Mail().raw());
    std::filesystem::resize_file(huge, 101UL * 1024 * 1024);  // longer than any mail that is taken
    const auto says = [&](const std::string& words) {
        return becomes_true([&] { return data.rexflow({"health"}).out.find(words) != std::string::npos; });
    };

    Program serve(data.words({"serve"}));

    CHECK(says("maildir:inbox: 1 mails in it were not accounted for last night (rexflow reconcile)"));
    CHECK(says("maildir:inbox: some messages cannot be taken"));
    serve.signal(SIGTERM);
    CHECK(serve.end().status == done);
}

}  // namespace rexflow::testing
