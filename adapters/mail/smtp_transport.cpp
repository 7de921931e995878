#include "adapters/mail/smtp_transport.hpp"

#include "adapters/mail/header_block.hpp"
#include "adapters/mail/smtp_reply.hpp"

#include <fmt/format.h>
#include <glib.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace rexflow::mail {
namespace {

using engine::Err;
using engine::Error;
using engine::OutgoingMail;
using engine::Result;

/// We are a program behind a submission server, without a name of our own there (RFC 5321, 4.1.3).
constexpr std::string_view hello_name = "[127.0.0.1]";

std::string base64(std::string_view bytes) {
    char* encoded = g_base64_encode(reinterpret_cast<const guchar*>(bytes.data()), bytes.size());
    std::string text(encoded);
    g_free(encoded);
    return text;
}

std::string from_base64(std::string text) {
    gsize size = 0;
    g_base64_decode_inplace(text.data(), &size);
    text.resize(text.empty() ? 0 : size);
    return text;
}

std::string hmac_md5(std::string_view key, std::string_view text) {
    char* digest = g_compute_hmac_for_string(G_CHECKSUM_MD5, reinterpret_cast<const guchar*>(key.data()), key.size(),
                                             text.data(), static_cast<gssize>(text.size()));
    std::string hex(digest);
    g_free(digest);
    return hex;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// What may stand in MAIL FROM:<...>: nothing that could end the path or the line.
bool is_path(std::string_view address) {
    return !address.empty() && std::ranges::none_of(address, [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '\x7F';
    });
}

Error about_us(const SmtpReply& reply, std::string_view step) {
    return {Error::Code::connection, fmt::format("{} refused: {}", step, reply.status()),
            "the outgoing server does not want to talk to us; check host, port and security in rexflow.json"};
}

}  // namespace

class SmtpTransport::Session {
public:
    /// A token that is refused is tried once more, in a new connection, with a fresh one.
    static Result<std::unique_ptr<Session>> open(const MailServer& server) {
        auto session = try_to_open(server, TokenAge::any);
        const bool may_be_stale = !session && server.token && session.error().code == Error::Code::authentication;
        return may_be_stale ? try_to_open(server, TokenAge::fresh) : std::move(session);
    }

    static Result<std::unique_ptr<Session>> try_to_open(const MailServer& server, TokenAge age) {
        auto connection = LineConnection::open(server);
        if (!connection) {
            return Err(connection.error());
        }
        std::unique_ptr<Session> session(new Session(std::move(*connection)));
        if (auto greeted = session->greet(server, age); !greeted) {
            return Err(greeted.error());
        }
        return session;
    }

    /// Whether a failure may only mean that a kept session has ended meanwhile.
    [[nodiscard]] bool is_lost_before_data() const { return !data_sent_; }

    Result<void> send(const OutgoingMail& mail) {
        data_sent_ = false;
        const auto parameters = mail_parameters(mail);
        if (!parameters) {
            return Err(parameters.error());
        }
        return letter_command(fmt::format("MAIL FROM:<{}>{}", mail.envelope_from, *parameters))
            .and_then([&] { return letter_command(fmt::format("RCPT TO:<{}>", mail.envelope_to)); })
            .and_then([&] { return letter_command("DATA", 354); })
            .and_then([&] {
                data_sent_ = true;
                return connection_.write(dot_stuffed(mail.bytes));
            })
            .and_then([&] { return accepted(250); });
    }

    /// After a refusal, for the next letter.
    [[nodiscard]] bool reset() {
        const auto reply = exchange("RSET");
        return reply && reply->code == 250;
    }

    void quit() { static_cast<void>(connection_.write("QUIT\r\n")); }

private:
    explicit Session(LineConnection connection) : connection_(std::move(connection)) {}

    Result<void> greet(const MailServer& server, TokenAge age) {
        auto done = setup_reply(read_smtp_reply(connection_), "greeting");
        done = done.and_then([&] { return say_hello(server); });
        if (server.security == Security::starttls) {
            done = done.and_then([&] { return setup_reply(exchange("STARTTLS"), "STARTTLS"); })
                       .and_then([&] { return connection_.start_tls(); })
                       .and_then([&] { return say_hello(server); });
        }
        return server.user.empty() ? done : done.and_then([&] { return log_in(server, age); });
    }

    Result<void> say_hello(const MailServer& server) {
        auto reply = exchange(fmt::format("EHLO {}", hello_name));
        extensions_.clear();
        if (reply && reply->code >= 500 && server.security != Security::starttls) {
            return setup_reply(exchange(fmt::format("HELO {}", hello_name)), "HELO");
        }
        if (reply) {
            for (const auto& line : reply->lines) {
                std::istringstream words(lower_case(line));
                std::string name;
                words >> name;
                extensions_.insert(name);
                for (std::string mechanism; name == "auth" && words >> mechanism;) {
                    mechanisms_.insert(mechanism);
                }
            }
        }
        return setup_reply(std::move(reply), "EHLO");
    }

