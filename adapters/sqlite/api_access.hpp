#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/api_access.hpp"

namespace rexflow::sqlite {

class SqliteApiAccess : public engine::ApiAccess {
public:
    explicit SqliteApiAccess(const Tools& tools) : tools_(tools) {}

    [[nodiscard]] std::optional<engine::AccessToken> find(std::string_view text) const override;
    [[nodiscard]] std::vector<engine::AccessToken> of_member(engine::MemberId member) const override;
    [[nodiscard]] std::optional<engine::RememberedAnswer> remembered(engine::TokenId token, std::string_view key,
                                                                     engine::Instant since) const override;
    engine::TokenId add(std::string_view text, const engine::AccessToken& token) override;
    void mark_used(engine::TokenId id, engine::Instant at) override;
    [[nodiscard]] bool revoke(engine::MemberId member, engine::TokenId id, engine::Instant at) override;
    void remember(engine::TokenId token, std::string_view key, const engine::RememberedAnswer& answer) override;
    int forget_answers_before(engine::Instant at) override;

private:
    Tools tools_;
};

}  // namespace rexflow::sqlite
