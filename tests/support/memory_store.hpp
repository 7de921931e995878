#pragma once

#include "engine/ports/store.hpp"

#include <memory>
#include <mutex>

namespace rexflow::testing {

namespace memory {
struct MemoryTables;
}

/// The store of the tests: everything the port promises but durability, encryption and the chain of hashes. A write
/// works on a copy that takes the place of the original when it succeeds.
class MemoryStore : public engine::Store {
public:
    MemoryStore();
    ~MemoryStore() override;

    [[nodiscard]] engine::Result<void> write(const std::function<engine::Result<void>(engine::Unit&)>& work) override;
    [[nodiscard]] engine::Result<void> read(
        const std::function<engine::Result<void>(const engine::Reader&)>& work) override;

private:
    [[nodiscard]] std::unique_ptr<memory::MemoryTables> copy() const;

    std::mutex writing_;
    mutable std::mutex mutex_;
    std::unique_ptr<memory::MemoryTables> tables_;
};

}  // namespace rexflow::testing
