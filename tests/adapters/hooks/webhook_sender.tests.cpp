#include "adapters/hooks/webhook_sender.hpp"
#include "adapters/hooks/signature.hpp"
#include "adapters/web/server.hpp"

#include <catch2/catch.hpp>

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <thread>

/// Deliveries over a real connection.
namespace rexflow::testing {

namespace {

/// Somebody's program that listens.
class Listener {
public:
    explicit Listener(web::Response answer) : answer_(std::move(answer)) {
        web::ServerSettings settings;
        settings.listen = "127.0.0.1:0";
        auto started = web::Server::start(settings, [this](const web::Request& request) {
            const std::scoped_lock lock(mutex_);
            requests_.push_back(request);
            return answer_;
        });
        REQUIRE(started);
        server_ = std::move(*started);
    }
    [[nodiscard]] std::string address(const std::string& scheme = "http") const {
        return fmt::format("{}://127.0.0.1:{}/hook?a=b", scheme, server_->port());
    }
    std::vector<web::Request> requests() {
        const std::scoped_lock lock(mutex_);
        return requests_;
    }

private:
    std::mutex mutex_;
    web::Response answer_;
    std::vector<web::Request> requests_;
    std::unique_ptr<web::Server> server_;
};

engine::WebhookTry attempt(const std::string& url) {
    engine::WebhookTry attempt;
    attempt.to.url = url;
    attempt.to.secret = "secret";
    attempt.delivery.id = engine::WebhookDeliveryId{7};
    attempt.delivery.event = "call_logged";
    attempt.delivery.body = R"({"case":"REX-2025-0001"})";
    attempt.at = engine::Instant{std::chrono::seconds(1'741'000'000)};
    return attempt;
}

}  // namespace

TEST_CASE("a delivery arrives as it was queued, signed", "[webhook]") {
    Listener listener({200, "text/plain", "thanks", {}});
    const auto sender = hooks::make_webhook_sender({std::chrono::seconds(5), {}});

    const auto answer = sender->send(attempt(listener.address()));

    REQUIRE(answer);
    CHECK(*answer == 200);
    REQUIRE(listener.requests().size() == 1);
    const auto request = listener.requests().front();
    CHECK(request.method == "POST");
    CHECK(request.path == "/hook");
    CHECK(request.query == "a=b");
    CHECK(request.body == R"({"case":"REX-2025-0001"})");
    CHECK(request.field("content-type") == "application/json");
    CHECK(request.field("rexflow-event") == "call_logged");
    CHECK(request.field("rexflow-delivery") == "7");
    CHECK(request.field("rexflow-signature") ==
          hooks::signature("secret", engine::Instant{std::chrono::seconds(1'741'000'000)}, request.body));
}

TEST_CASE("a redirection is reported and not followed", "[webhook]") {
    Listener elsewhere({200, "text/plain", "", {}});
    Listener listener({307, "text/plain", "", {{"Location", elsewhere.address()}}});
    const auto sender = hooks::make_webhook_sender({std::chrono::seconds(5), {}});

    const auto answer = sender->send(attempt(listener.address()));

    REQUIRE(answer);
    CHECK(*answer == 307);
    CHECK(elsewhere.requests().empty());
}

TEST_CASE("a receiver that drips its answer is given up after the whole time, not after each byte", "[webhook]") {
    Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0));
    const std::jthread dripping([&socket](const std::stop_token& stop) {
        auto connection = socket.acceptConnection();
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any ended;
        try {
            while (!ended.wait_for(lock, stop, std::chrono::milliseconds(20), [&] { return stop.stop_requested(); }))
                connection.sendBytes("H", 1);
        } catch (const Poco::Exception&) {
            return;  // the sender is gone
        }
    });
    const auto sender = hooks::make_webhook_sender({std::chrono::seconds(1), {}});

    const auto began = std::chrono::steady_clock::now();
    CHECK(!sender->send(attempt(fmt::format("http://127.0.0.1:{}/hook", socket.address().port()))));
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(10));
}

TEST_CASE("nobody there, no TLS where TLS is promised, and an address that is none are errors", "[webhook]") {
    Listener plain({200, "text/plain", "", {}});
    std::string gone;
    {
        const Listener listener({200, "text/plain", "", {}});
        gone = listener.address();
    }
    const auto sender = hooks::make_webhook_sender({std::chrono::seconds(5), {}});

    CHECK(!sender->send(attempt(gone)));
    CHECK(!sender->send(attempt(plain.address("https"))));
    CHECK(!sender->send(attempt("http://hooks.example/")));
    CHECK(plain.requests().empty());
}

}  // namespace rexflow::testing
