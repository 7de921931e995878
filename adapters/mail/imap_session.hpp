#pragma once

#include "adapters/mail/imap_response.hpp"
#include "adapters/mail/line_connection.hpp"
#include "adapters/mail/mail_server.hpp"
#include "engine/result.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::mail {

/// An IMAP4rev1 session (RFC 3501): as much of the protocol as fetching mail takes, one command at a time. Uids only;
/// bodies are asked for with BODY.PEEK, so reading a message never marks it.
///
/// Errors: `connection` (no answer, or the server ends the session), `authentication`, `configuration` (no such
/// folder), `protocol` (nonsense, or a command not known), `refused` (this command, not the session). Never a word of
/// the server's.
class ImapSession {
public:
    /// Connects, encrypts as the server's settings say, and logs in. A login that is refused with an access token is
    /// tried once more, in a new connection, with a fresh one.
    [[nodiscard]] static engine::Result<ImapSession> open(const MailServer& server, std::size_t longest_message);

    enum class Access { read_only, read_write };
    /// Opens a folder. @return its UIDVALIDITY (RFC 3501, 2.3.1.1)
    [[nodiscard]] engine::Result<std::uint32_t> select(const std::string& folder, Access access);

    /// The uids of the open folder that fulfil the criteria ("ALL", "UNSEEN"), sorted.
    [[nodiscard]] engine::Result<std::vector<std::uint32_t>> search(std::string_view criteria);

    /// Sizes and dates of messages; those that are gone meanwhile are left out.
    [[nodiscard]] engine::Result<std::vector<ImapMessage>> describe(const std::vector<std::uint32_t>& uids);

    /// The bytes of a message; none when it is gone or the server gives nothing. `refused` when the server says no to
    /// this one, or it is longer than is kept.
    [[nodiscard]] engine::Result<std::optional<std::string>> body(std::uint32_t uid);

    [[nodiscard]] engine::Result<void> mark_seen(const std::vector<std::uint32_t>& uids);
    /// Into a folder, which is made and subscribed when it is missing. Where the server has no MOVE (RFC 6851) they
    /// are copied, then removed.
    [[nodiscard]] engine::Result<void> move(const std::vector<std::uint32_t>& uids, const std::string& folder);
    /// Where the server has no UIDPLUS (RFC 4315) they stay flagged \Deleted: EXPUNGE would remove other people's too.
    [[nodiscard]] engine::Result<void> remove(const std::vector<std::uint32_t>& uids);

    void log_out();

private:
    ImapSession(LineConnection connection, std::size_t longest_message)
        : connection_(std::move(connection)), longest_message_(longest_message) {}

    using Use = std::function<void(ImapResponse)>;

    static engine::Result<ImapSession> try_to_open(const MailServer& server, std::size_t longest_message, TokenAge age);
    engine::Result<void> greet(const MailServer& server);
    engine::Result<void> learn_capabilities();
    engine::Result<void> log_in(const MailServer& server, TokenAge age);
    engine::Result<void> authenticate(std::string_view mechanism, const std::string& answer);
    engine::Result<void> provide_folder(const std::string& name);
    [[nodiscard]] bool can(std::string_view capability) const { return capabilities_.contains(capability); }

    /// Sends a command and hands what comes before its end to `use`. @return the status that ends it, whatever it is
    engine::Result<ImapResponse> exchange(std::string_view command, const Use& use);
    /// The same, with NO as `when_refused`.
    engine::Result<void> command(std::string_view command, engine::Error when_refused, const Use& use = {});
    engine::Result<ImapResponse> read_response();
    engine::Result<void> read_literals(ImapResponse& response, std::string line);

    LineConnection connection_;
    std::size_t longest_message_;
    int last_tag_ = 0;
    std::set<std::string, std::less<>> capabilities_;
    std::optional<std::string> provided_folder_;
};

}  // namespace rexflow::mail
