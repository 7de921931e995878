#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/search_index.hpp"

namespace rexflow::sqlite {

/// The blind index: an event writes one row of hashes, and every so many of them become a segment to look terms up in,
/// written once and in order.
class SqliteSearchIndex : public engine::SearchIndex {
public:
    explicit SqliteSearchIndex(const Tools& tools) : tools_(tools) {}

    [[nodiscard]] std::vector<engine::CaseId> find(const engine::SearchQuery& query) const override;
    void add(engine::CaseId id, const engine::SearchTexts& texts) override;
    void clear() override;

    /// Part of Unit::erase_identity.
    static void erase(const Tools& tools, engine::CaseId id);

    /// Documents of a segment.
    static constexpr std::int64_t segment_size = 2048;

private:
    Tools tools_;
};

}  // namespace rexflow::sqlite
