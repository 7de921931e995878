#pragma once

#include "engine/context.hpp"
#include "engine/letter.hpp"
#include "engine/link.hpp"
#include "engine/ports/store.hpp"
#include "engine/question.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// Whether two secrets are equal, in a time that does not tell how much of them is.
[[nodiscard]] bool is_same_secret(std::string_view one, std::string_view other);

/// The text a link is known by: 16 random characters and 16 of signature, all lower-case letters and digits, so that
/// it survives whatever a mail program does to an address. It names no case and nobody.
class LinkTokens {
public:
    explicit LinkTokens(const Signer& signer) : signer_(signer) {}

    [[nodiscard]] std::string token(std::string_view token_id) const;
    /// The id in a token of ours; none for any other text. Costs no look-up, so that guessing reaches no table.
    [[nodiscard]] std::optional<std::string> read(std::string_view token) const;

    /// What a page hides in its form: proof that the page was looked at, for this link and not long ago. A program
    /// that follows links and sends forms blindly does not have it.
    [[nodiscard]] std::string form_token(std::string_view token_id, Instant at) const;
    [[nodiscard]] bool is_form_token(std::string_view text, std::string_view token_id, Instant now) const;

private:
    const Signer& signer_;
};

/// Gives letters the links their question is answered with, and takes them back when it is settled.
class Links {
public:
    explicit Links(const Context& context) : context_(context), tokens_(context.signer) {}

    /// Makes the link of a letter that asks something, and puts its addresses among the letter's variables. Nothing
    /// where the installation has no public address, the letter asks nothing, or its question is not open (any more).
    void offer(Unit& unit, const CaseRow& row, std::string_view letter, const Correspondent& to, Instant now,
               LetterVariables& variables) const;

    /// After an event: links to questions it settled, or asked anew as another question, answer nothing any more.
    void settle(Unit& unit, const CaseRow& row, const Effects& effects, Instant now) const;

    /// After a person of a role was replaced: the links of whoever is not there any more.
    void take_back(Unit& unit, CaseId id, Role role, std::string_view present_address, Instant now) const;

    [[nodiscard]] const LinkTokens& tokens() const { return tokens_; }

private:
    [[nodiscard]] std::string address_of(std::string_view token_id) const;

    const Context& context_;
    LinkTokens tokens_;
};

}  // namespace rexflow::engine
