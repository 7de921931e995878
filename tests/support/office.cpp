#include "tests/support/office.hpp"

#include "adapters/mustache/letter_catalog.hpp"
#include "adapters/mustache/renderer.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/sqlite_data.hpp"
#include "workflows/corrective_action/workflow.hpp"
#include "workflows/rex_case/workflow.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

namespace rexflow::testing {

using engine::Err;
using engine::Reader;
using engine::Result;
using engine::Unit;

namespace {

class MemoryArchive final : public Archive {
public:
    engine::Store& store() override { return store_; }
    void reopen() override {}

private:
    MemoryStore store_;
};

class SqliteArchive final : public Archive {
public:
    engine::Store& store() override { return data_.store(); }
    void reopen() override { data_.reopen(); }

private:
    SqliteData data_;
};

constexpr std::array outbox_states{engine::OutboxState::queued,   engine::OutboxState::braked,
                                   engine::OutboxState::sent,     engine::OutboxState::refused,
                                   engine::OutboxState::given_up, engine::OutboxState::erased};
constexpr int everything = 1'000'000;

[[noreturn]] void fail(const engine::Error& error) {
    throw std::runtime_error(error.message + (error.hint.empty() ? "" : " / " + error.hint));
}

std::vector<engine::CaseRow> all_cases(const Reader& reader) { return reader.cases({}, everything); }

engine::CaseRow find_row(const Reader& reader, const std::string& number) {
    const auto parsed = engine::CaseNumber::parse(number);
    const auto found = parsed ? reader.find_case(*parsed) : std::nullopt;
    if (!found) throw std::runtime_error("there is no case " + number);
    return *found;
}

}  // namespace

std::unique_ptr<Archive> in_memory() { return std::make_unique<MemoryArchive>(); }
std::unique_ptr<Archive> on_sqlite() { return std::make_unique<SqliteArchive>(); }

engine::Workflows every_workflow() {
    std::vector<std::unique_ptr<engine::Workflow>> all;
    all.push_back(rex_case::make_workflow());
    all.push_back(corrective_action::make_workflow());
    return engine::Workflows(std::move(all));
}

engine::Policy default_policy(const engine::Workflows& workflows) {
    std::vector<std::span<const engine::ObligationRule>> tables;
    for (const auto& workflow : workflows.all()) tables.push_back(workflow->obligations());
    return value_of(engine::Policy::make(tables));
}

void Office::move_to(const std::string& contact_address) {
    house.contact_address = contact_address;
    house.mail_domain = contact_address.substr(contact_address.find('@') + 1);
    signer_ = PlainSigner(contact_address);
}

/// Message-IDs follow from what is committed: a write that is repeated after a crash gives the same ones.
class Office::NumberingStore final : public engine::Store {
public:
    NumberingStore(Archive& archive, CountingNonces& nonces) : archive_(archive), nonces_(nonces) {}

