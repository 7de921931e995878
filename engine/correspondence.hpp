#pragma once

#include "engine/context.hpp"
#include "engine/correlation.hpp"
#include "engine/letter.hpp"
#include "engine/links.hpp"
#include "engine/ports/store.hpp"

#include <string>
#include <vector>

namespace rexflow::engine {

/// A letter somebody is to get about a case.
struct LetterOrder {
    std::string letter;
    Role to = Role::reporter;
    LetterVariables variables;  ///< beyond those every letter has; what the letter does not declare is left out
    std::string in_reply_to;    ///< Message-ID of the mail it answers; may be empty
    Instant send_at;            ///< not before
    std::optional<Meeting> meeting;
};

/// Turns orders into letters: who gets them, in which language, under which Message-ID, in which thread.
class Correspondence {
public:
    explicit Correspondence(const Context& context)
        : context_(context), tokens_(context.signer, context.house), links_(context) {}

    /// The people a role stands for now. Nobody who is set aside from the case, whose address is unknown, or whose
    /// address refused mail for good.
    [[nodiscard]] std::vector<Correspondent> recipients(const Reader& reader, const CaseRow& row, Role role,
                                                        const std::vector<MemberId>& set_aside) const;

    /// One letter to one person about a case, ready to be queued in the same transaction: the links it carries are
    /// made in `unit`.
    [[nodiscard]] Letter write(Unit& unit, const CaseRow& row, const LetterOrder& order, const Correspondent& to,
                               Instant now) const;

    /// One letter that belongs to no case: a digest, news of a mailbox.
    [[nodiscard]] Letter write(const LetterOrder& order, const Correspondent& to, Instant now) const;

    /// The values a letter may take from the fields of an event, worded in `locale`: labels for choices, dates in
    /// words, names only where consent is recorded.
    [[nodiscard]] LetterVariables worded(const Reader& reader, const CaseRow& row, const EventDescriptor& event,
                                         const Payload& clear, const std::vector<std::string>& fields,
                                         Locale locale) const;

    /// The obligation whose due date a letter names, where it is not that of a reminder; empty: none.
    [[nodiscard]] static std::string_view obligation_named_by(std::string_view letter);

    /// The calendar entry of a letter whose fields hold the moment of a meeting.
    [[nodiscard]] std::optional<Meeting> meeting_in(const CaseRow& row, const EventDescriptor& event,
                                                    const Payload& clear, const std::vector<std::string>& fields) const;

    [[nodiscard]] Meeting meeting(const CaseRow& row, Instant at, std::string_view place) const;

    /// "mardi 24 novembre 2026", with the hour where the deadline is not the end of a day.
    [[nodiscard]] std::string due_in_words(Instant due_at, Locale locale) const;
    [[nodiscard]] std::string moment_in_words(Instant at, Locale locale) const;

    [[nodiscard]] const Tokens& tokens() const { return tokens_; }

private:
    [[nodiscard]] Letter addressed(const LetterOrder& order, const Correspondent& to, Instant now) const;
    void keep_declared(Letter& letter) const;
    void put_in_thread(const Reader& reader, const CaseRow& row, Letter& letter) const;

    const Context& context_;
    Tokens tokens_;
    Links links_;
};

}  // namespace rexflow::engine
