#pragma once

#include "engine/message.hpp"
#include "engine/time.hpp"

#include <string>
#include <string_view>

/// What people write on our public pages, as messages: the store keeps them like any mail, and the intake understands
/// them like any mail. Nobody's address is in them.
namespace rexflow::engine {

/// Origin::source of such messages. Their sender field is ours and says nothing about anybody.
inline constexpr std::string_view page_source = "web";

/// A report as the page asks for it; every field may be empty.
struct PageReport {
    std::string family = {};
    std::string given = {};
    std::string phone = {};
    std::string availability = {};  ///< when to call, in the person's own words
    bool only_a_call = false;
    std::string words = {};
    bool operator==(const PageReport&) const = default;
};

struct PageEnvelope {
    std::string uid;          ///< of the message; letters and digits
    std::string to;           ///< the cell's address
    std::string domain;       ///< of our Message-IDs
    std::string in_reply_to;  ///< a signed Message-ID of the case it belongs to; empty: a new one
    Instant at;
};

/// RFC 5322 bytes, CRLF line ends, the text in base64.
[[nodiscard]] std::string page_message(const PageReport& report, const PageEnvelope& envelope);
[[nodiscard]] std::string page_message(std::string_view words, const PageEnvelope& envelope);

/// What follows the header of such bytes: equal for equal words, whenever they were sent.
[[nodiscard]] std::string_view body_of(std::string_view raw);

/// What the page meant by a message that was read: the fields as a filled form, the words as its text, no sender.
/// Whatever stands in the words stays words.
[[nodiscard]] InboundEmail meant_by_page(InboundEmail email);

}  // namespace rexflow::engine
