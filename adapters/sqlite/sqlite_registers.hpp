#pragma once

#include "adapters/sqlite/access_log.hpp"
#include "adapters/sqlite/account_log.hpp"
#include "adapters/sqlite/api_access.hpp"
#include "adapters/sqlite/case_lists.hpp"
#include "adapters/sqlite/directory.hpp"
#include "adapters/sqlite/drafts.hpp"
#include "adapters/sqlite/receipts.hpp"
#include "adapters/sqlite/search_index.hpp"
#include "adapters/sqlite/webhooks.hpp"
#include "engine/ports/registers.hpp"

namespace rexflow::sqlite {

/// Every register over one connection.
class SqliteRegisters {
public:
    explicit SqliteRegisters(const Tools& tools)
        : access_log_(tools),
          account_log_(tools),
          api_access_(tools),
          case_lists_(tools),
          directory_(tools),
          drafts_(tools),
          receipts_(tools),
          saved_views_(tools),
          search_(tools),
          webhooks_(tools) {}
    SqliteRegisters(const SqliteRegisters&) = delete;
    SqliteRegisters& operator=(const SqliteRegisters&) = delete;

    [[nodiscard]] const engine::Registers& all() const { return all_; }
    [[nodiscard]] engine::Registers& all() { return all_; }

private:
    SqliteAccessLog access_log_;
    SqliteAccountLog account_log_;
    SqliteApiAccess api_access_;
    SqliteCaseLists case_lists_;
    SqliteDirectory directory_;
    SqliteDrafts drafts_;
    SqliteReceipts receipts_;
    SqliteSavedViews saved_views_;
    SqliteSearchIndex search_;
    SqliteWebhooks webhooks_;
    engine::Registers all_{
        engine::Register<engine::AccessLog>(access_log_), engine::Register<engine::AccountLog>(account_log_),
        engine::Register<engine::ApiAccess>(api_access_), engine::Register<engine::CaseLists>(case_lists_),
        engine::Register<engine::Directory>(directory_),  engine::Register<engine::Drafts>(drafts_),
        engine::Register<engine::Receipts>(receipts_),    engine::Register<engine::SavedViews>(saved_views_),
        engine::Register<engine::SearchIndex>(search_),   engine::Register<engine::Webhooks>(webhooks_)};
};

}  // namespace rexflow::sqlite
