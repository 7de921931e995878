#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/access_log.hpp"

namespace rexflow::sqlite {

class SqliteAccessLog : public engine::AccessLog {
public:
    explicit SqliteAccessLog(const Tools& tools) : tools_(tools) {}

    [[nodiscard]] std::vector<engine::Look> of_case(engine::CaseId id, int limit) const override;
    [[nodiscard]] std::vector<engine::Look> all(std::optional<engine::AccessId> before, int limit) const override;
    engine::AccessId add(const engine::Look& access) override;

private:
    Tools tools_;
};

}  // namespace rexflow::sqlite