    Result<void> write(const std::function<Result<void>(Unit&)>& work) override {
        constexpr std::size_t a_write = 1000;
        return archive_.store().write([&](Unit& unit) {
            std::size_t letters = 0;
            for (const auto state : outbox_states) letters += static_cast<std::size_t>(unit.count_letters(state));
            nonces_.go_on_from(letters * a_write);
            return work(unit);
        });
    }
    Result<void> read(const std::function<Result<void>(const Reader&)>& work) override {
        return archive_.store().read(work);
    }

private:
    Archive& archive_;
    CountingNonces& nonces_;
};

Office::Office(const std::string& now, std::unique_ptr<Archive> archive)
    : clock(paris(now)),
      archive_(std::move(archive)),
      numbering_(std::make_unique<NumberingStore>(*archive_, nonces_)),
      workflows_(every_workflow()),
      policy_(default_policy(workflows_)),
      catalog_(std::make_unique<mustache::ManifestCatalog>()),
      renderer_(mustache::make_renderer()) {
    open();
    add_members();
}

Office::~Office() = default;

void Office::open() {
    context_.emplace(engine::Context{workflows_, policy_, calendar_, house, signer_, nonces_, *catalog_});
    dispatcher_.emplace(*context_);
    correspondence_.emplace(*context_);
    intake_.emplace(*context_, *dispatcher_);
    reminders_.emplace(*context_, *dispatcher_);
    delivery_.emplace(*context_, *dispatcher_, *renderer_, writer_, transport);
}

void Office::add_members() {
    writes([](Unit& unit) -> Result<void> {
        unit.add_member({{}, coordinator, "Ana Exemple", engine::MemberRole::coordinator});
        unit.add_member({{}, pilot, "Basile Exemple", engine::MemberRole::member});
        unit.add_member({{}, colleague, "Chloé Exemple", engine::MemberRole::member});
        return {};
    });
}

void Office::must(const Result<void>& done) {
    if (!done) fail(done.error());
}

engine::Store& Office::store() {
    if (crashing_) return *crashing_;
    return *numbering_;
}

void Office::restart() {
    crashing_.reset();
    archive_->reopen();
    open();
}

void Office::damage(const std::string& number) {
    const auto damaged = row(number);
    auto other = situation(number);
    other.levels ^= 0b1000U;
    writes([&](Unit& unit) -> Result<void> {
        unit.update_case(damaged.id, other, damaged.last_seq, clock.now());
        return {};
    });
}

void Office::crash_at(int write, CrashPoint point) {
    crashing_.reset();
    crashing_.emplace(*numbering_, write, point);
}

engine::Understood Office::mail(Mail mail) {
    ++mails_;
    if (mail.wants_id()) mail.id("mail-" + std::to_string(mails_) + "@mx.example");
    return takes(mail.raw());
}

engine::Understood Office::takes(const std::string& raw, const engine::Origin& origin) {
    engine::Understood last;
    engine::IntakeLine line(store(), reader_, *intake_, [&](const engine::Understood& told) { last = told; });
    must(line.take(origin, raw, clock.now()));
    must(line.finish(clock.now()));
    return last;
}

Result<engine::Handled> Office::tries(const std::string& number, const std::string& event, engine::Payload fields,
                                      const std::string& by) {
    std::optional<engine::Handled> handled;
    auto done = store().write([&](Unit& unit) -> Result<void> {
        const auto member = unit.find_member(by);
        if (!member) return Err(engine::Error::Code::not_found, "there is no member " + by);
        auto result = dispatcher_->handle(unit, find_row(unit, number),
                                          {event, std::move(fields), clock.now(), engine::Actor::member(member->id)},
                                          {clock.now(), {}});
        if (!result) return Err(result.error());
        handled = std::move(*result);
        return {};
    });
    if (!done) return Err(done.error());
    return std::move(*handled);
}

engine::Handled Office::does(const std::string& number, const std::string& event, engine::Payload fields,
                             const std::string& by) {
    auto handled = tries(number, event, std::move(fields), by);
    if (!handled) fail(handled.error().within(event));
    return std::move(*handled);
}

engine::Error Office::refused(const std::string& number, const std::string& event, engine::Payload fields,
                              const std::string& by) {
    auto handled = tries(number, event, std::move(fields), by);
    if (handled) throw std::runtime_error(event + " was not refused");
    return handled.error();
}

engine::Reminders::Turn Office::remind() {
    engine::Reminders::Turn turn;
    writes([&](Unit& unit) -> Result<void> {
        turn = reminders_->turn(unit, clock.now(), everything);
        return {};
    });
    return turn;
}

engine::Delivery::Turn Office::deliver() {
    const auto turn = delivery_->turn(store(), clock.now(), everything);
    if (!turn) fail(turn.error());
    if (turn->postponed + turn->failed > 0)
        for (const auto& row : all_letters())
            if (row.last_status == "letter" || row.last_status == "configuration")
                throw std::runtime_error("the letter " + row.letter.name + " cannot be rendered");
    return *turn;
}

void Office::pass_until(const std::string& until) {
    const auto end = paris(until);
    while (true) {
        const auto next = sees([&](const Reader& reader) {
            return std::min({end, reader.next_obligation_at().value_or(end), reader.next_letter_at().value_or(end)});
        });
        clock.set(std::max(clock.now(), next));
        const auto reminded = remind();
        const auto delivered = deliver();
        const bool idle = reminded.queued + reminded.failed + delivered.sent + delivered.braked == 0;
        if (clock.now() >= end && idle) return;
    }
}

engine::CaseRow Office::row(const std::string& number) {
    return sees([&](const Reader& reader) { return find_row(reader, number); });
}

engine::Situation Office::situation(const std::string& number) {
    return sees([&](const Reader& reader) {
        engine::History history;
        auto situation = dispatcher_->load(reader, find_row(reader, number), history);
        if (!situation) fail(situation.error());
        return *situation;
    });
}

int Office::count_cases() {
    return sees([](const engine::Reader& reader) { return reader.count_cases(); });
}

std::vector<std::string> Office::obligations(const std::string& number) {
    std::vector<std::string> keys;
    for (const auto& [key, set] : situation(number).obligations) keys.push_back(key);
    return keys;
}

std::string Office::due(const std::string& number, const std::string& obligation) {
    const auto live = situation(number).obligations;
    const auto found = live.find(obligation);
    return found == live.end() ? "not alive" : paris(found->second.due_at);
}

std::vector<engine::OutboxRow> Office::outbox(const std::string& number) {
    return sees([&](const Reader& reader) { return reader.outbox_of(find_row(reader, number).id); });
}

std::vector<std::string> Office::letters(const std::string& number) {
    std::vector<std::string> names;
    for (const auto& row : outbox(number)) names.push_back(row.letter.name + " to " + row.letter.to.address);
    return names;
}

std::vector<engine::OutboxRow> Office::all_letters() {
    auto rows = sees([](const Reader& reader) {
        std::vector<engine::OutboxRow> all;
        for (const auto state : outbox_states)
            for (auto& row : reader.outbox(state, everything)) all.push_back(std::move(row));
        return all;
    });
    std::ranges::sort(rows, {}, [](const engine::OutboxRow& row) { return row.id; });
    return rows;
}

engine::OutboxRow Office::last_letter(const std::string& name) {
    const auto rows = all_letters();
    const auto last =
        std::ranges::find(rows.rbegin(), rows.rend(), name, [](const auto& row) { return row.letter.name; });
    if (last == rows.rend()) throw std::runtime_error("there is no letter " + name);
    return *last;
}

std::vector<engine::ReminderRow> Office::ledger(const std::string& number) {
    return sees([&](const Reader& reader) { return reader.reminders(find_row(reader, number).id); });
}

std::vector<std::string> Office::history(const std::string& number) {
    std::vector<std::string> types;
    for (const auto& entry :
         sees([&](const Reader& reader) { return value_of(reader.history(find_row(reader, number).id)); }))
        types.push_back(entry.event.type);
    return types;
}

std::string Office::entry(const std::string& number, const std::string& event) {
    const auto types = history(number);
    const auto last = std::ranges::find(types.rbegin(), types.rend(), event);
    if (last == types.rend()) throw std::runtime_error("there is no event " + event);
    return std::to_string(types.rend() - last);
}

namespace {

/// Message-IDs the history promises, held against the outbox.
void check_letters(const Reader& reader, const engine::CaseRow& row, const engine::History& history,
                   std::vector<std::string>& troubles) {
    std::set<std::string> promised;
    for (const auto& entry : history)
        for (const auto& letter : entry.effects.letters)
            if (!promised.insert(letter.message_id).second)
                troubles.push_back(row.number.text() + ": a Message-ID twice");
    std::set<std::string> queued;
    for (const auto& letter : reader.outbox_of(row.id))
        if (!queued.insert(letter.letter.message_id).second) troubles.push_back(row.number.text() + ": a letter twice");
    if (!std::ranges::includes(queued, promised)) troubles.push_back(row.number.text() + ": a letter is lost");
}

void check_obligations(const Reader& reader, const engine::CaseRow& row, engine::Situation situation,
                       std::vector<std::string>& troubles) {
    for (const auto& stored : reader.obligations(row.id)) {
        const auto live = situation.obligations.find(stored.obligation);
        if (live == situation.obligations.end() || live->second.due_at != stored.due_at ||
            live->second.rule != stored.rule || live->second.started_at != stored.started_at)
            troubles.push_back(row.number.text() + ": " + stored.obligation + " is not what the history says");
        situation.obligations.erase(stored.obligation);
    }
    for (const auto& [missing, set] : situation.obligations)
        troubles.push_back(row.number.text() + ": " + missing + " is missing");
}

}  // namespace

std::vector<std::string> Office::troubles() {
    return sees([&](const Reader& reader) {
        std::vector<std::string> troubles;
        for (const auto& row : all_cases(reader)) {
            engine::History history;
            const auto situation = dispatcher_->load(reader, row, history);
            if (!situation) {
                troubles.push_back(situation.error().message);
                continue;
            }
            if (row.erased != situation->erased) troubles.push_back(row.number.text() + ": erased or not");
            check_obligations(reader, row, *situation, troubles);
            check_letters(reader, row, history, troubles);
        }
        return troubles;
    });
}

}  // namespace rexflow::testing
