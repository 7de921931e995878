#include "tests/adapters/web/browser.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/StreamCopier.h>

#include <algorithm>

namespace rexflow::testing {

std::string Page::form_token() const {
    const std::string mark = "name=\"form\" value=\"";
    const auto at = body.find(mark);
    return at == std::string::npos ? std::string{}
                                   : body.substr(at + mark.size(), body.find('"', at + mark.size()) - at - mark.size());
}

Page Browser::request(const std::string& method, const std::string& path, const std::string& body,
                      const Fields& fields) const {
    Poco::Net::HTTPClientSession session("127.0.0.1", static_cast<Poco::UInt16>(port_));
    session.setTimeout(Poco::Timespan(30, 0));
    Poco::Net::HTTPRequest request(method, path, Poco::Net::HTTPMessage::HTTP_1_1);
    for (const auto& [name, value] : fields) request.set(name, value);
    if (method == "POST") {
        request.setContentLength64(static_cast<Poco::Int64>(body.size()));
        if (!request.has("Content-Type")) request.setContentType("application/x-www-form-urlencoded");
    }
    session.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    auto& stream = session.receiveResponse(response);
    Page page;
    page.status = response.getStatus();
    Poco::StreamCopier::copyToString(stream, page.body);
    for (const auto& [name, value] : response) {
        auto key = name;
        std::ranges::transform(key, key.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        page.fields[key] = value;
    }
    return page;
}

Page Browser::get(const std::string& path, const Fields& fields) const { return request("GET", path, {}, fields); }
Page Browser::head(const std::string& path) const { return request("HEAD", path, {}, {}); }
Page Browser::post(const std::string& path, const std::string& body, const Fields& fields) const {
    return request("POST", path, body, fields);
}

std::string Browser::raw(const std::string& bytes) const {
    Poco::Net::StreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", static_cast<Poco::UInt16>(port_)));
    socket.setReceiveTimeout(Poco::Timespan(30, 0));
    std::string received;
    try {
        socket.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
        char block[4096];
        for (int count = 0; (count = socket.receiveBytes(block, sizeof block)) > 0;)
            received.append(block, static_cast<std::size_t>(count));
    } catch (const Poco::Exception&) {
        return received;  // the server ended it while we were still sending
    }
    return received;
}

std::string escaped(const std::string& text) {
    constexpr auto* digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        result += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    return result;
}

}  // namespace rexflow::testing
