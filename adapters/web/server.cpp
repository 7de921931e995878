#include "adapters/web/server.hpp"

#include "adapters/web/client_address.hpp"
#include "adapters/web/connection_watch.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerConnection.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace rexflow::web {

namespace {

using engine::Err;
using engine::Error;
using Poco::Net::HTTPServerParams;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

/// What every connection and request shares.
struct Common {
    ServerSettings settings;
    Handler handler;
    ConnectionWatch watch;
    EventStreams streams;
};

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

Response plain(int status, std::string text) { return {status, "text/plain; charset=utf-8", std::move(text), {}}; }

/// Reads until the end or the limit; whether the end came first.
bool read_body(std::istream& stream, std::size_t most, std::string& body) {
    char block[4096];  // NOLINT(cppcoreguidelines-avoid-c-arrays): what istream::read fills
    while (stream.read(block, sizeof block), stream.gcount() > 0) {
        body.append(block, static_cast<std::size_t>(stream.gcount()));
        if (body.size() > most) return false;
    }
    return true;
}

bool has_body(const HTTPServerRequest& request) {
    return request.hasContentLength() || request.getChunkedTransferEncoding();
}

/// Only whoever has a session or a token has long texts and files to send, and only to a few pages.
std::size_t most_body(const HTTPServerRequest& request, const ServerSettings& settings) {
    const auto is_below = [&](const std::string& path) { return request.getURI().starts_with(path); };
    const bool is_long =
        (std::ranges::any_of(settings.long_below, is_below) && request.has("Cookie")) ||
        (std::ranges::any_of(settings.long_below_with_token, is_below) && request.has("Authorization"));
    return is_long ? settings.most_long_body : settings.most_body;
}

/// What a client that sends too much may still send before it is cut off, so that it can read the answer: somebody who
/// chose too large a file sees a page and no broken connection.
void drain(HTTPServerRequest& request, const ServerSettings& settings) {
    constexpr std::size_t least = 256 * 1024;
    std::size_t left = std::max(least, 2 * most_body(request, settings));
    char block[16 * 1024];  // NOLINT(cppcoreguidelines-avoid-c-arrays): what istream::read fills
    while (left > 0 && has_body(request) && (request.stream().read(block, sizeof block), request.stream().gcount() > 0))
        left -= std::min(left, static_cast<std::size_t>(request.stream().gcount()));
}

/// Why a request is not even looked at; it is the last one of its connection.
std::optional<Response> refusal(const HTTPServerRequest& request, const ServerSettings& settings) {
    std::size_t bytes = 0;
    int count = 0;
    int lengths = 0;
    for (const auto& [name, value] : request) {
        bytes += name.size() + value.size();
        ++count;
        const auto key = lower(name);
        if (key == "content-length" || key == "transfer-encoding") ++lengths;
    }
    if (bytes > settings.most_header || count > settings.most_header_fields)
        return plain(431, "The header of this request is too large.\n");
    // One length, said once: two readings of it are how requests are smuggled past a proxy (RFC 9112, 6.3).
    if (lengths > 1) return plain(400, "This request says its length in two ways.\n");
    if (request.hasContentLength() &&
        request.getContentLength64() > static_cast<Poco::Int64>(most_body(request, settings)))
        return plain(413, "This request is too large.\n");
    if (request.getMethod() == "POST" && !has_body(request))
        return plain(411, "This request does not say its length.\n");
    return std::nullopt;
}

Request request_of(HTTPServerRequest& request, std::string body, const ServerSettings& settings) {
    Request plain_request;
    plain_request.method = request.getMethod();
    const auto& uri = request.getURI();
    const auto whole = uri.substr(0, uri.find('#'));
    const auto mark = std::min(whole.find('?'), whole.size());
    plain_request.path = whole.substr(0, mark);
    plain_request.query = whole.substr(std::min(mark + 1, whole.size()));
    for (const auto& [name, value] : request) plain_request.fields.emplace(lower(name), value);
    plain_request.body = std::move(body);
    plain_request.client = client_network(request.clientAddress().host().toString(),
                                          plain_request.field("x-forwarded-for"), settings.trusted_proxies);
    return plain_request;
}

/// The connection whose request this thread is answering.
thread_local ConnectionWatch::Place* current_place = nullptr;

class AsCurrent {
public:
    explicit AsCurrent(ConnectionWatch::Place& place) { current_place = &place; }
    ~AsCurrent() { current_place = nullptr; }
    AsCurrent(const AsCurrent&) = delete;
    AsCurrent& operator=(const AsCurrent&) = delete;
};

class Answering : public Poco::Net::HTTPRequestHandler {
public:
    explicit Answering(Common& common) : common_(common) {}

    void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override {
        if (!current_place->begin_answer()) response.setKeepAlive(false);
        const auto answered = answer(request, response);
        if (answered.subscription && request.getMethod() == "GET")
            keep_open(answered, request, response);
        else
            send(answered, response);
        current_place->end_answer(common_.settings.pause);
    }

private:
    Response answer(HTTPServerRequest& request, HTTPServerResponse& response) {
        const auto last = [&](Response refused) {
            response.setKeepAlive(false);
            drain(request, common_.settings);
            return refused;
        };
        if (auto refused = refusal(request, common_.settings)) return last(std::move(*refused));
        std::string body;
        if (has_body(request) && !read_body(request.stream(), most_body(request, common_.settings), body))
            return last(plain(413, "This request is too large.\n"));
        try {
            return common_.handler(request_of(request, std::move(body), common_.settings));
        } catch (const std::exception&) {
            response.setKeepAlive(false);
            return plain(500, "Something went wrong here. Please try again later.\n");
        }
    }

