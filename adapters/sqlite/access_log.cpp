#include "adapters/sqlite/access_log.hpp"

#include "adapters/sqlite/people_table.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace rexflow::sqlite {

namespace {

using engine::Look;
using engine::Looked;

constexpr std::array<std::pair<Looked, std::string_view>, 4> names{{{Looked::at_identity, "at_identity"},
                                                                    {Looked::at_message, "at_message"},
                                                                    {Looked::at_attachment, "at_attachment"},
                                                                    {Looked::for_people, "for_people"}}};

std::string_view name_of(Looked looked) {
    return std::ranges::find(names, looked, [](const auto& row) { return row.first; })->second;
}

Looked looked_of(std::string_view text) {
    const auto* const found = std::ranges::find(names, text, [](const auto& row) { return row.second; });
    if (found == names.end()) fail_unknown("a line of the access log");
    return found->first;
}

engine::KeyId key_of(const Tools& tools, std::optional<engine::CaseId> id) {
    if (!id) return people_table::system_key(tools);
    return engine::KeyId{tools.database.number("SELECT narrative_key FROM cases WHERE id = ?1", *id)};
}

std::vector<Look> all_rows(const Tools& tools, Query& found) {
    std::vector<Look> rows;
    while (found.next()) {
        Look access{engine::AccessId{found.integer(0)}, engine::MemberId{found.integer(1)}};
        if (!found.is_null(2)) access.case_id = engine::CaseId{found.integer(2)};
        access.looked = looked_of(found.text(3));
        access.about = found.text(4);
        access.reason = open_sealed(tools, key_of(tools, access.case_id), found.blob(5)).value_or("");
        access.at = found.instant(6);
        rows.push_back(std::move(access));
    }
    return rows;
}

}  // namespace

std::vector<Look> SqliteAccessLog::of_case(engine::CaseId id, int limit) const {
    auto found = tools_.database.query("SELECT * FROM access_log WHERE case_id = ?1 ORDER BY id DESC LIMIT ?2");
    return all_rows(tools_, found.bind(id, limit));
}

std::vector<Look> SqliteAccessLog::all(std::optional<engine::AccessId> before, int limit) const {
    auto found = tools_.database.query("SELECT * FROM access_log WHERE id < ?1 ORDER BY id DESC LIMIT ?2");
    return all_rows(tools_,
                    found.bind(before.value_or(engine::AccessId{std::numeric_limits<std::int64_t>::max()}), limit));
}

engine::AccessId SqliteAccessLog::add(const Look& access) {
    tools_.database.run("INSERT INTO access_log VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6)", access.member, access.case_id,
                        name_of(access.looked), access.about,
                        Blob{tools_.vault.seal(key_of(tools_, access.case_id), access.reason)}, access.at);
    return engine::AccessId{tools_.database.last_row_id()};
}

}  // namespace rexflow::sqlite
