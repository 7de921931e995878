#include "adapters/mail/line_connection.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/RejectCertificateHandler.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <mutex>
#include <type_traits>

namespace rexflow::mail {
namespace {

using Clock = std::chrono::steady_clock;
using engine::Err;
using engine::Error;
using engine::Result;
using Poco::Net::Context;

Poco::Timespan timespan(Clock::duration duration) {
    return Poco::Timespan(std::chrono::duration_cast<std::chrono::microseconds>(duration).count());
}

/// OpenSSL asks for the password of a key by this; without one it would ask the terminal.
int give_password(char* buffer, int size, int, void* password) {
    const auto& text = *static_cast<const std::string*>(password);
    if (text.empty() || text.size() > static_cast<std::size_t>(size)) return 0;
    std::ranges::copy(text, buffer);
    return static_cast<int>(text.size());
}

/// The client certificate cannot be used: a mistake of the settings, whatever the server is like.
class UnusableCertificate : public std::exception {};

void show_certificate(SSL_CTX* context, const ClientCertificate& client) {
    auto password = client.key_password;
    SSL_CTX_set_default_passwd_cb(context, give_password);
    SSL_CTX_set_default_passwd_cb_userdata(context, &password);
    const bool is_usable = SSL_CTX_use_certificate_chain_file(context, client.file.c_str()) == 1 &&
                           SSL_CTX_use_PrivateKey_file(context, client.key_file.c_str(), SSL_FILETYPE_PEM) == 1 &&
                           SSL_CTX_check_private_key(context) == 1;
    SSL_CTX_set_default_passwd_cb_userdata(context, nullptr);
    if (!is_usable) throw UnusableCertificate();
}

Context::Ptr make_context(const std::string& ca_file, const ClientCertificate& client) {
    Context::Ptr context = new Context(Context::TLS_CLIENT_USE, "", "", ca_file, Context::VERIFY_STRICT, 9,
                                       ca_file.empty(), "HIGH:!aNULL:!eNULL:!MD5:!3DES");
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    if (!client.file.empty()) show_certificate(context->sslContext(), client);
    return context;
}

/// Poco asks one object of the process what to do with a certificate that does not verify; the answer is no. A server
/// that closes while we write is an error to report, not a signal to die of.
void prepare_process() {
    static std::once_flag once;
    std::call_once(once, [] {
        std::signal(SIGPIPE, SIG_IGN);
        Poco::Net::initializeSSL();
        Poco::Net::SSLManager::instance().initializeClient(nullptr, new Poco::Net::RejectCertificateHandler(false),
                                                           make_context({}, {}));
    });
}

Error connection_error(std::string message, std::string hint) {
    return {Error::Code::connection, std::move(message), std::move(hint)};
}

/// Runs what may throw in Poco and says in our words what went wrong.
template <typename Work>
auto translated(const Work& work) -> Result<decltype(work())> {
    constexpr auto where = "check host, port and security of this server in rexflow.json";
    try {
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const Poco::TimeoutException&) {
        return Err(connection_error("the server did not answer in time", where));
    } catch (const Poco::Net::SSLException&) {
        return Err(connection_error("no secure connection: the certificate was not accepted, or TLS failed",
                                    "the host must be the name in the certificate, and ca_file its authority's"));
    } catch (const Poco::Net::DNSException&) {
        return Err(connection_error("the server's name is not known", where));
    } catch (const UnusableCertificate&) {
        return Err(Error::Code::configuration, "the client certificate or its key cannot be used",
                   "client_certificate and client_key are PEM files that belong together; an encrypted key needs "
                   "client_key_password_file");
    } catch (const Poco::FileException&) {
        return Err(Error::Code::configuration, "the certificate file cannot be read", "check ca_file in rexflow.json");
    } catch (const std::exception&) {
        return Err(connection_error("the server cannot be reached, or closed the connection", where));
    }
}

}  // namespace

class LineConnection::Channel {
public:
    explicit Channel(const MailServer& server) : server_(server), ends_at_(Clock::now() + server.session_limit) {}

    void connect() {
        const Poco::Net::SocketAddress address(server_.host, server_.port);
        socket_.connect(address, timespan(server_.timeout));
        if (server_.security == Security::tls) {
            encrypt();
        }
    }

