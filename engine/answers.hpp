#pragma once

#include "engine/dispatcher.hpp"
#include "engine/links.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// A link that was looked up, with what a page needs to put its question.
struct Asked {
    Link link;
    std::string token_id;
    LinkState state = LinkState::open;
    CaseNumber number;
    const QuestionDescriptor* question = nullptr;
    std::optional<Instant> due_at;  ///< of the obligation the question belongs to, while it is alive
};

/// What a page tells that asks nothing.
struct Told {
    Instant at;
    std::string text;  ///< as the cell wrote it
};

/// What people outside answer on pages behind signed links: an event of their case, once.
class Answers {
public:
    Answers(const Context& context, const Dispatcher& dispatcher)
        : context_(context), dispatcher_(dispatcher), links_(context) {}

    /// Error::Code::not_found for a token nobody was given, guessed and forged ones alike.
    [[nodiscard]] Result<Asked> find(const Reader& reader, std::string_view token, Instant now) const;

    /// Marks the link used, and every other one of this person to the same question, and takes the event through the
    /// door: all or nothing. `fields` are what the person filled in; those that are not the answer's are left out.
    /// Errors: not_found; already_there: it was answered before; refused: the link is over or the case says no;
    /// invalid_input: no such answer, or a field that is badly written.
    [[nodiscard]] Result<void> record(Unit& unit, std::string_view token, std::string_view answer,
                                      const Payload& fields, Instant now) const;

    /// What the page of a link without answers tells: the last word of the cell. None where nothing was written, or it
    /// was erased.
    [[nodiscard]] Result<std::optional<Told>> told(const Reader& reader, const Asked& asked) const;

    [[nodiscard]] const LinkTokens& tokens() const { return links_.tokens(); }

private:
    [[nodiscard]] Event event_of(const Asked& asked, const AnswerDescriptor& answer, const Payload& fields,
                                 Instant now) const;

    const Context& context_;
    const Dispatcher& dispatcher_;
    Links links_;
};

}  // namespace rexflow::engine
