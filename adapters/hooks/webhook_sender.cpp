#include "adapters/hooks/webhook_sender.hpp"

#include "adapters/hooks/signature.hpp"
#include "engine/webhook_notice.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/RejectCertificateHandler.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/URI.h>

#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <csignal>
#include <mutex>
#include <thread>

namespace rexflow::hooks {

namespace {

using engine::Err;
using engine::Error;
using Poco::Net::Context;

Context::Ptr make_context(const std::string& ca_file) {
    Context::Ptr context = new Context(Context::TLS_CLIENT_USE, "", "", ca_file, Context::VERIFY_STRICT, 9,
                                       ca_file.empty());  // the library counts references
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    return context;
}

/// Poco asks one object of the process what to do with a certificate that does not verify; the answer is no. A server
/// that closes while we write is an error, not a signal to die of.
void prepare_process() {
    std::signal(SIGPIPE, SIG_IGN);
    Poco::Net::initializeSSL();
    Poco::Net::SSLManager::instance().initializeClient(nullptr, new Poco::Net::RejectCertificateHandler(false),
                                                       make_context({}));
}

/// Ends a connection that has not answered in all its time: to a server that drips, each byte would give the time anew.
class Watchdog {
public:
    Watchdog(int socket, std::chrono::seconds patience)
        : socket_(::dup(socket)), thread_([this, patience](const std::stop_token& stop) {
              std::mutex mutex;
              std::unique_lock lock(mutex);
              std::condition_variable_any ended;
              ended.wait_for(lock, stop, patience, [] { return false; });
              if (!stop.stop_requested()) ::shutdown(socket_, SHUT_RDWR);
          }) {}
    ~Watchdog() {
        thread_.request_stop();
        thread_.join();
        ::close(socket_);
    }
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

private:
    int socket_;  ///< a name of our own: the connection may be closed meanwhile, and its number given to another
    std::jthread thread_;
};

class HttpWebhookSender final : public engine::WebhookSender {
public:
    explicit HttpWebhookSender(WebhookSettings settings) : settings_(std::move(settings)) {}

    engine::Result<int> send(const engine::WebhookTry& attempt) override {
        if (!engine::is_webhook_address(attempt.to.url))
            return Err(Error::Code::connection, "the address of a webhook is not one to deliver to");
        try {
            const Poco::URI uri(attempt.to.url);
            const auto session = open(uri);
            const Poco::Timespan timeout(settings_.timeout.count(), 0);
            session->setTimeout(timeout, timeout, timeout);
            Poco::Net::HTTPRequest request(Poco::Net::HTTPRequest::HTTP_POST,
                                           uri.getPathAndQuery().empty() ? "/" : uri.getPathAndQuery(),
                                           Poco::Net::HTTPMessage::HTTP_1_1);
            request.setContentType("application/json");
            request.setContentLength64(static_cast<Poco::Int64>(attempt.delivery.body.size()));
            request.set("User-Agent", "RexFlow");
            request.set("RexFlow-Event", attempt.delivery.event);
            request.set("RexFlow-Delivery", std::to_string(attempt.delivery.id.value));
            request.set("RexFlow-Signature", signature(attempt.to.secret, attempt.at, attempt.delivery.body));
            auto& body = session->sendRequest(request);
            const Watchdog watchdog(session->socket().impl()->sockfd(), settings_.timeout);
            body << attempt.delivery.body << std::flush;
            Poco::Net::HTTPResponse response;
            session->receiveResponse(response);
            const auto status = static_cast<int>(response.getStatus());
            session->reset();
            return status;
        } catch (const Poco::Net::SSLException&) {
            return Err(Error::Code::authentication, "the certificate of a webhook is not to be trusted");
        } catch (const Poco::Exception&) {
            return Err(Error::Code::connection, "a webhook does not answer");
        }
    }

private:
    [[nodiscard]] std::unique_ptr<Poco::Net::HTTPClientSession> open(const Poco::URI& uri) {
        if (uri.getScheme() == "http")
            return std::make_unique<Poco::Net::HTTPClientSession>(uri.getHost(), uri.getPort());
        if (context_.isNull()) context_ = make_context(settings_.ca_file);
        return std::make_unique<Poco::Net::HTTPSClientSession>(uri.getHost(), uri.getPort(), context_);
    }

    WebhookSettings settings_;
    Context::Ptr context_;
};

}  // namespace

std::unique_ptr<engine::WebhookSender> make_webhook_sender(const WebhookSettings& settings) {
    prepare_process();
    return std::make_unique<HttpWebhookSender>(settings);
}

}  // namespace rexflow::hooks
