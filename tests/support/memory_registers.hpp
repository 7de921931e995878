#pragma once

#include "engine/ports/registers.hpp"
#include "tests/support/memory_case_lists.hpp"

namespace rexflow::testing::memory {

/// Every register over the same tables.
class MemoryRegisters {
public:
    explicit MemoryRegisters(MemoryTables& tables) : case_lists_(tables) {}
    MemoryRegisters(const MemoryRegisters&) = delete;
    MemoryRegisters& operator=(const MemoryRegisters&) = delete;

    [[nodiscard]] const engine::Registers& all() const { return all_; }
    [[nodiscard]] engine::Registers& all() { return all_; }

private:
    MemoryCaseLists case_lists_;
    engine::Registers all_{engine::Register<engine::CaseLists>(case_lists_)};
};

}  // namespace rexflow::testing::memory
