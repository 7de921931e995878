#include "tests/adapters/web/listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace rexflow::testing {

namespace {

sockaddr_in at(const char* host, int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    inet_pton(AF_INET, host, &address.sin_addr);
    return address;
}

}  // namespace

Listener::Listener(int port, const char* from) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const auto own = at(from, 0);
    const auto server = at("127.0.0.1", port);
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0 ||
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0)
        throw std::runtime_error("the server does not answer");
}

Listener::~Listener() {
    if (socket_ >= 0) ::close(socket_);
}

Listener::Listener(Listener&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), has_ended_(other.has_ended_), heard_(std::move(other.heard_)) {}

bool Listener::send(const std::string& bytes) {
    return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

void Listener::get(const std::string& path, const std::string& cookie) {
    send("GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nCookie: " + cookie + "\r\n\r\n");
}

bool Listener::hears(const std::string& text, std::chrono::milliseconds within) {
    const auto until = std::chrono::steady_clock::now() + within;
    while (heard_.find(text) == std::string::npos) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0 || !receive(left)) return heard_.find(text) != std::string::npos;
    }
    return true;
}

bool Listener::is_ended(std::chrono::milliseconds within) {
    const auto until = std::chrono::steady_clock::now() + within;
    while (!has_ended_) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        receive(left);
    }
    return true;
}

std::size_t Listener::times(const std::string& text) const {
    std::size_t count = 0;
    for (auto found = heard_.find(text); found != std::string::npos; found = heard_.find(text, found + 1)) ++count;
    return count;
}

/// Whether something came.
bool Listener::receive(std::chrono::milliseconds within) {
    pollfd look{socket_, POLLIN, 0};
    if (::poll(&look, 1, static_cast<int>(within.count())) <= 0) return false;
    std::array<char, 4096> block{};
    const auto count = ::recv(socket_, block.data(), block.size(), 0);
    has_ended_ = count <= 0;
    if (count > 0) heard_.append(block.data(), static_cast<std::size_t>(count));
    return count > 0;
}

}  // namespace rexflow::testing
