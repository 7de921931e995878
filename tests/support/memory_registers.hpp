#pragma once

#include "engine/ports/registers.hpp"
#include "tests/support/memory_case_lists.hpp"
#include "tests/support/memory_desk.hpp"

namespace rexflow::testing::memory {

/// Every register over the same tables.
class MemoryRegisters {
public:
    explicit MemoryRegisters(MemoryTables& tables)
        : access_log_(tables),
          account_log_(tables),
          api_access_(tables),
          case_lists_(tables),
          directory_(tables),
          drafts_(tables),
          receipts_(tables),
          saved_views_(tables),
          search_(tables),
          webhooks_(tables) {}
    MemoryRegisters(const MemoryRegisters&) = delete;
    MemoryRegisters& operator=(const MemoryRegisters&) = delete;

    [[nodiscard]] const engine::Registers& all() const { return all_; }
    [[nodiscard]] engine::Registers& all() { return all_; }

private:
    MemoryAccessLog access_log_;
    MemoryAccountLog account_log_;
    MemoryApiAccess api_access_;
    MemoryCaseLists case_lists_;
    MemoryDirectory directory_;
    MemoryDrafts drafts_;
    MemoryReceipts receipts_;
    MemorySavedViews saved_views_;
    MemorySearchIndex search_;
    MemoryWebhooks webhooks_;
    engine::Registers all_{
        engine::Register<engine::AccessLog>(access_log_), engine::Register<engine::AccountLog>(account_log_),
        engine::Register<engine::ApiAccess>(api_access_), engine::Register<engine::CaseLists>(case_lists_),
        engine::Register<engine::Directory>(directory_),  engine::Register<engine::Drafts>(drafts_),
        engine::Register<engine::Receipts>(receipts_),    engine::Register<engine::SavedViews>(saved_views_),
        engine::Register<engine::SearchIndex>(search_),   engine::Register<engine::Webhooks>(webhooks_)};
};

}  // namespace rexflow::testing::memory
