#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/drafts.hpp"

namespace rexflow::sqlite {

class SqliteDrafts : public engine::Drafts {
public:
    explicit SqliteDrafts(const Tools& tools) : tools_(tools) {}

    [[nodiscard]] std::vector<engine::Draft> of_form(engine::MemberId member, engine::CaseId id,
                                                     std::string_view event) const override;
    [[nodiscard]] std::vector<engine::Draft> of_case(engine::MemberId member, engine::CaseId id) const override;
    void keep(const engine::Draft& draft) override;
    void drop(engine::MemberId member, engine::CaseId id, std::string_view event) override;
    int drop_kept_before(engine::Instant at) override;

    /// Part of Unit::erase_identity.
    static void erase(const Tools& tools, engine::CaseId id);

private:
    Tools tools_;
};

class SqliteSavedViews : public engine::SavedViews {
public:
    explicit SqliteSavedViews(const Tools& tools) : tools_(tools) {}

    [[nodiscard]] std::vector<engine::SavedView> of_member(engine::MemberId member) const override;
    engine::SavedViewId keep(const engine::SavedView& view) override;
    [[nodiscard]] bool remove(engine::MemberId member, engine::SavedViewId id) override;

private:
    Tools tools_;
};

}  // namespace rexflow::sqlite
