#pragma once

#include "engine/house.hpp"
#include "engine/ids.hpp"
#include "engine/message.hpp"
#include "engine/ports/secrets.hpp"
#include "engine/ports/store.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// What a signed name of ours says: the case, and the member of the cell it was given to, if it was.
struct TokenOwner {
    CaseId case_id;
    std::optional<MemberId> member;
    bool operator==(const TokenOwner&) const = default;
};

/// The signed names by which a mail that comes back tells its case. Nobody can make one who lacks the secret of
/// this installation, so a guessed case number opens nothing.
class Tokens {
public:
    Tokens(const Signer& signer, const House& house) : signer_(signer), house_(house) {}

    /// A Message-ID of ours, without angle brackets: "<case>.<nonce>.<signature>@<domain>"; case 0 for letters that
    /// belong to none. One to a member of the cell, "<case>.<nonce>.m<member>.<signature>@<domain>", makes the answer
    /// one that may carry commands.
    [[nodiscard]] std::string message_id(std::optional<CaseId> case_id, std::string_view nonce,
                                         std::optional<MemberId> member = std::nullopt) const;

    /// The Reply-To address of a letter about a case, "<box>+r<case>.<signature>@...", to a member of the cell
    /// "<box>+r<case>m<member>.<signature>@..."; empty when the server knows no subaddresses.
    [[nodiscard]] std::string reply_address(CaseId case_id, std::optional<MemberId> member = std::nullopt) const;

    /// The envelope sender of a letter, which a bounce comes back to however little it says (as VERP does it); the
    /// contact address itself when the server knows no subaddresses or the local part would be too long (RFC 5321,
    /// 4.5.3.1.1).
    [[nodiscard]] std::string return_path(std::string_view message_id) const;

    /// The Message-ID of the letter that was sent under an envelope sender of ours.
    [[nodiscard]] std::optional<std::string> read_return_path(std::string_view address) const;

    /// The case a Message-ID of ours was made for. Case 0 is one of ours that belongs to no case.
    [[nodiscard]] std::optional<CaseId> read_message_id(std::string_view message_id) const;

    /// The case a recipient address of ours was made for.
    [[nodiscard]] std::optional<CaseId> read_reply_address(std::string_view address) const;

    /// The same with the member, where it was made for one.
    [[nodiscard]] std::optional<TokenOwner> owner_of_message_id(std::string_view message_id) const;
    [[nodiscard]] std::optional<TokenOwner> owner_of_reply_address(std::string_view address) const;

private:
    [[nodiscard]] std::string signature(std::string_view purpose, std::string_view text) const;

    const Signer& signer_;
    const House& house_;
};

/// Finds the case an inbound message belongs to.
///
/// The signed reply token in a recipient address wins: people edit subjects, and some clients drop References
/// (RFC 5322, 3.6.4). Then our own signed Message-ID in In-Reply-To or References. A case number in the subject counts
/// only when the sender is known to that case: the number can be guessed.
///
/// @return Error::Code::no_matching_case when it is a new matter
[[nodiscard]] Result<CaseRow> correlate(const InboundEmail& email, const Tokens& tokens, const Reader& reader);

}  // namespace rexflow::engine
