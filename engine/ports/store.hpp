#pragma once

#include "engine/command.hpp"
#include "engine/event.hpp"
#include "engine/letter.hpp"
#include "engine/link.hpp"
#include "engine/member_role.hpp"
#include "engine/message.hpp"
#include "engine/result.hpp"
#include "engine/workflow.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// A case as lists see it: never replayed, equal to what the replay gives.
struct CaseRow {
    CaseId id;
    CaseNumber number;
    std::string workflow;
    int workflow_version = 1;
    std::optional<CaseId> parent;
    std::vector<StateName> states;
    unsigned levels = 0;
    std::optional<MemberId> pilot;
    bool at_rest = false;
    bool erased = false;
    Instant opened_at;
    Instant updated_at;
    int last_seq = 0;
};

struct Member {
    MemberId id;
    std::string address;
    std::string name;
    MemberRole role = MemberRole::member;
    Locale locale = Locale::fr;
    bool active = true;
};

struct Participant {
    Role role = Role::reporter;
    std::string name;
    std::string address;
    std::string phone;
    bool answered = false;       ///< the survey
    bool undeliverable = false;  ///< a letter was refused for good
};

struct StoredMessage {
    MessageId id;
    Origin origin;
    Instant received_at;
    Outcome outcome = Outcome::received;
    std::string reason;  ///< why it was quarantined or held; a code and words of ours, nothing of the message
    std::optional<CaseId> case_id;
};

/// A message with something only a person can read.
struct ReviewRow {
    MessageId message;
    std::string reasons;  ///< codes of DocumentReading, separated by commas
};

/// A live obligation and where its reminders stand.
struct ObligationRow {
    CaseId case_id;
    std::string obligation;
    std::string rule;
    Instant started_at;
    Instant due_at;
    Instant reminded_until;          ///< every reminder planned up to here is in the ledger
    std::optional<Instant> next_at;  ///< the next one; none: no more are planned
};

/// A line of the reminder ledger; the first four are its key.
struct ReminderRow {
    CaseId case_id;
    std::string obligation;
    Instant due_at;
    std::string reminder;  ///< ReminderStep::key, with the occurrence's date for a repeated one
    Instant planned_at;
    Instant queued_at;
    bool late = false;
};

enum class OutboxState { queued, braked, sent, refused, given_up, erased };

[[nodiscard]] std::string_view to_text(OutboxState state);
[[nodiscard]] std::optional<OutboxState> parse_outbox_state(std::string_view text);

struct OutboxRow {
    OutboxId id;
    OutboxState state = OutboxState::queued;
    Letter letter;  ///< `to` and `variables` are empty once the person is erased
    int attempts = 0;
    Instant next_try_at;
    std::optional<Instant> first_failed_at;
    std::optional<Instant> sent_at;
    std::string last_status;    ///< "550 5.1.1", "connection"; a code, never a server's sentence
    bool trouble_told = false;  ///< the coordinator was told that it keeps failing
};

class AccountReader;
class AccountUnit;

/// What can be asked of the store. Everything is given in clear; an adapter that encrypts does so behind this.
class Reader {
public:
    virtual ~Reader() = default;

    [[nodiscard]] virtual std::optional<CaseRow> find_case(const CaseNumber& number) const = 0;
    [[nodiscard]] virtual std::optional<CaseRow> find_case(CaseId id) const = 0;
    [[nodiscard]] virtual std::vector<CaseRow> children(CaseId parent) const = 0;
    /// Cases after `after` in order of id, at most `limit`.
    [[nodiscard]] virtual std::vector<CaseRow> cases(CaseId after, int limit) const = 0;

    /// The whole history, its chain checked: Error::Code::broken_chain when a row was changed or is missing.
    [[nodiscard]] virtual Result<History> history(CaseId id) const = 0;

    /// The clear text behind a "vault:..." reference; none once it was erased. Other text comes back as it is.
    [[nodiscard]] virtual std::optional<std::string> unseal(CaseId id, std::string_view reference) const = 0;

