#include "adapters/api/metrics.hpp"

#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"
#include "engine/ports/webhooks.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

namespace rexflow::api {

namespace {

constexpr std::array outbox_states{engine::OutboxState::queued,   engine::OutboxState::braked,
                                   engine::OutboxState::sent,     engine::OutboxState::refused,
                                   engine::OutboxState::given_up, engine::OutboxState::erased};
constexpr std::array outcomes{engine::Outcome::received,   engine::Outcome::case_opened, engine::Outcome::reply,
                              engine::Outcome::auto_held,  engine::Outcome::bounce,      engine::Outcome::duplicate,
                              engine::Outcome::quarantined};

class Lines {
public:
    void begin(std::string_view name, std::string_view help) {
        name_ = name;
        text_ += fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n", name, help);
    }
    void add(const std::string& labels, long long value) {
        text_ +=
            labels.empty() ? fmt::format("{} {}\n", name_, value) : fmt::format("{}{{{}}} {}\n", name_, labels, value);
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string name_;
    std::string text_;
};

void add_cases(Lines& lines, const engine::Reader& reader, const engine::Context& context) {
    constexpr int page = 1000;
    std::map<std::string, long long> counts;
    engine::CaseId after;
    for (auto rows = reader.cases(after, page); !rows.empty(); rows = reader.cases(after, page)) {
        for (const auto& row : rows) {
            const auto* const workflow = context.workflows.find(row.workflow);
            if (workflow == nullptr) continue;
            for (std::size_t i = 0; i < workflow->regions().size() && i < row.states.size(); ++i)
                ++counts[fmt::format("workflow=\"{}\",region=\"{}\",state=\"{}\"", row.workflow,
                                     workflow->regions()[i].name, row.states[i])];
        }
        after = rows.back().id;
    }
    lines.begin("rexflow_cases", "Cases by state of each region.");
    for (const auto& [labels, count] : counts) lines.add(labels, count);
}

void add_late(Lines& lines, const engine::Reader& reader, engine::Instant now) {
    constexpr int most = 100'000;
    engine::DueQuery query;
    query.until = now - std::chrono::seconds(1);
    query.limit = most;
    std::map<std::string, long long> counts;
    for (const auto& due : reader.registers().case_lists->due(query, now))
        ++counts[fmt::format("obligation=\"{}\"",
                             due.obligation.obligation.substr(0, due.obligation.obligation.find('.')))];
    lines.begin("rexflow_late_obligations", "Deadlines that have passed, by what is due.");
    for (const auto& [labels, count] : counts) lines.add(labels, count);
}

void add_mailboxes(Lines& lines, const std::vector<MailboxAge>& mailboxes, engine::Instant now) {
    const auto age = [&](const std::optional<engine::Instant>& at) { return at ? (now - *at).count() : 0; };
    lines.begin("rexflow_mailbox_age_seconds", "Since a mailbox was last looked at with success.");
    for (const auto& mailbox : mailboxes)
        if (mailbox.looked_at) lines.add(fmt::format("mailbox=\"{}\"", mailbox.source), age(mailbox.looked_at));
    lines.begin("rexflow_mailbox_failing_seconds", "How long a mailbox has been failing; 0: it works.");
    for (const auto& mailbox : mailboxes)
        lines.add(fmt::format("mailbox=\"{}\"", mailbox.source), age(mailbox.failing_since));
}

}  // namespace

std::string metrics_text(const engine::Reader& reader, const engine::Context& context,
                         const std::vector<MailboxAge>& mailboxes, engine::Instant now) {
    constexpr int most = 100'000;
    Lines lines;
    add_cases(lines, reader, context);
    add_late(lines, reader, now);
    lines.begin("rexflow_letters", "Letters by what became of them.");
    for (const auto state : outbox_states)
        lines.add(fmt::format("state=\"{}\"", engine::to_text(state)), reader.count_letters(state));
    lines.begin("rexflow_messages", "Messages by what became of them.");
    for (const auto outcome : outcomes)
        lines.add(fmt::format("outcome=\"{}\"", engine::to_text(outcome)), reader.count_messages(outcome));
    lines.begin("rexflow_reviews", "Messages with something only a person can read.");
    lines.add({}, reader.count_reviews());
    lines.begin("rexflow_webhook_deliveries_due", "Deliveries to webhooks that are due.");
    lines.add({}, static_cast<long long>(reader.registers().webhooks->due(now, most).size()));
    lines.begin("rexflow_reminder_delay_seconds", "How long the most overdue reminder has been waiting.");
    const auto next = reader.next_obligation_at();
    lines.add({}, next && *next < now ? (now - *next).count() : 0);
    add_mailboxes(lines, mailboxes, now);
    return lines.take();
}

}  // namespace rexflow::api
