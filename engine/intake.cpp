#include "engine/intake.hpp"

#include "engine/attachments.hpp"
#include "engine/bounce.hpp"
#include "engine/page_message.hpp"
#include "engine/ports/registers.hpp"
#include "engine/recent_reports.hpp"
#include "engine/report_fields.hpp"
#include "engine/searching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <functional>
#include <memory>

namespace rexflow::engine {

namespace {

constexpr std::string_view rex_case = "rex_case";
constexpr const char* split_off_reason = "split_off";

/// The message a run was reading when it ended, as "id runs".
constexpr std::string_view being_read = "intake:being_read";

/// A message that this many runs ended over is what ended them: a power cut does not strike three times at once.
constexpr int most_runs = 3;

/// Two reports of one event come close to each other.
constexpr auto same_event_within = std::chrono::days(7);

/// Where more mails are alike than people see one event, it is the same circular that many sent.
constexpr std::size_t most_reports_of_one_event = 4;

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// Whether somebody wrote it on a page of ours: then nobody's address is in it.
bool came_by_page(const Reader& reader, MessageId id) {
    const auto message = reader.find_message(id);
    return message && message->origin.source == page_source;
}

/// How many runs ended while they were reading this message.
int runs_ended_by(const Reader& reader, MessageId id) {
    const auto noted = reader.note(being_read).value_or("");
    const auto blank = noted.find(' ');
    if (blank == std::string::npos || noted.substr(0, blank) != std::to_string(id.value)) return 0;
    return std::atoi(noted.c_str() + blank);
}

}  // namespace

Result<ReadMessage> Intake::read(const MessageReader& reader, std::string_view raw, Instant now) const {
    try {
        auto email = reader.read(raw);
        if (!email) return Err(email.error());
        return look_into(std::move(*email), now);
    } catch (const std::exception&) {
        return Err(Error::Code::unreadable_message, "reading it ended in an unexpected way");
    }
}

ReadMessage Intake::look_into(InboundEmail email, Instant now) const {
    const auto kind = classify(email);
    if (kind.kind == MessageKind::bounce) return {std::move(email), kind, {}};
    const auto written_at = context_.calendar.zone().local(std::min(email.date.value_or(now), now));
    auto said = reading::read(email, {context_.calendar.region(), written_at});
    return {std::move(email), kind, std::move(said)};
}

Understood Intake::understand(Unit& unit, MessageId id, const Result<ReadMessage>& message, Instant now) const {
    if (const auto known = unit.find_message(id); known && known->outcome != Outcome::received) {
        const auto row = known->case_id ? unit.find_case(*known->case_id) : std::nullopt;
        return {id, known->outcome, row ? std::optional(row->number) : std::nullopt, known->reason};
    }
    Understood understood{id, Outcome::quarantined, std::nullopt, {}};
    auto done = unit.attempt([&](Unit& part) -> Result<void> {
        if (!message) return Err(message.error());
        auto decided = decide(part, id, *message, now);
        if (!decided) return Err(decided.error());
        understood = std::move(*decided);
        return {};
    });
    if (done) return understood;
    understood = {id, Outcome::quarantined, std::nullopt, done.error().message};
    unit.set_outcome(id, Outcome::quarantined, understood.reason, std::nullopt, {}, {});
    return understood;
}

Result<Understood> Intake::decide(Unit& unit, MessageId id, const ReadMessage& message, Instant now) const {
    const auto& email = message.email;
    if (const auto first = unit.find_duplicate(email.message_id, email.content_hash)) {
        const auto row = first->case_id ? unit.find_case(*first->case_id) : std::nullopt;
        unit.set_outcome(id, Outcome::duplicate, "same_message", first->case_id, {}, {});
        return Understood{id, Outcome::duplicate, row ? std::optional(row->number) : std::nullopt, "same_message"};
    }
    if (tokens_.read_message_id(email.message_id)) {
        unit.set_outcome(id, Outcome::auto_held, "own_letter", std::nullopt, email.message_id, email.content_hash);
        return Understood{id, Outcome::auto_held, std::nullopt, "own_letter"};
    }
    const auto kind = came_by_page(unit, id) ? Classification{MessageKind::report, {}} : message.kind;
    switch (kind.kind) {
        case MessageKind::bounce:
            return bounce(unit, id, email, now);
        case MessageKind::auto_reply: {
            const auto row = correlate(email, tokens_, unit);
            unit.set_outcome(id, Outcome::auto_held, kind.reason, row ? std::optional(row->id) : std::nullopt,
                             email.message_id, email.content_hash);
            return Understood{id, Outcome::auto_held, row ? std::optional(row->number) : std::nullopt,
                              std::string(kind.reason)};
        }
        case MessageKind::no_sender:
            return Err(Error::Code::unreadable_message, std::string(kind.reason));
        case MessageKind::report:
            break;
    }
    const auto row = correlate(email, tokens_, unit);
    if (row) return reply(unit, id, message, *row, now);
    const bool known = !email.message_id.empty() && unit.knows_message_id(email.message_id);
    return report(unit, id, message, known ? "same_message_id" : "", now);
}

Result<Understood> Intake::report(Unit& unit, MessageId id, const ReadMessage& message, const std::string& reason,
                                  Instant now) const {
    std::optional<ReadMessage> from_page;
    if (came_by_page(unit, id)) from_page = look_into(meant_by_page(message.email), now);
    const auto& read = from_page ? *from_page : message;
    const auto& email = read.email;
    const auto sender = from_page ? Mailbox{} : find_usable_sender(email).value_or(Mailbox{});
    auto fields = report_fields(email, sender, read.said);
    // The receipt code of a page opens the first case; one that is split off is answered there.
    fields["channel"] = !from_page ? "mail" : reason == split_off_reason ? "form" : "web";
    fields["message"] = std::to_string(id.value);
    const Event event{"report_received", std::move(fields), now, Actor::reporter()};
    const auto opened = dispatcher_.open(unit, rex_case, event, {now, email.message_id});
    if (!opened) return Err(opened.error());
    unit.set_outcome(id, Outcome::case_opened, reason, opened->row.id, email.message_id, email.content_hash);
    unit.edit_registers().search->add(opened->row.id, search_texts(email, read.said.text));
    if (auto added = record_attachments(unit, dispatcher_, opened->row, id, email, now); !added)
        return Err(added.error());
    const auto after = unit.find_case(opened->row.id);
    const auto whose = from_page ? std::to_string(id.value) : sender.address;
    if (auto compared = compare(unit, after.value_or(opened->row), read, whose, now); !compared)
        return Err(compared.error());
    return Understood{id, Outcome::case_opened, opened->row.number, reason};
}

/// Points out the open case of the last days, reported by somebody else, that this one resembles most. Only the cell
/// sees it: reporters are not told of each other.
Result<void> Intake::compare(Unit& unit, const CaseRow& row, const ReadMessage& message, std::string_view address,
                             Instant now) const {
    const auto& [email, kind, said] = message;
    const auto sketch = sketch_of(fmt::format("{}\n{}", email.subject, reading::told_in(email, said.text)),
                                  context_.signer.sign("sketch"));
    if (!sketch) return {};
    const RecentReport report{row.id, now, context_.signer.sign("sender:" + lower(address)), *sketch};
    auto resembling = RecentReports::all(unit);
    std::erase_if(resembling, [&](const RecentReport& earlier) {
        return earlier.sender == report.sender || earlier.at < now - same_event_within ||
               resemblance(earlier.sketch, report.sketch) < alike;
    });
    RecentReports::remember(unit, report);
    if (resembling.size() > most_reports_of_one_event) return {};
    std::ranges::sort(resembling, std::greater{},
                      [&](const RecentReport& earlier) { return resemblance(earlier.sketch, report.sketch); });
    std::optional<CaseRow> found;
    for (const auto& earlier : resembling) {
        auto other = unit.find_case(earlier.id);
        if (found || !other || other->at_rest || other->erased) continue;
        found = std::move(other);
    }
    if (!found) return {};
    const Event offered{"link_offered", {{"case", found->number.text()}}, now, Actor::system()};
    const auto done = dispatcher_.handle(unit, row, offered, {now, {}});
    return done ? Result<void>{} : Err(done.error());
}

Result<Understood> Intake::reply(Unit& unit, MessageId id, const ReadMessage& message, const CaseRow& row,
                                 Instant now) const {
    const auto& [email, kind, said] = message;
    if (auto taken = replies_.take(unit, id, email, said.text, row, now); !taken) return Err(taken.error());
    unit.set_outcome(id, Outcome::reply, {}, row.id, email.message_id, email.content_hash);
    unit.edit_registers().search->add(row.id, search_texts(email, said.text));
    if (auto added = record_attachments(unit, dispatcher_, row, id, email, now); !added) return Err(added.error());
    return Understood{id, Outcome::reply, row.number, {}};
}

/// A report about a letter of ours is tied to it; one about anything else is kept and listed. An address that takes
/// no mail for good is not written to again; one that only failed now is.
Result<Understood> Intake::bounce(Unit& unit, MessageId id, const InboundEmail& email, Instant now) const {
    const auto [reported, recipient, status, fate] = read_bounce(email, tokens_);
    const auto letter = unit.find_outbox(reported);
    auto case_id = letter ? letter->letter.case_id : tokens_.read_message_id(reported);
    const auto row = case_id ? unit.find_case(*case_id) : std::nullopt;
    if (!row) case_id.reset();
    if (row && letter && (fate == Fate::failed_for_good || fate == Fate::failed_for_now)) {
        const bool for_good = fate == Fate::failed_for_good;
        if (for_good) unit.mark_undeliverable(row->id, letter->letter.to.address);
        const Event event{"delivery_failed",
                          {{"letter", letter->letter.name}, {"status", status}, {"stopped", for_good ? "yes" : "no"}},
                          now,
                          Actor::system()};
        if (auto told = dispatcher_.handle(unit, *row, event, {now, {}}); !told) return Err(told.error());
    }
    unit.set_outcome(id, Outcome::bounce, status, case_id, email.message_id, email.content_hash);
    return Understood{id, Outcome::bounce, row ? std::optional(row->number) : std::nullopt, status};
}

Result<Understood> Intake::open_held(Unit& unit, MessageId id, const InboundEmail& email, Instant now) const {
    const auto message = unit.find_message(id);
    if (!message || message->outcome != Outcome::auto_held)
        return Err(Error::Code::not_found, "no held message of that number", "rexflow held list shows them");
    if (!find_usable_sender(email)) return Err(Error::Code::invalid_input, "this message has no sender to answer");
    return report(unit, id, look_into(email, now), {}, now);
}

Result<CaseRow> Intake::case_of_reply(const Reader& reader, MessageId id) const {
    const auto message = reader.find_message(id);
    const auto row = message && message->outcome == Outcome::reply && message->case_id
                         ? reader.find_case(*message->case_id)
                         : std::nullopt;
    if (!row)
        return Err(Error::Code::not_found, "no message of that number came as a reply to a case",
                   "rexflow case show NUMBER lists the messages of a case");
    return *row;
}

Result<Understood> Intake::split_off(Unit& unit, MessageId id, const InboundEmail& email, const Actor& by,
                                     Instant now) const {
    const auto first = case_of_reply(unit, id);
    if (!first) return Err(first.error());
    auto opened = report(unit, id, look_into(email, now), split_off_reason, now);
    if (!opened) return opened;
    const auto second = unit.find_case(*opened->number);
    const Event answered{"split_answered",
                         {{"message", std::to_string(id.value)}, {"verdict", "split"}, {"case", second->number.text()}},
                         now,
                         by};
    if (auto done = dispatcher_.handle(unit, *first, answered, {now, {}}); !done) return Err(done.error());
    const Event linked{"case_linked", {{"case", first->number.text()}}, now, by};
    if (auto done = dispatcher_.handle(unit, *second, linked, {now, {}}); !done) return Err(done.error());
    return opened;
}

Result<void> Intake::keep(Unit& unit, MessageId id, const Actor& by, Instant now) const {
    const auto row = case_of_reply(unit, id);
    if (!row) return Err(row.error());
    const Event answered{"split_answered", {{"message", std::to_string(id.value)}, {"verdict", "keep"}}, now, by};
    const auto done = dispatcher_.handle(unit, *row, answered, {now, {}});
    return done ? Result<void>{} : Err(done.error());
}

Result<void> IntakeLine::take(const Origin& origin, std::string raw, Instant now) {
    // Of a large message there is one in memory at a time; what a commit costs is nothing beside its bytes.
    constexpr std::size_t large = 1U << 20U;
    if (raw.size() > large)
        if (auto finished = finish(now); !finished) return finished;
    // One being read while another is stored, where reading has a thread of its own.
    const std::size_t most_waiting = begin_ ? 2 : 1;
    const bool is_full = waiting_.size() == most_waiting;
    std::optional<Result<ReadMessage>> message;
    if (is_full) message = waiting_.front().reading();
    std::optional<Understood> understood;
    MessageId received;
    auto stored = store_.write([&](Unit& unit) -> Result<void> {
        if (is_full) understood = intake_.understand(unit, waiting_.front().id, *message, now);
        received = unit.add_message(origin, raw, now);
        return {};
    });
    if (!stored) return stored;
    if (is_full) waiting_.pop_front();
    wait(received, std::move(raw), now);
    if (understood) report_(*understood);
    return {};
}

void IntakeLine::wait(MessageId id, std::string raw, Instant now) {
    // Keeps what it reads: it may still run when this line is gone.
    Reading reading = [&reader = reader_, &intake = intake_, raw = std::make_shared<const std::string>(std::move(raw)),
                       now] { return intake.read(reader, *raw, now); };
    waiting_.push_back({id, begin_ ? begin_(std::move(reading)) : std::move(reading)});
}

Result<void> IntakeLine::finish(Instant now) {
    if (waiting_.empty()) return {};
    std::vector<Result<ReadMessage>> messages;
    for (const auto& one : waiting_) messages.push_back(one.reading());
    std::vector<Understood> all;
    auto stored = store_.write([&](Unit& unit) -> Result<void> {
        all.clear();
        for (std::size_t i = 0; i < messages.size(); ++i)
            all.push_back(intake_.understand(unit, waiting_[i].id, messages[i], now));
        return {};
    });
    if (!stored) return stored;
    waiting_.clear();
    for (const auto& understood : all) report_(understood);
    return {};
}

Result<void> IntakeLine::recover(Instant now) {
    std::vector<StoredMessage> left;
    auto listed = store_.read([&](const Reader& reader) -> Result<void> {
        constexpr int at_once = 1000;
        left = reader.messages(Outcome::received, at_once);
        return {};
    });
    if (!listed) return listed;
    for (const auto& message : left)
        if (auto recovered = recover(message.id, now); !recovered) return recovered;
    return {};
}

Result<void> IntakeLine::recover(MessageId id, Instant now) {
    int runs = 0;
    std::optional<std::string> raw;
    auto noted = store_.write([&](Unit& unit) -> Result<void> {
        runs = runs_ended_by(unit, id);
        raw = unit.raw(id);
        unit.set_note(being_read, std::to_string(id.value) + " " + std::to_string(runs + 1));
        return {};
    });
    if (!noted) return noted;
    Result<ReadMessage> message = Err(Error::Code::unreadable_message, "reading it ended the program");
    if (!raw)
        message = Err(Error::Code::erased, "its key is gone");
    else if (runs < most_runs)
        message = intake_.read(reader_, *raw, now);
    Understood understood;
    auto stored = store_.write([&](Unit& unit) -> Result<void> {
        understood = intake_.understand(unit, id, message, now);
        unit.set_note(being_read, "");
        return {};
    });
    if (stored) report_(understood);
    return stored;
}

}  // namespace rexflow::engine
