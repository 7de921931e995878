#pragma once

#include "engine/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::mail {

/// A literal a server sent inside a response (RFC 3501, 4.3): bytes of any kind, counted.
struct ImapLiteral {
    std::size_t size = 0;      ///< as announced
    std::string bytes;         ///< empty when it was not kept
    bool is_too_long = false;  ///< read past, not kept
};

/// One response of an IMAP server (RFC 3501, 7). What a server says in its own words is not kept.
struct ImapResponse {
    enum class Kind {
        data,          ///< "* 3 FETCH (...)", "* SEARCH 1 2"
        status,        ///< OK, NO, BAD, BYE or PREAUTH
        continuation,  ///< "+ ..."
    };
    Kind kind = Kind::data;
    std::string tag;     ///< "*", "+", or the tag of the command that this ends
    std::string status;  ///< of a status: "OK", "NO"...
    std::string code;    ///< of a status: what its brackets hold, in capitals: "UIDVALIDITY 3", "AUTHENTICATIONFAILED"
    std::string data;    ///< of data: what follows the tag, literals left as their "{size}"
    std::vector<ImapLiteral> literals;  ///< in the order of their places in `data`
};

/// Reads the first line of a response; none when it is not one. Whether literals follow, size_of_literal says.
[[nodiscard]] std::optional<ImapResponse> parse_imap_line(std::string_view line);

/// The size of the literal a line of data announces at its end: "{42}".
[[nodiscard]] std::optional<std::size_t> size_of_literal(std::string_view line);

/// What a FETCH response tells of a message; what it does not mention stays empty.
struct ImapMessage {
    std::uint32_t uid = 0;
    std::size_t size = 0;  ///< RFC822.SIZE, bytes; servers are known to be wrong about it
    std::optional<engine::Instant> received_at;
    std::optional<ImapLiteral> body;
};

/// None when the response is another one, or cannot be read.
[[nodiscard]] std::optional<ImapMessage> parse_imap_fetch(ImapResponse response);

/// The numbers of a SEARCH response; none when it is another one, or cannot be read.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> parse_imap_search(std::string_view data);

/// "17-Jul-1996 02:44:25 -0700" (RFC 3501, date-time).
[[nodiscard]] std::optional<engine::Instant> parse_imap_date(std::string_view text);

/// Uids as a sequence set, neighbours joined: "3:5,9". They must be sorted.
[[nodiscard]] std::string to_imap_set(const std::vector<std::uint32_t>& uids);

/// A quoted string (RFC 3501, 4.3). For text of printable ASCII.
[[nodiscard]] std::string imap_quoted(std::string_view text);

/// A folder's name as IMAP writes it: modified UTF-7 (RFC 3501, 5.1.3). `name` is UTF-8; what is not becomes U+FFFD.
[[nodiscard]] std::string to_imap_folder(std::string_view name);

}  // namespace rexflow::mail
