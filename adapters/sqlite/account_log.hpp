#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/account_log.hpp"

namespace rexflow::sqlite {

class SqliteAccountLog : public engine::AccountLog {
public:
    explicit SqliteAccountLog(const Tools& tools) : tools_(tools) {}

    [[nodiscard]] std::vector<engine::AccountEntry> all(std::optional<engine::AccountEntryId> before,
                                                        int limit) const override;
    engine::AccountEntryId add(const engine::AccountEntry& entry) override;

private:
    Tools tools_;
};

}  // namespace rexflow::sqlite
