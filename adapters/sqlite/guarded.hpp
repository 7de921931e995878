#pragma once

#include "adapters/sqlite/database.hpp"
#include "engine/result.hpp"

#include <utility>

namespace rexflow::sqlite {

/// Runs a function that returns a Result and turns what it throws about the environment into the failing side.
template <typename Function>
auto guarded(Function&& function) -> decltype(function()) {
    try {
        return std::forward<Function>(function)();
    } catch (const EnvironmentFailure& failure) {
        return engine::Err(failure.error());
    } catch (const std::filesystem::filesystem_error&) {
        return engine::Err(engine::Error::Code::store_trouble, "a file of the data folder cannot be changed",
                           "check the disk and who owns the data folder");
    }
}

/// Runs a function between BEGIN IMMEDIATE and COMMIT; nothing of it is kept when it throws or the commit fails.
template <typename Function>
void in_transaction(Database& database, Function&& function) {
    database.run("BEGIN IMMEDIATE");
    try {
        std::forward<Function>(function)();
        database.run("COMMIT");
    } catch (...) {
        if (database.in_transaction()) database.run("ROLLBACK");
        throw;
    }
}

}  // namespace rexflow::sqlite