    [[nodiscard]] virtual std::vector<Participant> participants(CaseId id) const = 0;
    [[nodiscard]] virtual std::vector<ObligationRow> obligations(CaseId id) const = 0;
    [[nodiscard]] virtual std::vector<ReminderRow> reminders(CaseId id) const = 0;
    /// Live obligations with next_at <= now, the most overdue first.
    [[nodiscard]] virtual std::vector<ObligationRow> due_obligations(Instant now, int limit) const = 0;
    /// The earliest next_at of all; for a loop that wants to sleep until then.
    [[nodiscard]] virtual std::optional<Instant> next_obligation_at() const = 0;

    [[nodiscard]] virtual std::vector<Member> members() const = 0;
    [[nodiscard]] virtual std::optional<Member> find_member(std::string_view address) const = 0;
    [[nodiscard]] virtual std::optional<Member> find_member(MemberId id) const = 0;

    /// How members log in: engine/ports/accounts.hpp.
    [[nodiscard]] virtual const AccountReader& accounts() const = 0;

    [[nodiscard]] virtual std::optional<StoredMessage> find_message(MessageId id) const = 0;
    /// A message taken from this place before; an empty uid finds none.
    [[nodiscard]] virtual std::optional<StoredMessage> find_message(const Origin& origin) const = 0;
    /// Messages understood before with this Message-ID and content; an empty `message_id` looks at content alone.
    [[nodiscard]] virtual std::optional<StoredMessage> find_duplicate(std::string_view message_id,
                                                                      std::string_view content_hash) const = 0;
    /// Whether another message with this Message-ID (any content) was understood before.
    [[nodiscard]] virtual bool knows_message_id(std::string_view message_id) const = 0;
    [[nodiscard]] virtual std::vector<StoredMessage> messages(Outcome outcome, int limit) const = 0;
    [[nodiscard]] virtual std::vector<StoredMessage> messages_of(CaseId id) const = 0;
    /// The bytes as received; none once erased.
    [[nodiscard]] virtual std::optional<std::string> raw(MessageId id) const = 0;

    [[nodiscard]] virtual std::optional<OutboxRow> find_outbox(OutboxId id) const = 0;
    [[nodiscard]] virtual std::optional<OutboxRow> find_outbox(std::string_view message_id) const = 0;
    /// Letters of a state, oldest first.
    [[nodiscard]] virtual std::vector<OutboxRow> outbox(OutboxState state, int limit) const = 0;
    [[nodiscard]] virtual std::vector<OutboxRow> outbox_of(CaseId id) const = 0;
    /// Queued letters with next_try_at <= now, oldest first.
    [[nodiscard]] virtual std::vector<OutboxRow> due_letters(Instant now, int limit) const = 0;
    [[nodiscard]] virtual std::optional<Instant> next_letter_at() const = 0;
    /// Letters to people outside that were sent since, to one address / to all: what the brake counts.
    [[nodiscard]] virtual int letters_sent(std::string_view address, Instant since) const = 0;
    [[nodiscard]] virtual int letters_sent(Instant since) const = 0;

    /// The link whose token holds this id; what is kept of the id is a keyed hash.
    [[nodiscard]] virtual std::optional<Link> find_link(std::string_view token_id) const = 0;
    /// Oldest first.
    [[nodiscard]] virtual std::vector<Link> links_of(CaseId id) const = 0;

    /// Messages that wait for a person, oldest first.
    [[nodiscard]] virtual std::vector<ReviewRow> reviews(int limit) const = 0;

    /// How many there are, for health and summaries.
    [[nodiscard]] virtual int count_cases() const = 0;
    [[nodiscard]] virtual int count_messages(Outcome outcome) const = 0;
    [[nodiscard]] virtual int count_letters(OutboxState state) const = 0;
    [[nodiscard]] virtual int count_reviews() const = 0;

    /// Small facts of the installation (last digest, mailbox troubles): a value by name.
    [[nodiscard]] virtual std::optional<std::string> note(std::string_view key) const = 0;
};

/// One transaction. Sees its own writes. Whatever fails in it, nothing of it is kept.
class Unit : public Reader {
public:
    /// Runs `part` so that its failure (a failed Result or an exception, which comes back as store_trouble or as the
    /// Error it was) undoes what it did and nothing else of this transaction: one bad case or message in a batch
    /// harms no other.
    [[nodiscard]] virtual Result<void> attempt(const std::function<Result<void>(Unit&)>& part) = 0;

