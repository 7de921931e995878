#pragma once

#include <map>
#include <string>
#include <vector>

namespace rexflow::testing {

struct Page {
    int status = 0;
    std::map<std::string, std::string> fields;  ///< of the header, by lower-case name
    std::string body;

    [[nodiscard]] bool shows(const std::string& text) const { return body.find(text) != std::string::npos; }
    /// The hidden field a form carries; empty where there is none.
    [[nodiscard]] std::string form_token() const;
};

/// A client of the server on a loopback port: real requests over real sockets, a connection each.
class Browser {
public:
    explicit Browser(int port) : port_(port) {}

    using Fields = std::vector<std::pair<std::string, std::string>>;
    [[nodiscard]] Page get(const std::string& path, const Fields& fields = {}) const;
    [[nodiscard]] Page head(const std::string& path) const;
    /// What a page's form sends.
    [[nodiscard]] Page post(const std::string& path, const std::string& body, const Fields& fields = {}) const;
    [[nodiscard]] Page request(const std::string& method, const std::string& path, const std::string& body,
                               const Fields& fields) const;

    /// Bytes as they are; whatever comes back until the server ends the connection.
    [[nodiscard]] std::string raw(const std::string& bytes) const;

private:
    int port_;
};

/// A value as a form writes it.
[[nodiscard]] std::string escaped(const std::string& text);

}  // namespace rexflow::testing