    /// The header goes out, and the connection to those that wait for news. Where there is no room, 204 tells a browser
    /// not to ask again (HTML, 9.2.3).
    void keep_open(const Response& answer, HTTPServerRequest& request, HTTPServerResponse& response) {
        if (!common_.streams.has_room(answer.subscription->account)) return send({204, "text/plain", "", {}}, response);
        auto* const with_socket = dynamic_cast<Poco::Net::HTTPServerRequestImpl*>(&request);
        if (with_socket == nullptr) return send({500, "text/plain", "", {}}, response);
        response.setKeepAlive(false);
        response.setContentType(answer.content_type);
        for (const auto& [name, value] : answer.fields) response.set(name, value);
        response.send().flush();
        common_.streams.add(with_socket->detachSocket(), *answer.subscription);
    }

    /// To a HEAD the library sends the header alone.
    static void send(const Response& answer, HTTPServerResponse& response) {
        response.setStatusAndReason(static_cast<HTTPServerResponse::HTTPStatus>(answer.status));
        response.setContentType(answer.content_type);
        for (const auto& [name, value] : answer.fields) response.set(name, value);
        const bool has_no_body = answer.status == 204 || answer.status == 304;
        if (has_no_body)
            response.send().flush();
        else
            response.sendBuffer(answer.body.data(), answer.body.size());
    }

    Common& common_;
};

class AnsweringFactory : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit AnsweringFactory(Common& common) : common_(common) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override {
        return new Answering(common_);  // the library deletes it
    }

private:
    Common& common_;
};

class Connection : public Poco::Net::HTTPServerConnection {
public:
    Connection(const Poco::Net::StreamSocket& socket, const HTTPServerParams::Ptr& parameters,
               const Poco::Net::HTTPRequestHandlerFactory::Ptr& factory, Common& common)
        : HTTPServerConnection(socket, parameters, factory), common_(common) {}

    void run() override {
        const auto peer = socket().peerAddress().host().toString();
        ConnectionWatch::Place place(common_.watch, socket(), client_network(peer, {}, {}));
        const auto& proxies = common_.settings.trusted_proxies;
        if (place.is_one_too_many() && std::ranges::find(proxies, peer) == proxies.end()) return;
        const AsCurrent current(place);
        HTTPServerConnection::run();
    }

private:
    Common& common_;
};

class ConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
public:
    ConnectionFactory(const HTTPServerParams::Ptr& parameters, Common& common)
        : parameters_(parameters), factory_(new AnsweringFactory(common)), common_(common) {}

    Poco::Net::TCPServerConnection* createConnection(const Poco::Net::StreamSocket& socket) override {
        return new Connection(socket, parameters_, factory_, common_);  // the library deletes it
    }

private:
    HTTPServerParams::Ptr parameters_;
    Poco::Net::HTTPRequestHandlerFactory::Ptr factory_;
    Common& common_;
};

HTTPServerParams::Ptr parameters_of(const ServerSettings& settings) {
    HTTPServerParams::Ptr parameters(new HTTPServerParams);
    parameters->setMaxThreads(settings.threads);
    parameters->setMaxQueued(4 * settings.threads);
    parameters->setTimeout(Poco::Timespan(settings.request_time.count(), 0));
    parameters->setKeepAlive(true);
    parameters->setKeepAliveTimeout(Poco::Timespan(settings.pause.count(), 0));
    return parameters;
}

}  // namespace

struct Server::Parts {
    Parts(const ServerSettings& settings, Handler handler, News news, const Poco::Net::ServerSocket& listening)
        : common{settings,
                 std::move(handler),
                 {settings.request_time, settings.connections_of_a_client},
                 {settings.streams, std::move(news)}},
          pool(2, settings.threads + 1),
          port(listening.address().port()),
          server(new ConnectionFactory(parameters_of(settings), common), pool, listening, parameters_of(settings)) {}

    Common common;
    Poco::ThreadPool pool;
    int port;
    Poco::Net::TCPServer server;
};

engine::Result<std::unique_ptr<Server>> Server::start(const ServerSettings& settings, Handler handler, News news) {
    try {
        Poco::Net::ServerSocket socket;
        // Not the constructor that binds: it lets a second program listen at the same port, and answer half of it.
        socket.bind(Poco::Net::SocketAddress(settings.listen), true, false);
        socket.listen();
        auto parts = std::make_unique<Parts>(settings, std::move(handler), std::move(news), socket);
        parts->server.start();
        return std::unique_ptr<Server>(new Server(std::move(parts)));
    } catch (const Poco::Exception&) {
        return Err(Error::Code::configuration, "it is not possible to listen there",
                   "HOST:PORT of this machine, with a free port, for example 127.0.0.1:8080");
    }
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

/// Requests under way are answered; connections that wait for one are ended.
Server::~Server() {
    parts_->server.stop();
    parts_->common.watch.end_idle();
    parts_->pool.joinAll();
}

int Server::port() const { return parts_->port; }

}  // namespace rexflow::web
