#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A request and its answer as plain values: pages know no library.
namespace rexflow::web {

struct Request {
    std::string method;  ///< "GET"; HEAD arrives as it is
    std::string path;    ///< as sent, without the query
    std::map<std::string, std::string, std::less<>> fields =
        {};                  ///< header fields by lower-case name, the first of each
    std::string query = {};  ///< what follows the question mark, as sent
    std::string body = {};
    std::string client = {};  ///< the network of whoever asks, see client_network()

    /// The value of a header field; empty when it is absent.
    [[nodiscard]] std::string_view field(std::string_view name) const {
        const auto found = fields.find(name);
        return found == fields.end() ? std::string_view{} : std::string_view{found->second};
    }
};

/// A page that asks to be told when something changes (Server-Sent Events): the connection stays open.
struct Subscription {
    std::int64_t account = 0;  ///< whose it is, for counting
    std::string topic;         ///< what it is about: one of those News tells
    bool is_behind = false;    ///< it has changed since the page was made
};

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::string body = {};
    std::vector<std::pair<std::string, std::string>> fields = {};  ///< beyond those every answer has
    std::optional<Subscription> subscription = {};                 ///< the answer has no end; `body` is not sent
};

using Handler = std::function<Response(const Request&)>;

/// The topics that changed since it was last asked, whoever changed them. Asked by one thread.
using News = std::function<std::vector<std::string>()>;

}  // namespace rexflow::web
