#include "adapters/app/commands.hpp"
#include "adapters/app/named_file.hpp"
#include "adapters/app/reading_ahead.hpp"
#include "adapters/app/turns.hpp"
#include "engine/mail_care.hpp"
#include "engine/quarantine_words.hpp"

#include <fmt/format.h>

#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using engine::to_text;
using nlohmann::ordered_json;

ordered_json json_of(const engine::Understood& understood) {
    return {{"outcome", to_text(understood.outcome)},
            {"case", understood.number ? ordered_json(understood.number->text()) : ordered_json()},
            {"reason", understood.reason.empty() ? ordered_json() : ordered_json(understood.reason)},
            {"message", understood.message.value}};
}

/// One line a message, whatever --json says: programs read it.
engine::IntakeLine::Report printing(const Session& session) {
    return [&session](const engine::Understood& understood) { session.print_line(json_of(understood).dump()); };
}

Result<void> take_standard_input(Session& session) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    std::string raw(std::istreambuf_iterator<char>(std::cin), {});
    if (std::cin.bad()) return Err(Error::Code::store_trouble, "standard input broke off");
    engine::IntakeLine line((*installation)->store(), (*installation)->message_reader(), (*installation)->intake(),
                            printing(session));
    const auto now = (*installation)->clock().now();
    if (auto taken = line.take({"stdin", {}}, std::move(raw), now); !taken) return taken;
    // The message is stored: whatever understanding it meets, the mail server must not bring it again.
    if (const auto understood = line.finish(now); !understood) session.complain(understood.error());
    return {};
}

engine::mail_care::Parts care_parts(const Installation& installation) {
    return {installation.message_reader(), installation.intake()};
}

Result<void> list_messages(Session& session, engine::Outcome outcome) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().read([&](const engine::Reader& reader) -> Result<void> {
        auto json = ordered_json::array();
        std::vector<std::vector<std::string>> rows;
        constexpr int most = 1000;
        for (const auto& message : reader.messages(outcome, most)) {
            json.push_back({{"id", message.id.value},
                            {"received_at", to_text(message.received_at)},
                            {"source", message.origin.source},
                            {"reason", message.reason},
                            {"explanation", engine::quarantine_in_words(message.reason, session.language())}});
            rows.push_back({std::to_string(message.id.value), to_text(message.received_at), message.origin.source,
                            engine::quarantine_in_words(message.reason, session.language())});
        }
        session.print(json, to_table({"ID", "RECEIVED", "SOURCE", "REASON"}, rows));
        return {};
    });
}

}  // namespace

Exit intake_standard_input(Session& session) {
    try {
        const auto taken = take_standard_input(session);
        if (taken) return Exit::done;
        session.complain(taken.error());
    } catch (const std::exception&) {
        session.complain({Error::Code::store_trouble, "the message could not be stored",
                          "the mail server keeps it and tries again; rexflow verify looks for what is wrong"});
    }
    return Exit::try_again;
}

Result<void> intake_files(Session& session, const std::vector<std::filesystem::path>& files) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    ReadingAhead ahead;
    engine::IntakeLine line((*installation)->store(), (*installation)->message_reader(), (*installation)->intake(),
                            printing(session), ahead.starter());
    const auto now = (*installation)->clock().now();
    for (const auto& path : files) {
        auto raw = bytes_of(path);
        if (!raw) {
            if (auto finished = line.finish(now); !finished) return finished;
            return Err(raw.error());
        }
        if (auto taken = line.take({"file", {}}, std::move(*raw), now); !taken) return taken;
    }
    return line.finish(now);
}

Result<void> fetch(Session& session) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    engine::IntakeLine line((*installation)->store(), (*installation)->message_reader(), (*installation)->intake(),
                            printing(session));
    if (auto recovered = line.recover((*installation)->clock().now()); !recovered) return recovered;
    const auto inboxes = (*installation)->open_inboxes();
    if (!inboxes) return Err(inboxes.error());
    std::optional<Error> first;
    for (const auto& watched : *inboxes) {  // one that fails does not stop the next
        const auto taken = take_mail(**installation, watched, printing(session));
        if (!taken && !first) first = taken.error();
    }
    return first ? Result<void>(Err(*first)) : Result<void>{};
}

Result<void> tick(Session& session) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    const auto turn = take_reminder_turns(**installation);
    if (!turn) return Err(turn.error());
    session.print({{"reminders", turn->queued}, {"failed", turn->failed}},
                  fmt::format("{} reminders queued, {} failed", turn->queued, turn->failed));
    return {};
}

