#pragma once

#include "adapters/api/json.hpp"
#include "engine/ports/accounts.hpp"
#include "engine/ports/store.hpp"

namespace rexflow::api {

/// A member's sessions, as the schema Session has each.
[[nodiscard]] inline Json sessions_json(const engine::Reader& reader, engine::MemberId member) {
    auto sessions = Json::array();
    for (const auto& session : reader.accounts().sessions_of(member))
        sessions.push_back({{"id", session.id.value},
                            {"browser", session.browser},
                            {"network", session.network},
                            {"since", engine::to_text(session.created_at)},
                            {"last_seen_at", engine::to_text(session.last_seen_at)}});
    return sessions;
}

}  // namespace rexflow::api
