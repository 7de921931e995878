#pragma once

#include "adapters/web/event_streams.hpp"
#include "adapters/web/http.hpp"
#include "engine/result.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace rexflow::web {

struct ServerSettings {
    std::string listen;                        ///< "127.0.0.1:8080"; port 0 takes a free one
    std::vector<std::string> trusted_proxies;  ///< IP addresses whose X-Forwarded-For is believed
    int threads = 64;                          ///< connections served at once: each has a thread (see ADR 0020)
    int connections_of_a_client = 16;          ///< a trusted proxy is no client
    std::chrono::seconds request_time{10};     ///< from a connection, or the answer before, to the whole request
    std::chrono::seconds pause{5};             ///< a connection without a request is kept open as long
    std::size_t most_body = 16 * 1024;         ///< bytes
    std::vector<std::string> long_below = {};  ///< paths below which a session may send more: "/dossiers/"
    std::vector<std::string> long_below_with_token = {};  ///< the same for a token: "/api/v1/cases/"
    std::size_t most_long_body = 8 * 1024 * 1024;         ///< bytes, with a file
    std::size_t most_header = 16 * 1024;                  ///< bytes, all fields together
    int most_header_fields = 64;
    StreamLimits streams = {};
};

/// The HTTP server. What is too big, malformed or too slow is answered or ended here; everything else goes to the
/// handler, which is called from many threads. An exception of the handler is answered 500 and ends nothing.
/// An answer with a subscription gives its thread back and is told of `news` for as long as its client listens.
class Server {
public:
    /// Error::Code::configuration when nobody can listen there.
    [[nodiscard]] static engine::Result<std::unique_ptr<Server>> start(const ServerSettings& settings, Handler handler,
                                                                       News news = {});
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] int port() const;

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace rexflow::web
