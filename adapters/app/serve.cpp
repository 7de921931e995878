#include "adapters/app/commands.hpp"
#include "adapters/app/health.hpp"
#include "adapters/app/lmtp.hpp"
#include "adapters/app/reconciliation.hpp"
#include "adapters/app/turns.hpp"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <fmt/format.h>

#include <condition_variable>
#include <csignal>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <thread>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using namespace std::chrono_literals;

constexpr auto between_reminder_turns = 5s;
constexpr auto between_delivery_turns = 2s;

/// One line a trouble: codes, names of ours and numbers; never an address or a word of a mail.
void log(const engine::Clock& clock, std::string_view where, const Error& error) {
    fmt::print(stderr, "{} {}: {}\n", engine::to_text(clock.now()), where, error.message);
}

void wait(const std::stop_token& stop, std::chrono::seconds time) {
    std::mutex mutex;
    std::condition_variable_any bell;
    std::unique_lock lock(mutex);
    bell.wait_for(lock, stop, time, [] { return false; });
}

/// Takes a turn, logs what went wrong with it, waits, and again until asked to stop.
template <typename Turn>
void loop(const std::stop_token& stop, const Installation& installation, std::string_view name,
          std::chrono::seconds pause, const Turn& turn) {
    while (!stop.stop_requested()) {
        if (const auto done = turn(); !done) log(installation.clock(), name, done.error());
        wait(stop, pause);
    }
}

/// Nobody waits for what becomes of a mail here; `rexflow case list` and the letters tell.
void report_nothing(const engine::Understood&) {}

/// A turn of a mailbox: what is new, and once a night whether anything was overlooked. After a refused login the
/// mailbox is opened anew, so that a new password counts from the next turn on.
Result<void> look_after(const Installation& installation, WatchedInbox& watched) {
    const auto taken = take_mail(installation, watched, report_nothing);
    if (!taken && taken.error().code == Error::Code::authentication)
        if (auto again = installation.open_inbox(watched.inbox->name())) watched = std::move(*again);
    if (!taken && taken.error().code != Error::Code::left_behind) return Err(taken.error());
    const auto reconciled = reconcile_nightly(installation, *watched.inbox);
    if (!taken) return Err(taken.error());
    return reconciled ? Result<void>{} : Err(reconciled.error());
}

class HealthHandler : public Poco::Net::HTTPRequestHandler {
public:
    explicit HealthHandler(const Installation& installation) : installation_(installation) {}

    void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
        using Poco::Net::HTTPResponse;
        response.setContentType("application/json");
        if (request.getURI() != "/healthz") {
            response.setStatusAndReason(HTTPResponse::HTTP_NOT_FOUND);
            return send(response, {{"error", "not_found"}, {"hint", "/healthz is here"}});
        }
        const auto health = examine(installation_, engine::Locale::en);
        if (!health || !health->reasons.empty()) response.setStatusAndReason(HTTPResponse::HTTP_SERVICE_UNAVAILABLE);
        send(response, health ? health->json() : nlohmann::ordered_json{{"healthy", false}});
    }

private:
    static void send(Poco::Net::HTTPServerResponse& response, const nlohmann::ordered_json& json) {
        const auto text = json.dump() + "\n";
        response.sendBuffer(text.data(), text.size());
    }

    const Installation& installation_;
};

class HandlerFactory : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit HandlerFactory(const Installation& installation) : installation_(installation) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override {
        return new HealthHandler(installation_);  // Poco deletes it
    }

private:
    const Installation& installation_;
};

Result<std::unique_ptr<Poco::Net::HTTPServer>> listen_on(const std::string& address, const Installation& installation) {
    if (address.empty()) return nullptr;
    try {
        const Poco::Net::ServerSocket socket{Poco::Net::SocketAddress(address)};
        auto parameters = Poco::AutoPtr<Poco::Net::HTTPServerParams>(new Poco::Net::HTTPServerParams);
        parameters->setTimeout(Poco::Timespan(10, 0));
        auto server = std::make_unique<Poco::Net::HTTPServer>(new HandlerFactory(installation), socket, parameters);
        server->start();
        return server;
    } catch (const Poco::Exception&) {
        return Err(Error::Code::configuration, "it is not possible to listen there",
                   "--listen is HOST:PORT of this machine, with a free port, for example 127.0.0.1:8080");
    }
}

/// Blocked before any thread starts, so that only this one is told to stop.
int wait_for_signal(const sigset_t& signals) {
    int signal = 0;
    sigwait(&signals, &signal);
    return signal;
}

}  // namespace

Result<void> serve(Session& session, const std::string& listen) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    auto opened = session.installation();
    if (!opened) return Err(opened.error());
    const auto& installation = **opened;
    auto inboxes = installation.open_inboxes();
    if (!inboxes) return Err(inboxes.error());
    auto server = listen_on(listen, installation);
    if (!server) return Err(server.error());
    auto lmtp = listen_for_lmtp(installation);
    if (!lmtp) return Err(lmtp.error());

    std::vector<std::jthread> loops;
    loops.emplace_back([&](const std::stop_token& stop) {
        engine::IntakeLine line(installation.store(), installation.message_reader(), installation.intake(),
                                report_nothing);
        loop(stop, installation, "intake", 60s, [&] { return line.recover(installation.clock().now()); });
    });
    for (auto& watched : *inboxes)
        loops.emplace_back([&](const std::stop_token& stop) {
            loop(stop, installation, "mail", watched.every, [&] { return look_after(installation, watched); });
        });
    loops.emplace_back([&](const std::stop_token& stop) {
        loop(stop, installation, "reminders", between_reminder_turns,
             [&] { return take_reminder_turns(installation, stop); });
    });
    loops.emplace_back([&](const std::stop_token& stop) {
        loop(stop, installation, "delivery", between_delivery_turns,
             [&] { return take_delivery_turns(installation, stop); });
    });

    session.print({{"ready", true}, {"listen", listen}},
                  fmt::format("rexflow is ready{}{}; Ctrl-C stops it", listen.empty() ? "" : ", health at http://",
                              listen.empty() ? "" : listen + "/healthz"));
    wait_for_signal(signals);
    lmtp->reset();
    for (auto& one : loops) one.request_stop();
    loops.clear();
    if (*server) (*server)->stopAll(true);
    return {};
}

}  // namespace rexflow::app::commands