Result<void> deliver(Session& session) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    const auto turn = take_delivery_turns(**installation);
    if (!turn) return Err(turn.error());
    session.print(
        {{"sent", turn->sent}, {"postponed", turn->postponed}, {"failed", turn->failed}, {"braked", turn->braked}},
        fmt::format("{} sent, {} to be tried again, {} refused or given up, {} braked", turn->sent, turn->postponed,
                    turn->failed, turn->braked));
    return {};
}

Result<void> quarantine_list(Session& session) { return list_messages(session, engine::Outcome::quarantined); }

Result<void> quarantine_show(Session& session, std::int64_t id) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().read([&](const engine::Reader& reader) -> Result<void> {
        const auto message = engine::mail_care::find(reader, engine::MessageId{id}, engine::Outcome::quarantined);
        if (!message) return Err(message.error());
        const auto raw = reader.raw(message->id).value_or("");
        session.print({{"id", id},
                       {"received_at", to_text(message->received_at)},
                       {"source", message->origin.source},
                       {"reason", message->reason},
                       {"explanation", engine::quarantine_in_words(message->reason, session.language())},
                       {"raw", raw}},
                      fmt::format("{}  {}\n{}\n\n{}", to_text(message->received_at), message->origin.source,
                                  engine::quarantine_in_words(message->reason, session.language()), raw));
        return {};
    });
}

Result<void> quarantine_retry(Session& session, std::int64_t id) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().write([&](engine::Unit& unit) -> Result<void> {
        const auto understood = engine::mail_care::retry(unit, care_parts(**installation), engine::MessageId{id},
                                                         (*installation)->clock().now());
        if (!understood) return Err(understood.error());
        printing(session)(*understood);
        return {};
    });
}

Result<void> held_list(Session& session) { return list_messages(session, engine::Outcome::auto_held); }

Result<void> held_open(Session& session, std::int64_t id) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().write([&](engine::Unit& unit) -> Result<void> {
        const auto opened = engine::mail_care::open_held(unit, care_parts(**installation), engine::MessageId{id},
                                                         (*installation)->clock().now());
        if (!opened) return Err(opened.error());
        printing(session)(*opened);
        return {};
    });
}

Result<void> outbox_list(Session& session, const std::string& state) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    const auto wanted = engine::parse_outbox_state(state);
    if (!wanted)
        return Err(Error::Code::invalid_input, "this is not a state of a letter",
                   "one of: queued, braked, sent, refused, given_up, erased");
    return (*installation)->store().read([&](const engine::Reader& reader) -> Result<void> {
        auto json = ordered_json::array();
        std::vector<std::vector<std::string>> rows;
        constexpr int most = 1000;
        for (const auto& row : reader.outbox(*wanted, most)) {
            const auto found = row.letter.case_id ? reader.find_case(*row.letter.case_id) : std::nullopt;
            const auto number = found ? found->number.text() : "";
            json.push_back({{"id", row.id.value},
                            {"letter", row.letter.name},
                            {"case", number},
                            {"to", row.letter.to.address},
                            {"state", to_text(row.state)},
                            {"attempts", row.attempts},
                            {"next_try_at", row.sent_at ? ordered_json() : ordered_json(to_text(row.next_try_at))},
                            {"sent_at", row.sent_at ? ordered_json(to_text(*row.sent_at)) : ordered_json()},
                            {"status", row.last_status},
                            {"message_id", row.letter.message_id}});
            rows.push_back({std::to_string(row.id.value), number, row.letter.name, row.letter.to.address,
                            std::to_string(row.attempts), to_text(row.sent_at.value_or(row.next_try_at)),
                            row.last_status});
        }
        session.print(json, to_table({"ID", "CASE", "LETTER", "TO", "TRIES",
                                      *wanted == engine::OutboxState::sent ? "SENT" : "NEXT TRY", "STATUS"},
                                     rows));
        return {};
    });
}

Result<void> outbox_retry(Session& session, std::int64_t id) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().write([&](engine::Unit& unit) -> Result<void> {
        const auto queued = engine::mail_care::send_again(unit, engine::OutboxId{id}, (*installation)->clock().now());
        if (!queued) return queued;
        session.print({{"id", id}, {"state", "queued"}}, fmt::format("letter {} is queued again", id));
        return {};
    });
}

}  // namespace rexflow::app::commands
