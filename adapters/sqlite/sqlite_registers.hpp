#pragma once

#include "adapters/sqlite/case_lists.hpp"
#include "engine/ports/registers.hpp"

namespace rexflow::sqlite {

/// Every register over one connection.
class SqliteRegisters {
public:
    explicit SqliteRegisters(const Tools& tools) : case_lists_(tools) {}
    SqliteRegisters(const SqliteRegisters&) = delete;
    SqliteRegisters& operator=(const SqliteRegisters&) = delete;

    [[nodiscard]] const engine::Registers& all() const { return all_; }
    [[nodiscard]] engine::Registers& all() { return all_; }

private:
    SqliteCaseLists case_lists_;
    engine::Registers all_{engine::Register<engine::CaseLists>(case_lists_)};
};

}  // namespace rexflow::sqlite
