#pragma once

#include "engine/context.hpp"
#include "engine/correlation.hpp"
#include "engine/correspondence.hpp"
#include "engine/dispatcher.hpp"
#include "engine/reading/quotation.hpp"

#include <string>
#include <vector>

namespace rexflow::engine {

/// Why the commands of a mail are not carried out, whatever they are.
enum class Doubt {
    none,
    several_senders,  ///< From names more than one mailbox
    no_token,         ///< it answers no letter of this case, or one that was not written to a member
    other_member,     ///< it answers a letter that was written to somebody else
    not_vouched_for,  ///< the receiving server has not found that it comes from where it says
};

/// Whether a mail that says to come from `member` may order something in a case: it must answer a letter that was
/// written to that very member about that very case (by its signed reply address or Message-ID), and the receiving
/// server, where the settings name it, must vouch for the sender's domain.
/// @pre `member` is who From names
[[nodiscard]] Doubt doubt_about(const InboundEmail& email, const Member& member, CaseId case_id, const Tokens& tokens,
                                const House& house);

/// Takes in a message that belongs to a case. What is new in it goes to the timeline; commands a member wrote on its
/// first lines are carried out in the same transaction, each by itself; a message about another matter is pointed out.
class Replies {
public:
    Replies(const Context& context, const Dispatcher& dispatcher)
        : context_(context),
          dispatcher_(dispatcher),
          correspondence_(context),
          tokens_(context.signer, context.house) {}

    /// @param text what its sender wrote and quoted, of `email`
    [[nodiscard]] Result<void> take(Unit& unit, MessageId id, const InboundEmail& email, const reading::SplitText& text,
                                    const CaseRow& row, Instant now) const;

private:
    /// A command that was not carried out, by its place in the mail, and why.
    struct Refusal {
        std::size_t place = 0;
        std::string reason;
    };

    [[nodiscard]] std::vector<WrittenCommand> commands_in(const InboundEmail& email, std::string_view text,
                                                          const Workflow& workflow, Instant now) const;
    [[nodiscard]] std::vector<Refusal> carry_out(Unit& unit, const std::vector<WrittenCommand>& commands,
                                                 const Member& member, CaseRow row, Instant now) const;
    void tell(Unit& unit, const InboundEmail& email, const Member& member, const CaseRow& row,
              const std::vector<Refusal>& refusals, Instant now) const;
    [[nodiscard]] bool was_told_lately(const Reader& reader, const CaseRow& row, const Member& member,
                                       Instant now) const;
    [[nodiscard]] bool is_other_matter(const Reader& reader, const InboundEmail& email, const CaseRow& row,
                                       const reading::SplitText& text) const;

    const Context& context_;
    const Dispatcher& dispatcher_;
    Correspondence correspondence_;
    Tokens tokens_;
};

}  // namespace rexflow::engine