    void encrypt() {
        set_limits(Clock::now() + server_.timeout);
        auto secure =
            Poco::Net::SecureStreamSocket::attach(socket_, server_.host, make_context(server_.ca_file, server_.client));
        secure.verifyPeerCertificate(server_.host);
        socket_ = secure;
    }

    [[nodiscard]] bool has_unread() const { return start_ < end_; }

    /// False when the line is longer than that.
    bool read_line(std::string& line, std::size_t longest) {
        const auto until = Clock::now() + server_.timeout;
        while (true) {
            const auto first = buffer_.begin() + static_cast<std::ptrdiff_t>(start_);
            const auto last = buffer_.begin() + static_cast<std::ptrdiff_t>(end_);
            const auto found = std::find(first, last, '\n');
            line.append(first, found);
            start_ = static_cast<std::size_t>(found - buffer_.begin());
            if (line.size() > longest) {
                return false;
            }
            if (found != last) {
                ++start_;
                line.resize(line.size() - (line.ends_with('\r') ? 1 : 0));
                return true;
            }
            fill(until);
        }
    }

    /// Each piece of them has the time of an answer, all together what is left of the session.
    template <typename Use>
    void read_bytes(std::size_t count, const Use& use) {
        while (count > 0) {
            if (start_ == end_) {
                fill(Clock::now() + server_.timeout);
            }
            const auto piece = std::min(count, end_ - start_);
            use(std::string_view(buffer_.data() + start_, piece));
            start_ += piece;
            count -= piece;
        }
    }

    void write(std::string_view bytes) {
        const auto until = Clock::now() + server_.timeout;
        while (!bytes.empty()) {
            set_limits(until);
            const auto piece = static_cast<int>(std::min<std::size_t>(bytes.size(), 16384));
            const int sent = socket_.sendBytes(bytes.data(), piece);
            if (sent <= 0) {
                throw Poco::TimeoutException();
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

private:
    void set_limits(Clock::time_point until) {
        const auto left = std::min(until, ends_at_) - Clock::now();
        if (left <= Clock::duration::zero()) {
            throw Poco::TimeoutException();
        }
        socket_.setReceiveTimeout(timespan(left));
        socket_.setSendTimeout(timespan(left));
    }

    void fill(Clock::time_point until) {
        set_limits(until);
        const int count = socket_.receiveBytes(buffer_.data(), static_cast<int>(buffer_.size()));
        if (count <= 0) {
            throw Poco::Net::ConnectionResetException();
        }
        start_ = 0;
        end_ = static_cast<std::size_t>(count);
    }

    MailServer server_;
    Clock::time_point ends_at_;
    Poco::Net::StreamSocket socket_;
    std::array<char, 16384> buffer_{};
    std::size_t start_ = 0;
    std::size_t end_ = 0;
};

LineConnection::LineConnection(std::unique_ptr<Channel> channel) : channel_(std::move(channel)) {}
LineConnection::LineConnection(LineConnection&&) noexcept = default;
LineConnection& LineConnection::operator=(LineConnection&&) noexcept = default;
LineConnection::~LineConnection() = default;

Result<LineConnection> LineConnection::open(const MailServer& server) {
    auto channel = std::make_unique<Channel>(server);
    const auto connected = translated([&] {
        prepare_process();
        channel->connect();
    });
    if (!connected) {
        return Err(connected.error());
    }
    return LineConnection(std::move(channel));
}

Result<void> LineConnection::start_tls() {
    if (channel_->has_unread()) {
        return Err(Error::Code::protocol, "the server talked between STARTTLS and the handshake");
    }
    return translated([&] { channel_->encrypt(); });
}

Result<std::string> LineConnection::read_line(std::size_t longest) {
    std::string line;
    const auto whole = translated([&] { return channel_->read_line(line, longest); });
    if (!whole) {
        return Err(whole.error());
    }
    if (!*whole) {
        return Err(Error::Code::protocol, "the server sent a line that is too long");
    }
    return line;
}

Result<void> LineConnection::read_bytes(std::size_t count, std::string& into) {
    into.reserve(into.size() + count);
    return translated([&] { channel_->read_bytes(count, [&](std::string_view piece) { into.append(piece); }); });
}

Result<void> LineConnection::skip_bytes(std::size_t count) {
    return translated([&] { channel_->read_bytes(count, [](std::string_view) {}); });
}

Result<void> LineConnection::write(std::string_view bytes) {
    return translated([&] { channel_->write(bytes); });
}

}  // namespace rexflow::mail