    Result<void> log_in(const MailServer& server, TokenAge age) {
        if (server.token) {
            return server.token(age).and_then(
                [&](const std::string& token) { return token_login(server.user, token); });
        }
        if (server.security == Security::none && mechanisms_.contains("cram-md5")) {
            return challenge_login(server);
        }
        if (mechanisms_.contains("plain")) {
            const auto words = std::string(1, '\0') + server.user + '\0' + server.password;
            return login_reply(exchange("AUTH PLAIN " + base64(words)), 235);
        }
        if (mechanisms_.contains("login")) {
            return login_reply(exchange("AUTH LOGIN"), 334)
                .and_then([&] { return login_reply(exchange(base64(server.user)), 334); })
                .and_then([&] { return login_reply(exchange(base64(server.password)), 235); });
        }
        return Err(Error::Code::authentication, "the server offers no login that we know (PLAIN, LOGIN, CRAM-MD5)",
                   "many servers offer it only with security starttls or tls");
    }

    /// A question instead of an answer is XOAUTH2's way to say no; an empty line lets it say so properly.
    Result<void> token_login(const std::string& user, const std::string& token) {
        auto reply = exchange("AUTH XOAUTH2 " + base64(fmt::format("user={}\x01"
                                                                   "auth=Bearer {}\x01\x01",
                                                                   user, token)));
        if (reply && reply->code == 334) {
            reply = exchange("");
        }
        return login_reply(reply, 235);
    }

    /// RFC 2195: the password does not travel.
    Result<void> challenge_login(const MailServer& server) {
        const auto challenge = exchange("AUTH CRAM-MD5");
        if (auto asked = login_reply(challenge, 334); !asked) {
            return asked;
        }
        const auto digest = hmac_md5(server.password, from_base64(challenge->lines.back()));
        return login_reply(exchange(base64(server.user + " " + digest)), 235);
    }

    Result<std::string> mail_parameters(const OutgoingMail& mail) const {
        if (!is_path(mail.envelope_from) || !is_path(mail.envelope_to)) {
            return Err(Error::Code::refused_for_good, "5.1.3", "the address cannot be written to");
        }
        const bool needs_utf8 = !is_ascii(mail.envelope_from) || !is_ascii(mail.envelope_to);
        if (needs_utf8 && !extensions_.contains("smtputf8")) {
            return Err(Error::Code::refused_for_good, "5.6.7", "the server cannot write to an address with accents");
        }
        const bool is_8bit = !is_ascii(mail.bytes) && extensions_.contains("8bitmime");
        return std::string(is_8bit ? " BODY=8BITMIME" : "") + (needs_utf8 ? " SMTPUTF8" : "");
    }

    Result<SmtpReply> exchange(const std::string& line) {
        return connection_.write(line + "\r\n").and_then([&] { return read_smtp_reply(connection_); });
    }

    Result<void> letter_command(const std::string& line, int wanted = 250) {
        return connection_.write(line + "\r\n").and_then([&] { return accepted(wanted); });
    }

    /// 251 and 252 are as good as 250 (RFC 5321, 4.2.3).
    Result<void> accepted(int wanted) {
        const auto reply = read_smtp_reply(connection_);
        if (!reply) {
            return Err(reply.error());
        }
        return reply->code / 10 == wanted / 10 ? Result<void>{} : Result<void>(Err(letter_refused(*reply)));
    }

    static Result<void> setup_reply(const Result<SmtpReply>& reply, std::string_view step) {
        if (!reply) {
            return Err(reply.error());
        }
        return reply->code / 100 == 2 ? Result<void>{} : Result<void>(Err(about_us(*reply, step)));
    }

    static Result<void> login_reply(const Result<SmtpReply>& reply, int wanted) {
        if (!reply) {
            return Err(reply.error());
        }
        if (reply->code == wanted) {
            return {};
        }
        if (reply->code < 500) {
            return Err(about_us(*reply, "login"));
        }
        return Err(Error::Code::authentication, "login refused: " + reply->status(),
                   "check user and password_file (or token_command) of the outgoing server in rexflow.json");
    }

    LineConnection connection_;
    std::set<std::string> extensions_;
    std::set<std::string> mechanisms_;
    bool data_sent_ = false;
};

SmtpTransport::SmtpTransport(MailServer server) : server_(std::move(server)) {}

SmtpTransport::~SmtpTransport() {
    if (session_) {
        session_->quit();
    }
}

Result<void> SmtpTransport::send(const OutgoingMail& mail) {
    const auto is_refusal = [](const Error& error) {
        return error.code == Error::Code::refused_for_now || error.code == Error::Code::refused_for_good;
    };
    const bool was_kept = session_ != nullptr;
    if (!session_) {
        auto opened = Session::open(server_);
        if (!opened) {
            return Err(opened.error());
        }
        session_ = std::move(*opened);
    }
    auto sent = session_->send(mail);
    if (sent || (is_refusal(sent.error()) && session_->reset())) {
        return sent;
    }
    const bool may_have_ended =
        was_kept && session_->is_lost_before_data() && sent.error().code != Error::Code::refused_for_good;
    session_.reset();
    return may_have_ended ? send(mail) : sent;
}

}  // namespace rexflow::mail
