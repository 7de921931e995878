#include "adapters/mail/imap_session.hpp"

#include <fmt/format.h>
#include <glib.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace rexflow::mail {
namespace {

using engine::Err;
using engine::Error;
using engine::Result;

constexpr std::size_t longest_line = 4UL * 1024 * 1024;  ///< SEARCH lists a folder in one line: 500,000 uids
constexpr std::size_t most_responses = 1'000'000;        ///< before the end of one command
constexpr std::size_t most_literals = 64;                ///< in one response; we ask for one

/// Codes of a refused login that do not mean a wrong password (RFC 5530).
constexpr std::array<std::string_view, 4> passing_codes{"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"};

std::string base64(std::string_view bytes) {
    char* encoded = g_base64_encode(reinterpret_cast<const guchar*>(bytes.data()), bytes.size());
    std::string text(encoded);
    g_free(encoded);
    return text;
}

Error nonsense() {
    return {Error::Code::protocol, "the server's answer is not IMAP",
            "check that host, port and security of this mailbox belong to an IMAP server"};
}

Error refusal() {
    return {Error::Code::refused, "the server refuses a command", "it may be busy; it is tried again next time"};
}

Error refused_login(std::string_view code, const MailServer& server) {
    if (std::ranges::find(passing_codes, code) != passing_codes.end())
        return {Error::Code::connection, "the server accepts no login for now", "it is tried again next time"};
    if (code == "EXPIRED")
        return {Error::Code::authentication, "the password has expired",
                "choose a new one with the provider, and write it to password_file"};
    if (server.token)
        return {Error::Code::authentication, "the server does not accept the access token",
                "token_command must print a token for IMAP of this user; the consent it rests on may have ended"};
    return {Error::Code::authentication, "the server does not accept user and password",
            "check user and password_file in rexflow.json; some providers want an application password, or XOAUTH2 "
            "(token_command)"};
}

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

/// "UIDVALIDITY 3857529045"
std::optional<std::uint32_t> uid_validity_in(std::string_view code) {
    constexpr std::string_view name = "UIDVALIDITY ";
    if (!code.starts_with(name)) return std::nullopt;
    std::uint32_t number = 0;
    code.remove_prefix(name.size());
    const auto [stop, error] = std::from_chars(code.data(), code.data() + code.size(), number);
    return error == std::errc{} && number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

Result<ImapSession> ImapSession::open(const MailServer& server, std::size_t longest_message) {
    if (server.security == Security::none && !is_loopback(server.host))
        return Err(Error::Code::configuration, "mail and password would travel in clear",
                   "security none is for a server on this machine; use tls or starttls");
    auto session = try_to_open(server, longest_message, TokenAge::any);
    const bool may_be_stale = !session && server.token && session.error().code == Error::Code::authentication;
    return may_be_stale ? try_to_open(server, longest_message, TokenAge::fresh) : std::move(session);
}

Result<ImapSession> ImapSession::try_to_open(const MailServer& server, std::size_t longest_message, TokenAge age) {
    auto connection = LineConnection::open(server);
    if (!connection) return Err(connection.error());
    ImapSession session(std::move(*connection), longest_message);
    if (auto done = session.greet(server); !done) return Err(done.error());
    if (auto done = session.log_in(server, age); !done) return Err(done.error());
    return session;
}

Result<void> ImapSession::greet(const MailServer& server) {
    const auto greeting = read_response();
    if (!greeting) return Err(greeting.error());
    // PREAUTH would have us skip STARTTLS: a login we did not make is not ours to use (RFC 9051, 11.1).
    if (greeting->kind != ImapResponse::Kind::status || greeting->tag != "*" || greeting->status != "OK")
        return Err(greeting->status == "BYE"
                       ? Error{Error::Code::connection, "the server does not want to talk to us now", ""}
                       : nonsense());
    if (server.security == Security::starttls) {
        const Error no_tls{Error::Code::connection, "the server refuses STARTTLS",
                           "check port and security of this mailbox; mail never travels in clear instead"};
        auto done = command("STARTTLS", no_tls).and_then([&] { return connection_.start_tls(); });
        if (!done) return done;
    }
    return learn_capabilities();
}

/// Asked for, never taken from a greeting: one that came before STARTTLS may be anybody's (RFC 3501, 6.2.1).
Result<void> ImapSession::learn_capabilities() {
    capabilities_.clear();
    return command("CAPABILITY", nonsense(), [&](const ImapResponse& response) {
        std::string_view rest = response.data;
        constexpr std::string_view name = "CAPABILITY ";
        if (!rest.starts_with(name)) return;
        for (rest.remove_prefix(name.size()); !rest.empty();) {
            const auto end = std::min(rest.find(' '), rest.size());
            std::string word(rest.substr(0, end));
            std::ranges::transform(word, word.begin(), [](char c) { return g_ascii_toupper(c); });
            capabilities_.insert(std::move(word));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    });
}

Result<void> ImapSession::log_in(const MailServer& server, TokenAge age) {
    Result<void> done;
    if (server.token) {
        const auto token = server.token(age);
        if (!token) return Err(token.error());
        done = authenticate("XOAUTH2", fmt::format("user={}\x01"
                                                   "auth=Bearer {}\x01\x01",
                                                   server.user, *token));
    } else if (can("AUTH=PLAIN")) {
        done = authenticate("PLAIN", std::string(1, '\0') + server.user + '\0' + server.password);
    } else if (can("LOGINDISABLED") || !is_printable(server.user) || !is_printable(server.password)) {
        return Err(Error::Code::authentication, "the server offers no login that we can use (PLAIN, LOGIN)",
                   "some offer none before security is starttls or tls; others want token_command (XOAUTH2)");
    } else {
        const auto login = fmt::format("LOGIN {} {}", imap_quoted(server.user), imap_quoted(server.password));
        done = exchange(login, {}).and_then([](const ImapResponse& end) {
            return end.status == "OK" ? Result<void>{} : Result<void>(Err(Error::Code::refused, end.code));
        });
    }
    if (!done && done.error().code == Error::Code::refused) return Err(refused_login(done.error().message, server));
    return done.and_then([&] { return learn_capabilities(); });
}

/// `refused` with the response code as message when the server says no. The answer is sent when the server asks for
/// it, which every server does, whether or not it would take it with the command (RFC 4959).
Result<void> ImapSession::authenticate(std::string_view mechanism, const std::string& answer) {
    const auto tag = fmt::format("A{}", ++last_tag_);
    bool is_answered = false;
    for (auto sent = connection_.write(fmt::format("{} AUTHENTICATE {}\r\n", tag, mechanism));;) {
        if (!sent) return sent;
        const auto response = read_response();
        if (!response) return Err(response.error());
        if (response->kind == ImapResponse::Kind::continuation) {
            // A second question is XOAUTH2's way to say no: an empty answer lets it say so properly.
            sent = connection_.write((is_answered ? "" : base64(answer)) + "\r\n");
            is_answered = true;
        } else if (response->tag == tag) {
            return response->status == "OK" ? Result<void>{} : Result<void>(Err(Error::Code::refused, response->code));
        }
    }
}

Result<std::uint32_t> ImapSession::select(const std::string& folder, Access access) {
    std::optional<std::uint32_t> validity;
    const Error missing{Error::Code::configuration, "the server has no such folder, or does not let us read it",
                        "check folders of this mailbox in rexflow.json; names are those the server shows"};
    const auto* verb = access == Access::read_only ? "EXAMINE" : "SELECT";
    const auto done = command(fmt::format("{} {}", verb, imap_quoted(to_imap_folder(folder))), missing,
                              [&](const ImapResponse& response) {
                                  if (const auto found = uid_validity_in(response.code)) validity = found;
                              });
    if (!done) return Err(done.error());
    if (!validity)
        return Err(Error::Code::protocol, "the server gives no UIDVALIDITY",
                   "its messages cannot be told apart for ever; use POP3 or LMTP instead");
    return *validity;
}

Result<std::vector<std::uint32_t>> ImapSession::search(std::string_view criteria) {
    std::vector<std::uint32_t> uids;
    const auto done = command(fmt::format("UID SEARCH {}", criteria), refusal(), [&](const ImapResponse& response) {
        if (const auto found = parse_imap_search(response.data)) uids.insert(uids.end(), found->begin(), found->end());
    });
    if (!done) return Err(done.error());
    std::ranges::sort(uids);
    uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
    return uids;
}

Result<std::vector<ImapMessage>> ImapSession::describe(const std::vector<std::uint32_t>& uids) {
    std::vector<ImapMessage> messages;
    if (uids.empty()) return messages;
    const auto done = command(fmt::format("UID FETCH {} (UID RFC822.SIZE INTERNALDATE)", to_imap_set(uids)), refusal(),
                              [&](ImapResponse response) {
                                  auto message = parse_imap_fetch(std::move(response));
                                  // Others' changes of flags arrive as FETCH as well, without a size.
                                  if (message && message->uid > 0 && message->received_at)
                                      messages.push_back(std::move(*message));
                              });
    if (!done) return Err(done.error());
    return messages;
}

Result<std::optional<std::string>> ImapSession::body(std::uint32_t uid) {
    std::optional<ImapLiteral> body;
    const auto done =
        command(fmt::format("UID FETCH {} (UID BODY.PEEK[])", uid), refusal(), [&](ImapResponse response) {
            auto message = parse_imap_fetch(std::move(response));
            if (message && message->uid == uid && message->body) body = std::move(message->body);
        });
    if (!done) return Err(done.error());
    if (!body) return std::optional<std::string>{};
    if (body->is_too_long) return Err(Error::Code::refused, "the message is longer than is taken");
    return std::optional(std::move(body->bytes));
}

Result<void> ImapSession::mark_seen(const std::vector<std::uint32_t>& uids) {
    return command(fmt::format("UID STORE {} +FLAGS.SILENT (\\Seen)", to_imap_set(uids)), refusal());
}

Result<void> ImapSession::move(const std::vector<std::uint32_t>& uids, const std::string& folder) {
    const auto name = imap_quoted(to_imap_folder(folder));
    auto done = provide_folder(name);
    if (!done) return done;
    const auto set = to_imap_set(uids);
    if (can("MOVE")) return command(fmt::format("UID MOVE {} {}", set, name), refusal());
    return command(fmt::format("UID COPY {} {}", set, name), refusal()).and_then([&] { return remove(uids); });
}

Result<void> ImapSession::provide_folder(const std::string& name) {
    if (provided_folder_ == name) return {};
    bool is_there = false;
    auto done = command("LIST \"\" " + name, refusal(),
                        [&](const ImapResponse& response) { is_there |= response.data.starts_with("LIST "); });
    if (done && !is_there) {
        const Error refused{Error::Code::configuration, "the folder to move messages to cannot be made",
                            "check move_to of this mailbox; the name may have to begin with INBOX. or INBOX/"};
        done = command("CREATE " + name, refused);
        if (done) done = exchange("SUBSCRIBE " + name, {}).map([](const ImapResponse&) {});  // or people do not see it
    }
    if (done) provided_folder_ = name;
    return done;
}

Result<void> ImapSession::remove(const std::vector<std::uint32_t>& uids) {
    const auto set = to_imap_set(uids);
    auto done = command(fmt::format("UID STORE {} +FLAGS.SILENT (\\Deleted)", set), refusal());
    return done && can("UIDPLUS") ? command(fmt::format("UID EXPUNGE {}", set), refusal()) : done;
}

void ImapSession::log_out() { static_cast<void>(exchange("LOGOUT", {})); }

Result<void> ImapSession::command(std::string_view text, Error when_refused, const Use& use) {
    const auto end = exchange(text, use);
    if (!end) return Err(end.error());
    if (end->status == "OK") return {};
    return Err(end->status == "NO" ? std::move(when_refused) : nonsense());
}

Result<ImapResponse> ImapSession::exchange(std::string_view command, const Use& use) {
    const auto tag = fmt::format("A{}", ++last_tag_);
    if (auto sent = connection_.write(fmt::format("{} {}\r\n", tag, command)); !sent) return Err(sent.error());
    for (std::size_t count = 0; count < most_responses; ++count) {
        auto response = read_response();
        if (!response || response->tag == tag) return response;
        if (response->tag != "*") return Err(nonsense());
        if (response->status == "BYE" && command != "LOGOUT")
            return Err(Error::Code::connection, "the server ended the session", "it is tried again next time");
        if (use) use(std::move(*response));
    }
    return Err(nonsense());
}

Result<ImapResponse> ImapSession::read_response() {
    auto line = connection_.read_line(longest_line);
    if (!line) return Err(line.error());
    auto response = parse_imap_line(*line);
    if (!response) return Err(nonsense());
    if (response->kind == ImapResponse::Kind::data) {
        if (auto done = read_literals(*response, std::move(response->data)); !done) return Err(done.error());
    }
    return std::move(*response);
}

Result<void> ImapSession::read_literals(ImapResponse& response, std::string line) {
    response.data.clear();
    for (auto size = size_of_literal(line); size; size = size_of_literal(line)) {
        if (response.literals.size() == most_literals) return Err(nonsense());
        auto& literal = response.literals.emplace_back(ImapLiteral{*size, {}, *size > longest_message_});
        auto read = literal.is_too_long ? connection_.skip_bytes(*size) : connection_.read_bytes(*size, literal.bytes);
        if (!read) return read;
        response.data += line;
        auto more = connection_.read_line(longest_line);
        if (!more) return Err(more.error());
        line = std::move(*more);
    }
    response.data += line;
    return {};
}

}  // namespace rexflow::mail