    /// Keeps the raw bytes; their outcome is `received` until set_outcome.
    virtual MessageId add_message(const Origin& origin, std::string_view raw, Instant received_at) = 0;
    /// `message_id` and `content_hash` (both may be empty) are what find_duplicate looks for later.
    virtual void set_outcome(MessageId id, Outcome outcome, std::string_view reason, std::optional<CaseId> case_id,
                             std::string_view message_id, std::string_view content_hash) = 0;

    /// The next free number of a year, and a case under it without any history yet.
    virtual CaseRow add_case(std::string_view workflow, int version, int year, Instant opened_at) = 0;
    virtual CaseRow add_child(const CaseRow& parent, std::string_view workflow, int version, Instant opened_at) = 0;

    /// Keeps `text` under a key of the case and returns the reference that goes into the history.
    virtual std::string seal(CaseId id, Privacy privacy, std::string_view text) = 0;
    /// Appends to the history; `row.seq` must be the last one plus one.
    virtual void append(CaseId id, const HistoryEvent& row) = 0;
    /// Writes what lists see, after an append.
    virtual void update_case(CaseId id, const Situation& situation, int last_seq, Instant updated_at) = 0;

    virtual void set_obligation(const ObligationRow& row) = 0;  ///< insert or replace
    virtual void clear_obligation(CaseId id, std::string_view obligation) = 0;
    /// False when that reminder is in the ledger already: somebody was first.
    [[nodiscard]] virtual bool add_reminder(const ReminderRow& row) = 0;

    /// A role held by one person is replaced; `participants` is added to.
    virtual void add_participant(CaseId id, const Participant& participant) = 0;
    virtual void mark_answered(CaseId id, std::string_view address) = 0;
    virtual void mark_undeliverable(CaseId id, std::string_view address) = 0;

    virtual OutboxId enqueue(const Letter& letter) = 0;
    /// Replaces state, attempts, times and status of a letter.
    virtual void update_outbox(const OutboxRow& row) = 0;
    /// Adds a line to a list of a letter that is still queued and not tried yet (the digest).
    virtual void add_line(OutboxId id, std::string_view list,
                          const std::map<std::string, std::string, std::less<>>& line) = 0;

    /// `link.id`, `used_at` and `revoked_at` are the store's to say. Error::Code::already_there for an id given before.
    virtual LinkId add_link(std::string_view token_id, const Link& link) = 0;
    /// False when it was used or revoked already: somebody was first.
    [[nodiscard]] virtual bool mark_link_used(LinkId id, Instant at) = 0;
    /// One that was used or revoked stays as it is.
    virtual void revoke_link(LinkId id, Instant at) = 0;

    virtual MemberId add_member(const Member& member) = 0;
    /// Everything but the address, which is for ever.
    virtual void update_member(const Member& member) = 0;
    /// How members log in, to be changed in this transaction: engine/ports/accounts.hpp.
    [[nodiscard]] virtual AccountUnit& change_accounts() = 0;
    /// Puts a message on the list of those a person has to look at; once more changes nothing.
    virtual void add_review(MessageId id, std::string_view reasons) = 0;
    /// False when it does not wait there.
    [[nodiscard]] virtual bool end_review(MessageId id, Instant at) = 0;

    virtual void set_note(std::string_view key, std::string_view value) = 0;

    /// Records that the keys of the people of this case and of its messages are to be deleted; they are gone once
    /// the transaction is durable. Its links are revoked.
    virtual void erase_identity(CaseId id, Instant at) = 0;
};

/// The store. `write` runs its function on the one writer, alone, and returns when everything it did is durable
/// (several callers share one commit); a failed Result or an exception undoes all of that function and nothing else.
class Store {
public:
    virtual ~Store() = default;
    [[nodiscard]] virtual Result<void> write(const std::function<Result<void>(Unit&)>& work) = 0;
    /// A consistent view, beside the writer.
    [[nodiscard]] virtual Result<void> read(const std::function<Result<void>(const Reader&)>& work) = 0;
};

}  // namespace rexflow::engine
