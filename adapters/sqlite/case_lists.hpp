#pragma once

#include "adapters/sqlite/listed_case.hpp"

namespace rexflow::sqlite {

/// Every page, count and due list comes from an index: by walking the one of the order asked for, or, where a filter
/// leaves few cases, by taking those and sorting them.
class SqliteCaseLists : public engine::CaseLists {
public:
    explicit SqliteCaseLists(const Tools& tools) : tools_(tools) {}

    [[nodiscard]] engine::CasePage page(const engine::CaseListQuery& query, engine::Instant now) const override;
    [[nodiscard]] int count(const engine::CaseFilter& filter, engine::Instant now, int bound) const override;
    [[nodiscard]] std::vector<engine::DueCase> due(const engine::DueQuery& query, engine::Instant now) const override;
    [[nodiscard]] bool may_see(engine::MemberId member, engine::CaseId id) const override;
    [[nodiscard]] std::vector<engine::CaseRow> unlisted(engine::CaseId after, int limit) const override;

    /// Every statement that answers page, count and due, for the test that looks at their plans.
    [[nodiscard]] static std::vector<std::string_view> statements();

private:
    /// Of one kind, or of any.
    void add_due(std::vector<engine::DueCase>& rows, const engine::DueQuery& query,
                 const std::optional<std::string>& kind, engine::Instant now) const;

    Tools tools_;
};

}  // namespace rexflow::sqlite
