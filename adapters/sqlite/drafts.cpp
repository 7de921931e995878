#include "adapters/sqlite/drafts.hpp"

#include "adapters/sqlite/case_table.hpp"
#include "adapters/sqlite/codec.hpp"
#include "adapters/sqlite/people_table.hpp"

namespace rexflow::sqlite {

namespace {

using engine::CaseId;
using engine::Draft;
using engine::MemberId;
using engine::SavedView;
using engine::SavedViewId;

/// Of rows with the key of the case's people behind the columns of drafts.
std::vector<Draft> all_rows(const Tools& tools, Query& found) {
    std::vector<Draft> rows;
    while (found.next()) {
        auto clear = open_sealed(tools, engine::KeyId{found.integer(6)}, found.blob(5));
        if (!clear) continue;
        rows.push_back({MemberId{found.integer(0)}, CaseId{found.integer(1)}, std::string(found.text(2)),
                        std::string(found.text(3)), std::move(*clear), found.instant(4)});
    }
    return rows;
}

}  // namespace

std::vector<Draft> SqliteDrafts::of_form(MemberId member, CaseId id, std::string_view event) const {
    auto found = tools_.database.query(
        "SELECT drafts.*, identity_key FROM drafts JOIN cases ON cases.id = case_id "
        "WHERE member_id = ?1 AND case_id = ?2 AND event = ?3 ORDER BY field");
    return all_rows(tools_, found.bind(member, id, event));
}

std::vector<Draft> SqliteDrafts::of_case(MemberId member, CaseId id) const {
    auto found = tools_.database.query(
        "SELECT drafts.*, identity_key FROM drafts JOIN cases ON cases.id = case_id "
        "WHERE member_id = ?1 AND case_id = ?2 ORDER BY event, field");
    return all_rows(tools_, found.bind(member, id));
}

void SqliteDrafts::keep(const Draft& draft) {
    if (draft.text.empty()) {
        tools_.database.run("DELETE FROM drafts WHERE member_id = ?1 AND case_id = ?2 AND event = ?3 AND field = ?4",
                            draft.member, draft.case_id, draft.event, draft.field);
        return;
    }
    const auto key = case_table::identity_key(tools_, draft.case_id);
    tools_.database.run("INSERT OR REPLACE INTO drafts VALUES (?1, ?2, ?3, ?4, ?5, ?6)", draft.member, draft.case_id,
                        draft.event, draft.field, draft.kept_at, Blob{tools_.vault.seal(key, draft.text)});
}

void SqliteDrafts::drop(MemberId member, CaseId id, std::string_view event) {
    tools_.database.run("DELETE FROM drafts WHERE member_id = ?1 AND case_id = ?2 AND event = ?3", member, id, event);
}

int SqliteDrafts::drop_kept_before(engine::Instant at) {
    return tools_.database.run("DELETE FROM drafts WHERE kept_at < ?1", at);
}

void SqliteDrafts::erase(const Tools& tools, CaseId id) {
    tools.database.run("DELETE FROM drafts WHERE case_id = ?1", id);
}

std::vector<SavedView> SqliteSavedViews::of_member(MemberId member) const {
    auto found = tools_.database.query("SELECT id, sealed FROM saved_views WHERE member_id = ?1 ORDER BY id");
    found.bind(member);
    const auto key = people_table::system_key(tools_);
    std::vector<SavedView> views;
    while (found.next()) {
        const auto clear = open_sealed(tools_, key, found.blob(1));
        if (!clear) continue;
        auto parts = decode_names(*clear);
        parts.resize(2);
        views.push_back({SavedViewId{found.integer(0)}, member, std::move(parts[0]), std::move(parts[1])});
    }
    return views;
}

SavedViewId SqliteSavedViews::keep(const SavedView& view) {
    const auto hash = lookup_key(tools_.vault, "view:" + view.name);
    const auto sealed = tools_.vault.seal(people_table::system_key(tools_), encode(std::vector{view.name, view.query}));
    tools_.database.run(
        "INSERT INTO saved_views VALUES (NULL, ?1, ?2, ?3) "
        "ON CONFLICT (member_id, name_hash) DO UPDATE SET sealed = ?3",
        view.member, Blob{hash}, Blob{sealed});
    return SavedViewId{tools_.database.number("SELECT id FROM saved_views WHERE member_id = ?1 AND name_hash = ?2",
                                              view.member, Blob{hash})};
}

bool SqliteSavedViews::remove(MemberId member, SavedViewId id) {
    return tools_.database.run("DELETE FROM saved_views WHERE id = ?2 AND member_id = ?1", member, id) == 1;
}

}  // namespace rexflow::sqlite
