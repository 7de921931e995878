#include "tests/support/scripted_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <stdexcept>

namespace rexflow::testing {

ScriptedServer::ScriptedServer(std::vector<Script> scripts) : scripts_(std::move(scripts)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, generic, &size) != 0 || ::pipe(stop_) != 0) {
        throw std::runtime_error("no loopback port for the scripted server");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
    ::close(stop_[1]);
    thread_.join();
    ::close(stop_[0]);
    ::close(listener_);
}

void ScriptedServer::serve() {
    for (std::size_t next = 0; wait_for(listener_); ++next) {
        const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection >= 0 && next < scripts_.size()) {
            play(connection, scripts_[next]);
        }
        ::close(connection);
    }
}

/// Until there is something to read, or false when the server is to end.
bool ScriptedServer::wait_for(int descriptor) const {
    std::array<pollfd, 2> watched{pollfd{descriptor, POLLIN, 0}, pollfd{stop_[0], POLLIN, 0}};
    ::poll(watched.data(), descriptor < 0 ? 0 : 2, -1);
    return watched[1].revents == 0;
}

void ScriptedServer::play(int connection, const Script& script) const {
    for (const auto& move : script) {
        switch (move.kind) {
            case Move::Kind::say:
                ::send(connection, move.text.data(), move.text.size(), MSG_NOSIGNAL);
                break;
            case Move::Kind::hear_line:
                for (char c = 0; c != '\n' && wait_for(connection);) {
                    if (::recv(connection, &c, 1, 0) <= 0) return;
                }
                break;
            case Move::Kind::hang: {
                pollfd stopped{stop_[0], POLLIN, 0};
                ::poll(&stopped, 1, -1);
                return;
            }
            case Move::Kind::hang_up:
                return;
        }
    }
}

}  // namespace rexflow::testing
