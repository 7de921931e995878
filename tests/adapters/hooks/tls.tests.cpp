#include "adapters/hooks/webhook_sender.hpp"
#include "tests/support/temporary_folder.hpp"

#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SecureServerSocket.h>
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <atomic>
#include <cstdlib>
#include <optional>

/// Deliveries over TLS: the certificate has to be known, and be that of the name.
namespace rexflow::testing {

namespace {

class Counting : public Poco::Net::HTTPRequestHandler {
public:
    explicit Counting(std::atomic<int>& count) : count_(count) {}
    void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
        request.stream().ignore(1'000'000);
        ++count_;
        response.setStatus(Poco::Net::HTTPResponse::HTTP_NO_CONTENT);
        response.send();
    }

private:
    std::atomic<int>& count_;
};

class CountingFactory : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit CountingFactory(std::atomic<int>& count) : count_(count) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override {
        return new Counting(count_);  // the library deletes it
    }

private:
    std::atomic<int>& count_;
};

/// A program that listens with a certificate for "localhost" nobody signed.
class SecureListener {
public:
    SecureListener() {
        const auto made = std::system(
            fmt::format(
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
                "-subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout {0}/key.pem -out {0}/cert.pem "
                "2> {0}/openssl.log",
                folder_.path().string())
                .c_str());
        REQUIRE(made == 0);
        const Poco::Net::Context::Ptr context =
            new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, (folder_.path() / "key.pem").string(),
                                   certificate(), "", Poco::Net::Context::VERIFY_NONE);
        const Poco::Net::SecureServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0), 4, context);
        port_ = socket.address().port();
        server_.emplace(new CountingFactory(count_), socket, new Poco::Net::HTTPServerParams);
        server_->start();
    }
    ~SecureListener() { server_->stopAll(true); }

    [[nodiscard]] std::string certificate() const { return (folder_.path() / "cert.pem").string(); }
    [[nodiscard]] int count() const { return count_; }

    engine::Result<int> deliver(const std::string& host, const std::string& ca_file) const {
        engine::WebhookTry attempt;
        attempt.to.url = fmt::format("https://{}:{}/hook", host, port_);
        attempt.to.secret = "secret";
        attempt.delivery.body = "{}";
        return hooks::make_webhook_sender({std::chrono::seconds(5), ca_file})->send(attempt);
    }

private:
    TemporaryFolder folder_;
    std::atomic<int> count_ = 0;
    int port_ = 0;
    std::optional<Poco::Net::HTTPServer> server_;
};

}  // namespace

TEST_CASE("a delivery goes to whom the certificate names, and to nobody else", "[webhook]") {
    const SecureListener listener;

    const auto known = listener.deliver("localhost", listener.certificate());
    REQUIRE(known);
    CHECK(*known == 204);
    CHECK(listener.count() == 1);

    const auto unknown = listener.deliver("localhost", "");
    REQUIRE(!unknown);
    CHECK(unknown.error().code == engine::Error::Code::authentication);
    const auto other_name = listener.deliver("127.0.0.1", listener.certificate());
    REQUIRE(!other_name);
    CHECK(other_name.error().code == engine::Error::Code::authentication);
    CHECK(listener.count() == 1);
}

}  // namespace rexflow::testing
