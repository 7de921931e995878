#pragma once

#include "engine/ports/access_log.hpp"
#include "engine/ports/account_log.hpp"
#include "engine/ports/api_access.hpp"
#include "engine/ports/directory.hpp"
#include "engine/ports/drafts.hpp"
#include "engine/ports/receipts.hpp"
#include "engine/ports/search_index.hpp"
#include "engine/ports/webhooks.hpp"

#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace rexflow::testing::memory {

/// The words of a case by what becomes of them.
struct SearchWords {
    std::set<std::string> narrative;
    std::set<std::string> correspondence;
    std::set<std::string> identity;
};

/// What the registers of MemoryStore keep.
struct MemoryDesk {
    std::map<engine::CaseId, SearchWords> words;
    std::vector<engine::Look> accesses;
    std::vector<engine::AccountEntry> account_entries;
    std::map<engine::ProfessionalId, engine::Professional> professionals;
    std::map<std::tuple<engine::MemberId, engine::CaseId, std::string, std::string>, engine::Draft> drafts;
    std::map<std::string, engine::MessageId, std::less<>> receipts;
    std::vector<engine::SavedView> views;
    std::vector<std::pair<std::string, engine::AccessToken>> tokens;
    std::map<std::pair<engine::TokenId, std::string>, engine::RememberedAnswer> answers;
    std::vector<std::pair<engine::Webhook, bool>> webhooks;  ///< and whether it was removed
    std::vector<engine::WebhookDelivery> deliveries;
    std::int64_t last_id = 0;
};

/// Part of erase_identity.
inline void erase(MemoryDesk& desk, engine::CaseId id) {
    if (const auto found = desk.words.find(id); found != desk.words.end()) {
        found->second.correspondence.clear();
        found->second.identity.clear();
    }
    std::erase_if(desk.drafts, [&](const auto& entry) { return entry.second.case_id == id; });
}

}  // namespace rexflow::testing::memory
