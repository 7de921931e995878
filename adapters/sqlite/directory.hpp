#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/directory.hpp"

namespace rexflow::sqlite {

class SqliteDirectory : public engine::Directory {
public:
    explicit SqliteDirectory(const Tools& tools) : tools_(tools) {}

    [[nodiscard]] std::vector<engine::Professional> list(const engine::DirectoryFilter& filter) const override;
    [[nodiscard]] std::optional<engine::Professional> find(engine::ProfessionalId id) const override;
    engine::DirectoryChange put(const engine::Professional& professional) override;
    [[nodiscard]] bool remove(engine::ProfessionalId id) override;

private:
    Tools tools_;
};

}  // namespace rexflow::sqlite
