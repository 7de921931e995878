#pragma once

#include "tests/contracts/stores.hpp"

#include <sqlite3.h>

#include <stdexcept>
#include <string>

namespace rexflow::testing {

/// Another hand on the file, past the program. Gives the first column of the first row.
inline std::string run_sql(const std::filesystem::path& file, const std::string& sql) {
    sqlite3* handle = nullptr;
    std::string answer;
    const auto keep_first = [](void* kept, int, char** values, char**) {
        auto& text = *static_cast<std::string*>(kept);
        if (text.empty() && values[0] != nullptr) text = values[0];
        return 0;
    };
    int code = sqlite3_open(file.c_str(), &handle);
    std::string trouble;
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(handle, 5000);
        code = sqlite3_exec(handle, sql.c_str(), keep_first, &answer, nullptr);
        if (code != SQLITE_OK) trouble = sqlite3_errmsg(handle);
    }
    sqlite3_close(handle);
    if (code != SQLITE_OK) throw std::runtime_error("sql: " + trouble);
    return answer;
}

/// A case with `events` events.
inline engine::CaseRow add_case_with_history(engine::Store& store, int events) {
    std::optional<engine::CaseRow> row;
    write(store, [&](engine::Unit& unit) {
        row = unit.add_case("rex_case", 1, 2025, monday);
        for (int seq = 1; seq <= events; ++seq) unit.append(row->id, event(seq, "note_added", {{"by", "member:3"}}));
    });
    return *row;
}

}  // namespace rexflow::testing
