#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/receipts.hpp"

namespace rexflow::sqlite {

class SqliteReceipts : public engine::Receipts {
public:
    explicit SqliteReceipts(const Tools& tools) : tools_(tools) {}

    [[nodiscard]] std::optional<engine::MessageId> find(std::string_view code) const override;
    void add(std::string_view code, engine::MessageId message, engine::Instant at) override;

    /// Part of Unit::erase_identity.
    static void erase(const Tools& tools, engine::CaseId id);

private:
    Tools tools_;
};

}  // namespace rexflow::sqlite
