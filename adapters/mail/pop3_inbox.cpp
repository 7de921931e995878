#include "adapters/mail/pop3_inbox.hpp"

#include "adapters/mail/line_connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

namespace rexflow::mail {
namespace {

using engine::Err;
using engine::Error;
using engine::Result;

constexpr std::size_t longest_reply = 4096;
constexpr std::size_t longest_listing = 1'000'000;  // lines
constexpr std::size_t longest_uid = 200;            // RFC 1939 allows 70; some servers write more

/// Refusals that say "later" rather than "no" (RFC 2449, 8; RFC 3206).
constexpr std::array<std::string_view, 3> passing_refusals{"[IN-USE]", "[SYS/TEMP]", "[LOGIN-DELAY]"};

Error nonsense() {
    return {Error::Code::protocol, "the server's answer is not POP3",
            "check that host, port and security of this mailbox belong to a POP3 server"};
}

struct Listed {
    int number = 0;
    std::string value;
};

/// "3 whqtswO00WBw418f9t5JxYwZ"
std::optional<Listed> parse_listed(std::string_view line) {
    Listed listed;
    const auto end = line.data() + line.size();
    const auto [stop, error] = std::from_chars(line.data(), end, listed.number);
    if (error != std::errc{} || listed.number < 1 || stop == end || *stop != ' ') {
        return std::nullopt;
    }
    listed.value = std::string(stop + 1, end);
    listed.value.erase(listed.value.find_last_not_of(' ') + 1);
    const auto is_visible = [](char c) { return c > ' ' && c < '\x7F'; };
    const bool is_sound =
        !listed.value.empty() && listed.value.size() <= longest_uid && std::ranges::all_of(listed.value, is_visible);
    return is_sound ? std::optional(std::move(listed)) : std::nullopt;
}

/// 0 for what is no number.
std::size_t parse_size(std::string_view text) {
    std::size_t bytes = 0;
    std::from_chars(text.data(), text.data() + text.size(), bytes);
    return bytes;
}

class Session {
public:
    explicit Session(LineConnection connection) : connection_(std::move(connection)) {}

    Result<void> log_in(const MailServer& server) {
        auto done = read_reply(Error::Code::connection);
        if (done && server.security == Security::starttls) {
            done = command("STLS", Error::Code::connection).and_then([&] { return connection_.start_tls(); });
        }
        return done.and_then([&] { return command("USER " + server.user, Error::Code::authentication); }).and_then([&] {
            return command("PASS " + server.password, Error::Code::authentication);
        });
    }

    Result<std::vector<Listed>> list(const std::string& what) {
        if (auto done = command(what, Error::Code::protocol); !done) {
            return Err(done.error());
        }
        std::vector<Listed> messages;
        while (messages.size() < longest_listing) {
            auto line = connection_.read_line(longest_reply);
            if (!line) {
                return Err(line.error());
            }
            if (*line == ".") {
                return messages;
            }
            auto listed = parse_listed(*line);
            if (!listed) {
                return Err(nonsense());
            }
            messages.push_back(std::move(*listed));
        }
        return Err(nonsense());
    }

    /// None when the server refuses this one message.
    Result<std::optional<std::string>> retrieve(int number, std::size_t longest) {
        if (auto done = command(fmt::format("RETR {}", number), Error::Code::not_found); !done) {
            if (done.error().code == Error::Code::not_found) {
                return std::optional<std::string>{};
            }
            return Err(done.error());
        }
        std::string raw;
        while (raw.size() <= longest) {
            auto line = connection_.read_line(longest);
            if (!line) {
                return Err(line.error());
            }
            if (*line == ".") {
                return std::optional(std::move(raw));
            }
            raw.append(*line, line->starts_with('.') ? 1 : 0).append("\r\n");
        }
        return Err(Error::Code::protocol, "the server sends more than it announced");
    }

    Result<void> remove(int number) { return command(fmt::format("DELE {}", number), Error::Code::protocol); }
    Result<void> quit() { return command("QUIT", Error::Code::protocol); }

private:
    Result<void> command(const std::string& line, Error::Code when_refused) {
        if (line.find_first_of("\r\n") != std::string::npos) {
            return Err(Error::Code::configuration, "user or password holds a line break");
        }
        return connection_.write(line + "\r\n").and_then([&] { return read_reply(when_refused); });
    }

    Result<void> read_reply(Error::Code when_refused) {
        const auto line = connection_.read_line(longest_reply);
        if (!line) {
            return Err(line.error());
        }
        if (line->starts_with("+OK")) {
            return {};
        }
        if (!line->starts_with("-ERR")) {
            return Err(nonsense());
        }
        const bool passes =
            std::ranges::any_of(passing_refusals, [&](auto code) { return line->find(code) != std::string::npos; });
        return Err(refusal(passes ? Error::Code::connection : when_refused));
    }

