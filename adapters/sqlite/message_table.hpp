#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/store.hpp"

/// Tables messages and raw_messages. The meaning of each function is that of the port.
namespace rexflow::sqlite::message_table {

[[nodiscard]] std::optional<engine::StoredMessage> find(const Tools& tools, engine::MessageId id);
[[nodiscard]] std::optional<engine::StoredMessage> find(const Tools& tools, const engine::Origin& origin);
[[nodiscard]] std::optional<engine::StoredMessage> find_duplicate(const Tools& tools, std::string_view message_id,
                                                                  std::string_view content_hash);
[[nodiscard]] bool knows(const Tools& tools, std::string_view message_id);
[[nodiscard]] std::vector<engine::StoredMessage> list(const Tools& tools, engine::Outcome outcome, int limit);
[[nodiscard]] std::vector<engine::StoredMessage> of_case(const Tools& tools, engine::CaseId id);
[[nodiscard]] int count(const Tools& tools, engine::Outcome outcome);
[[nodiscard]] std::optional<std::string> raw(const Tools& tools, engine::MessageId id);

[[nodiscard]] engine::MessageId add(const Tools& tools, const engine::Origin& origin, std::string_view raw,
                                    engine::Instant received_at);

struct Understanding {
    engine::Outcome outcome;
    std::string_view reason;
    std::optional<engine::CaseId> case_id;
    std::string_view message_id;
    std::string_view content_hash;
};
void set_outcome(const Tools& tools, engine::MessageId id, const Understanding& understood);

/// Table reviews: messages that wait for a person.
[[nodiscard]] std::vector<engine::ReviewRow> reviews(const Tools& tools, int limit);
[[nodiscard]] int count_reviews(const Tools& tools);
void add_review(const Tools& tools, engine::MessageId id, std::string_view reasons);
[[nodiscard]] bool end_review(const Tools& tools, engine::MessageId id, engine::Instant at);

}  // namespace rexflow::sqlite::message_table
