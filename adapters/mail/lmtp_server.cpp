#include "adapters/mail/lmtp_server.hpp"

#include "adapters/mail/mail_server.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/Net/TCPServerParams.h>
#include <Poco/ThreadPool.h>

#include <sys/stat.h>
#include <array>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <set>
#include <system_error>

namespace rexflow::mail {
namespace {

namespace fs = std::filesystem;
using engine::Err;
using engine::Error;
using engine::Result;
using Poco::Net::SocketAddress;
using Poco::Net::StreamSocket;

constexpr int most_waiting = 64;

bool is_path(std::string_view listen) { return listen.starts_with('/'); }

Error cannot_listen() {
    return {Error::Code::configuration, "it is not possible to listen for LMTP there",
            "lmtp.listen is the path of a socket in a folder that is there and may be written to, or 127.0.0.1 with a "
            "free port"};
}

bool somebody_listens(const SocketAddress& address) {
    try {
        const StreamSocket tried(address);
        return true;
    } catch (const Poco::Exception&) {
        return false;
    }
}

Poco::Net::ServerSocket listen_on(const std::string& listen) {
    Poco::Net::ServerSocket socket;
    if (!is_path(listen)) {
        socket.bind(SocketAddress(listen), true);
        socket.listen(most_waiting);
        return socket;
    }
    const SocketAddress address(SocketAddress::UNIX_LOCAL, listen);
    if (fs::is_socket(listen) && !somebody_listens(address)) fs::remove(listen);
    socket.bind(address);
    ::chmod(listen.c_str(), 0666);
    socket.listen(most_waiting);
    return socket;
}

}  // namespace

/// Those that are open, so that a server that stops need not wait for what they will never say.
class LmtpServer::Connections {
public:
    /// A connection is one of them as long as this lives.
    class Entry {
    public:
        Entry(Connections& connections, StreamSocket& socket) : connections_(connections), socket_(socket) {
            const std::lock_guard lock(connections_.mutex_);
            connections_.open_.insert(&socket_);
        }
        ~Entry() {
            const std::lock_guard lock(connections_.mutex_);
            connections_.open_.erase(&socket_);
        }
        Entry(const Entry&) = delete;
        Entry& operator=(const Entry&) = delete;

    private:
        Connections& connections_;
        StreamSocket& socket_;
    };

    [[nodiscard]] bool is_stopping() const {
        const std::lock_guard lock(mutex_);
        return is_stopping_;
    }
    void stop() {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
        for (auto* socket : open_) shut(*socket);
    }

private:
    /// No more is read; what is being answered still goes out.
    static void shut(StreamSocket& socket) {
        try {
            socket.shutdownReceive();
        } catch (const Poco::Exception&) {  // gone already
        }
    }

    mutable std::mutex mutex_;
    std::set<StreamSocket*> open_;
    bool is_stopping_ = false;
};

class LmtpServer::Connection : public Poco::Net::TCPServerConnection {
public:
    Connection(const StreamSocket& socket, const LmtpServerSettings& settings, LmtpDialogue::Take take,
               Connections& connections)
        : TCPServerConnection(socket),
          dialogue_(settings.rules, std::move(take)),
          patience_(settings.patience),
          connections_(connections) {}

    void run() override {
        const Connections::Entry entry(connections_, socket());
        if (connections_.is_stopping()) return;
        try {
            socket().setReceiveTimeout(Poco::Timespan(std::chrono::microseconds(patience_).count()));
            socket().setSendTimeout(Poco::Timespan(std::chrono::microseconds(patience_).count()));
            converse();
        } catch (const Poco::Exception&) {  // the other side is gone; it keeps what it was not answered for
        }
    }

private:
    void converse() {
        std::array<char, 65536> buffer{};
        say(LmtpDialogue::greeting());
        while (!dialogue_.is_over()) {
            int count = 0;
            try {
                count = socket().receiveBytes(buffer.data(), static_cast<int>(buffer.size()));
            } catch (const Poco::TimeoutException&) {
                return say(LmtpDialogue::too_slow());
            }
            if (count <= 0) return connections_.is_stopping() ? say(LmtpDialogue::farewell()) : void();
            say(dialogue_.hear({buffer.data(), static_cast<std::size_t>(count)}));
        }
    }

    void say(std::string_view text) {
        while (!text.empty()) {
            const int sent = socket().sendBytes(text.data(), static_cast<int>(text.size()));
            if (sent <= 0) throw Poco::TimeoutException();
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    LmtpDialogue dialogue_;
    std::chrono::milliseconds patience_;
    Connections& connections_;
};

struct LmtpServer::Parts {
    class Factory : public Poco::Net::TCPServerConnectionFactory {
    public:
        Factory(LmtpServerSettings settings, LmtpDialogue::Take take, Connections& connections)
            : settings_(std::move(settings)), take_(std::move(take)), connections_(connections) {}
        Poco::Net::TCPServerConnection* createConnection(const StreamSocket& socket) override {
            return new Connection(socket, settings_, take_, connections_);  // Poco deletes it
        }

    private:
        LmtpServerSettings settings_;
        LmtpDialogue::Take take_;
        Connections& connections_;
    };

    Parts(const LmtpServerSettings& settings, LmtpDialogue::Take take)
        : listen(settings.listen),
          pool(1, settings.most_connections),
          server(new Factory(settings, std::move(take), connections), pool, listen_on(settings.listen),
                 parameters(settings)) {
        server.start();
    }

    /// Poco shares ownership of them.
    static Poco::Net::TCPServerParams* parameters(const LmtpServerSettings& settings) {
        auto* chosen = new Poco::Net::TCPServerParams;
        chosen->setMaxThreads(settings.most_connections);
        chosen->setMaxQueued(most_waiting);
        return chosen;
    }

    std::string listen;
    Connections connections;
    Poco::ThreadPool pool;
    Poco::Net::TCPServer server;
};

Result<std::unique_ptr<LmtpServer>> LmtpServer::start(const LmtpServerSettings& settings, LmtpDialogue::Take take) {
    const auto host = settings.listen.substr(0, settings.listen.rfind(':'));
    if (!is_path(settings.listen) && !is_loopback(host))
        return Err(Error::Code::configuration, "LMTP would be reachable from other machines",
                   "it has no login: listen on a unix socket or 127.0.0.1");
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return std::unique_ptr<LmtpServer>(new LmtpServer(std::make_unique<Parts>(settings, std::move(take))));
    } catch (const Poco::Exception&) {
        return Err(cannot_listen());
    } catch (const fs::filesystem_error&) {
        return Err(cannot_listen());
    }
}

LmtpServer::LmtpServer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

LmtpServer::~LmtpServer() {
    parts_->server.stop();
    parts_->connections.stop();
    parts_->pool.joinAll();
    std::error_code ignored;
    if (is_path(parts_->listen)) fs::remove(parts_->listen, ignored);
}

}  // namespace rexflow::mail