    static Error refusal(Error::Code code) {
        if (code == Error::Code::authentication) {
            return {code, "the server does not accept user and password",
                    "check user and password_file in rexflow.json"};
        }
        return {code, "the server refuses a command", "it may be busy, or not support STLS or UIDL"};
    }

    LineConnection connection_;
};

/// One visit to the mailbox.
class Visit {
public:
    using IsKnown = std::function<bool(std::string_view)>;
    using Take = std::function<Result<void>(std::string_view, std::string)>;

    Visit(const Pop3Settings& settings, Session& session, const IsKnown& is_known, const Take& take)
        : settings_(settings), session_(session), is_known_(is_known), take_(take) {}

    Result<int> run() {
        const auto messages = session_.list("UIDL");
        if (!messages) {
            return Err(messages.error());
        }
        const auto sizes = session_.list("LIST");
        if (!sizes) {
            return Err(sizes.error());
        }
        for (const auto& size : *sizes) {
            sizes_[size.number] = size.value;
        }
        Result<void> done;
        for (auto message = messages->begin(); done && message != messages->end(); ++message) {
            done = visit(*message);
        }
        return finish(done);
    }

private:
    Result<void> visit(const Listed& message) {
        if (!is_known_(message.value)) {
            if (is_too_long(message.number)) {
                ++passed_over_;
                return {};
            }
            auto raw = session_.retrieve(message.number, 2 * settings_.longest_message);
            if (!raw) {
                return Err(raw.error());
            }
            if (!*raw) {
                ++passed_over_;
                return {};
            }
            if (auto done = take_(message.value, std::move(**raw)); !done) {
                failed_to_take_ = true;
                return done;
            }
            ++taken_;
        }
        return settings_.after_taking == AfterTaking::remove ? session_.remove(message.number) : Result<void>{};
    }

    [[nodiscard]] bool is_too_long(int number) const {
        const auto size = sizes_.find(number);
        return size != sizes_.end() && parse_size(size->second) > settings_.longest_message;
    }

    /// A connection that broke is left without QUIT; one that works is closed properly, so that deletions count.
    Result<int> finish(Result<void> done) {
        if (done || failed_to_take_) {
            auto closed = session_.quit();
            done = done ? closed : done;
        }
        if (!done) {
            return Err(done.error());
        }
        if (passed_over_ > 0) {
            return Err(Error::Code::left_behind,
                       fmt::format("{} taken, {} not given by the server or too long", taken_, passed_over_),
                       "they stay on the server and are tried again next time");
        }
        return taken_;
    }

    const Pop3Settings& settings_;
    Session& session_;
    const IsKnown& is_known_;
    const Take& take_;
    std::map<int, std::string> sizes_;
    int taken_ = 0;
    int passed_over_ = 0;
    bool failed_to_take_ = false;
};

Result<Session> open_session(const MailServer& server) {
    auto connection = LineConnection::open(server);
    if (!connection) {
        return Err(connection.error());
    }
    Session session(std::move(*connection));
    if (auto logged_in = session.log_in(server); !logged_in) {
        return Err(logged_in.error());
    }
    return session;
}

Result<std::vector<engine::ListedMessage>> list_messages(Session& session) {
    const auto uids = session.list("UIDL");
    if (!uids) {
        return Err(uids.error());
    }
    const auto sizes = session.list("LIST");
    if (!sizes) {
        return Err(sizes.error());
    }
    std::map<int, std::size_t> size_of;
    for (const auto& size : *sizes) {
        size_of[size.number] = parse_size(size.value);
    }
    std::vector<engine::ListedMessage> messages;
    for (const auto& uid : *uids) {
        messages.push_back({uid.value, size_of[uid.number], std::nullopt});
    }
    return messages;
}

}  // namespace

Result<int> Pop3Inbox::fetch(const std::function<bool(std::string_view)>& is_known,
                             const std::function<Result<void>(std::string_view, std::string)>& take) {
    auto session = open_session(settings_.server);
    auto taken = session ? Visit(settings_, *session, is_known, take).run() : Result<int>(Err(session.error()));
    return taken ? taken : Result<int>(Err(taken.error().within(name())));
}

Result<std::vector<engine::ListedMessage>> Pop3Inbox::list() {
    auto session = open_session(settings_.server);
    auto messages = session ? list_messages(*session) : Err(session.error());
    if (!messages) {
        return Err(messages.error().within(name()));
    }
    static_cast<void>(session->quit());
    return messages;
}

}  // namespace rexflow::mail
