#pragma once

#include "adapters/sqlite/account_table.hpp"
#include "adapters/sqlite/case_table.hpp"
#include "adapters/sqlite/link_table.hpp"
#include "adapters/sqlite/message_table.hpp"
#include "adapters/sqlite/obligation_table.hpp"
#include "adapters/sqlite/outbox_table.hpp"
#include "adapters/sqlite/people_table.hpp"

namespace rexflow::sqlite {

/// Answers every question of the port over one connection; `Port` is engine::Reader, or engine::Unit for the writer.
template <typename Port>
class Reading : public Port {
public:
    explicit Reading(const Tools& tools) : tools_(tools), accounts_(tools) {}

    std::optional<engine::CaseRow> find_case(const engine::CaseNumber& number) const override {
        return case_table::find(tools_, number);
    }
    std::optional<engine::CaseRow> find_case(engine::CaseId id) const override { return case_table::find(tools_, id); }
    std::vector<engine::CaseRow> children(engine::CaseId parent) const override {
        return case_table::children(tools_, parent);
    }
    std::vector<engine::CaseRow> cases(engine::CaseId after, int limit) const override {
        return case_table::list(tools_, after, limit);
    }
    engine::Result<engine::History> history(engine::CaseId id) const override {
        return case_table::history(tools_, id);
    }
    std::optional<std::string> unseal(engine::CaseId id, std::string_view reference) const override {
        return case_table::unseal(tools_, id, reference);
    }

    std::vector<engine::Participant> participants(engine::CaseId id) const override {
        return people_table::participants(tools_, id);
    }
    std::vector<engine::ObligationRow> obligations(engine::CaseId id) const override {
        return obligation_table::of_case(tools_, id);
    }
    std::vector<engine::ReminderRow> reminders(engine::CaseId id) const override {
        return obligation_table::reminders_of_case(tools_, id);
    }
    std::vector<engine::ObligationRow> due_obligations(engine::Instant now, int limit) const override {
        return obligation_table::due(tools_, now, limit);
    }
    std::optional<engine::Instant> next_obligation_at() const override { return obligation_table::next_at(tools_); }

    std::vector<engine::Member> members() const override { return people_table::members(tools_); }
    std::optional<engine::Member> find_member(std::string_view address) const override {
        return people_table::find_member(tools_, address);
    }
    std::optional<engine::Member> find_member(engine::MemberId id) const override {
        return people_table::find_member(tools_, id);
    }
    const engine::AccountReader& accounts() const override { return accounts_; }

    std::optional<engine::StoredMessage> find_message(engine::MessageId id) const override {
        return message_table::find(tools_, id);
    }
    std::optional<engine::StoredMessage> find_message(const engine::Origin& origin) const override {
        return message_table::find(tools_, origin);
    }
    std::optional<engine::StoredMessage> find_duplicate(std::string_view message_id,
                                                        std::string_view content_hash) const override {
        return message_table::find_duplicate(tools_, message_id, content_hash);
    }
    bool knows_message_id(std::string_view message_id) const override {
        return message_table::knows(tools_, message_id);
    }
    std::vector<engine::StoredMessage> messages(engine::Outcome outcome, int limit) const override {
        return message_table::list(tools_, outcome, limit);
    }
    std::vector<engine::StoredMessage> messages_of(engine::CaseId id) const override {
        return message_table::of_case(tools_, id);
    }
    std::optional<std::string> raw(engine::MessageId id) const override { return message_table::raw(tools_, id); }

    std::optional<engine::OutboxRow> find_outbox(engine::OutboxId id) const override {
        return outbox_table::find(tools_, id);
    }
    std::optional<engine::OutboxRow> find_outbox(std::string_view message_id) const override {
        return outbox_table::find(tools_, message_id);
    }
    std::vector<engine::OutboxRow> outbox(engine::OutboxState state, int limit) const override {
        return outbox_table::list(tools_, state, limit);
    }
    std::vector<engine::OutboxRow> outbox_of(engine::CaseId id) const override {
        return outbox_table::of_case(tools_, id);
    }
    std::vector<engine::OutboxRow> due_letters(engine::Instant now, int limit) const override {
        return outbox_table::due(tools_, now, limit);
    }
    std::optional<engine::Instant> next_letter_at() const override { return outbox_table::next_at(tools_); }
    int letters_sent(std::string_view address, engine::Instant since) const override {
        return outbox_table::sent_to(tools_, address, since);
    }
    int letters_sent(engine::Instant since) const override { return outbox_table::sent(tools_, since); }

    std::optional<engine::Link> find_link(std::string_view token_id) const override {
        return link_table::find(tools_, token_id);
    }
    std::vector<engine::Link> links_of(engine::CaseId id) const override { return link_table::of_case(tools_, id); }

    std::vector<engine::ReviewRow> reviews(int limit) const override { return message_table::reviews(tools_, limit); }

    int count_cases() const override { return case_table::count(tools_); }
    int count_messages(engine::Outcome outcome) const override { return message_table::count(tools_, outcome); }
    int count_letters(engine::OutboxState state) const override { return outbox_table::count(tools_, state); }

    int count_reviews() const override { return message_table::count_reviews(tools_); }

    std::optional<std::string> note(std::string_view key) const override { return people_table::note(tools_, key); }

protected:
    // NOLINTNEXTLINE(misc-non-private-member-variables-in-classes): the writer's half needs them as well
    Tools tools_;
    // NOLINTNEXTLINE(misc-non-private-member-variables-in-classes): the same
    AccountTable accounts_;
};

using SqliteReader = Reading<engine::Reader>;

}  // namespace rexflow::sqlite
