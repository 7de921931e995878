#include "adapters/app/commands.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using engine::to_text;
using nlohmann::ordered_json;

}  // namespace

Result<void> review_list(Session& session) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().read([&](const engine::Reader& reader) -> Result<void> {
        auto json = ordered_json::array();
        std::vector<std::vector<std::string>> rows;
        constexpr int most = 1000;
        for (const auto& review : reader.reviews(most)) {
            const auto message = reader.find_message(review.message);
            if (!message) continue;
            const auto found = message->case_id ? reader.find_case(*message->case_id) : std::nullopt;
            const auto number = found ? found->number.text() : "";
            json.push_back({{"message", review.message.value},
                            {"case", found ? ordered_json(number) : ordered_json()},
                            {"received_at", to_text(message->received_at)},
                            {"reasons", review.reasons}});
            rows.push_back(
                {std::to_string(review.message.value), number, to_text(message->received_at), review.reasons});
        }
        session.print(json, to_table({"MESSAGE", "CASE", "RECEIVED", "REASONS"}, rows));
        return {};
    });
}

Result<void> review_done(Session& session, std::int64_t id) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().write([&](engine::Unit& unit) -> Result<void> {
        if (!unit.end_review(engine::MessageId{id}, (*installation)->clock().now()))
            return Err(Error::Code::not_found, "no message of that number waits for a person",
                       "rexflow review list shows those that do");
        session.print({{"message", id}, {"state", "done"}}, fmt::format("message {} is off the list", id));
        return {};
    });
}

}  // namespace rexflow::app::commands
