#pragma once

#include "engine/classification.hpp"
#include "engine/context.hpp"
#include "engine/dispatcher.hpp"
#include "engine/ports/message_reader.hpp"
#include "engine/ports/store.hpp"
#include "engine/reading/reading.hpp"
#include "engine/replies.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// A message that was decoded, who or what wrote it, and what it says; a bounce says nothing that is read here.
struct ReadMessage {
    InboundEmail email;
    Classification kind;
    reading::Reading said;
};

/// What became of a message, for whoever brought it.
struct Understood {
    MessageId message;
    Outcome outcome = Outcome::received;
    std::optional<CaseNumber> number;
    std::string reason;  ///< code and words of ours: "no_sender", "same_message_id"
};

/// Makes cases, replies and refusals of messages. Received and understood are two steps: the raw bytes are durable
/// before anything looks into them, and a message nobody can understand ends in quarantine, where it can be tried
/// again; it never stops the next one.
class Intake {
public:
    Intake(const Context& context, const Dispatcher& dispatcher)
        : context_(context),
          dispatcher_(dispatcher),
          replies_(context, dispatcher),
          tokens_(context.signer, context.house) {}

    /// Decodes a message and finds out what it says. Asks nothing of the store: to be done on any thread, before the
    /// writer's turn. Never throws; what cannot be read is an error, and a case for quarantine.
    [[nodiscard]] Result<ReadMessage> read(const MessageReader& reader, std::string_view raw, Instant now) const;

    /// Decides what a received message is and acts on it, or puts it in quarantine. Never fails for what the message
    /// says; whatever went wrong is undone and becomes the reason of the quarantine. A message that another process
    /// has understood meanwhile is left as it is.
    Understood understand(Unit& unit, MessageId id, const Result<ReadMessage>& message, Instant now) const;

    /// A held auto-reply that a person says is a report: opens a case for it.
    [[nodiscard]] Result<Understood> open_held(Unit& unit, MessageId id, const InboundEmail& email, Instant now) const;

    /// A message of a case that a person says is about another matter: makes it a case of its own, linked with the
    /// first. The reporter hears of the new case as of any other.
    [[nodiscard]] Result<Understood> split_off(Unit& unit, MessageId id, const InboundEmail& email, const Actor& by,
                                               Instant now) const;

    /// A message that was offered for splitting stays where it is.
    [[nodiscard]] Result<void> keep(Unit& unit, MessageId id, const Actor& by, Instant now) const;

private:
    [[nodiscard]] ReadMessage look_into(InboundEmail email, Instant now) const;
    [[nodiscard]] Result<Understood> decide(Unit& unit, MessageId id, const ReadMessage& message, Instant now) const;
    [[nodiscard]] Result<Understood> report(Unit& unit, MessageId id, const ReadMessage& message,
                                            const std::string& reason, Instant now) const;
    [[nodiscard]] Result<void> compare(Unit& unit, const CaseRow& row, const ReadMessage& message,
                                       std::string_view address, Instant now) const;
    [[nodiscard]] Result<CaseRow> case_of_reply(const Reader& reader, MessageId id) const;
    [[nodiscard]] Result<Understood> reply(Unit& unit, MessageId id, const ReadMessage& message, const CaseRow& row,
                                           Instant now) const;
    [[nodiscard]] Result<Understood> bounce(Unit& unit, MessageId id, const InboundEmail& email, Instant now) const;

    const Context& context_;
    const Dispatcher& dispatcher_;
    Replies replies_;
    Tokens tokens_;
};

/// A message being read; calling it waits for the result.
using Reading = std::function<Result<ReadMessage>()>;

/// Starts to read a message, perhaps on another thread.
using BeginReading = std::function<Reading(Reading)>;

/// Takes messages one after the other. Each is durable when take() returns; understanding it travels in the commit
/// that stores a later one (or in finish()), so that a mail costs one commit, not two.
class IntakeLine {
public:
    using Report = std::function<void(const Understood&)>;

    IntakeLine(Store& store, const MessageReader& reader, const Intake& intake, Report report)
        : store_(store), reader_(reader), intake_(intake), report_(std::move(report)) {}

    /// The same with messages read while the commit of the next one is under way.
    IntakeLine(Store& store, const MessageReader& reader, const Intake& intake, Report report, BeginReading begin)
        : store_(store), reader_(reader), intake_(intake), report_(std::move(report)), begin_(std::move(begin)) {}

    /// Error when the message could not be stored: the caller keeps it.
    [[nodiscard]] Result<void> take(const Origin& origin, std::string raw, Instant now);

    /// Understands what is still waiting.
    [[nodiscard]] Result<void> finish(Instant now);

    /// Understands messages that an earlier run received and did not get to. One that ended three
    /// runs is put in quarantine instead of being tried for ever.
    [[nodiscard]] Result<void> recover(Instant now);

private:
    /// Stored and not yet understood.
    struct Waiting {
        MessageId id;
        Reading reading;
    };

    [[nodiscard]] Result<void> recover(MessageId id, Instant now);
    void wait(MessageId id, std::string raw, Instant now);

    Store& store_;
    const MessageReader& reader_;
    const Intake& intake_;
    Report report_;
    BeginReading begin_;
    std::deque<Waiting> waiting_;
};

}  // namespace rexflow::engine
