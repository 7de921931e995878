#pragma once

#include "adapters/sqlite/joined_sql.hpp"

#include <array>
#include <string_view>

/// The statements of SqliteCaseLists. Their parameters are the same everywhere:
/// ?1 who looks, or null; ?2 now; ?3 JSON array of standings, or null; ?4 "any", "none" or "one" pilot; ?5 that one;
/// ?6 opened from; ?7 opened before; ?8 only late; ?9 only asking; ?10 JSON array of cases, or null; ?11 sort key and
/// ?12 case to go on from; ?13 at rest (0, 1) or null; ?14 the order; ?15 how many.
namespace rexflow::sqlite::case_list_sql {

constexpr Piece page_of{"SELECT * FROM cases "};
constexpr Piece count_of{"SELECT count(*) FROM (SELECT 1 FROM cases "};

constexpr Piece filters{
    "AND (?3 IS NULL OR standing IN (SELECT value FROM json_each(?3))) "
    "AND (?4 = 'any' OR pilot_id IS ?5) "
    "AND opened_at >= ?6 AND opened_at < ?7 "
    "AND (?8 = 0 OR next_due_at < ?2) "
    "AND (?9 = 0 OR questions <> '[]') "
    "AND (?10 IS NULL OR id IN (SELECT value FROM json_each(?10))) "
    "AND (?13 IS NULL OR at_rest = ?13) "
    "AND (?1 IS NULL OR NOT EXISTS (SELECT 1 FROM case_set_asides WHERE case_id = id AND member_id = ?1)) "
    "AND (?1 IS NULL OR parent_id IS NULL "
    "OR NOT EXISTS (SELECT 1 FROM case_set_asides WHERE case_id = parent_id AND member_id = ?1)) "};

constexpr Piece up_to{"LIMIT ?15"};
constexpr Piece counted{"LIMIT ?15)"};

/// Walks along the index of an order. What follows leaves out what was shown already.
constexpr Piece number_walk{"INDEXED BY cases_by_number WHERE standing IS NOT NULL AND at_rest = ?13 "};
constexpr Piece opening_walk{"INDEXED BY cases_by_opening WHERE standing IS NOT NULL AND at_rest = ?13 "};
constexpr Piece update_walk{"INDEXED BY cases_by_update WHERE standing IS NOT NULL AND at_rest = ?13 "};
constexpr Piece due_walk{"INDEXED BY cases_by_due WHERE standing IS NOT NULL AND at_rest = ?13 "};

constexpr Piece number_after{"AND id > ?12 "};
constexpr Piece number_before{"AND id < ?12 "};
constexpr Piece opening_after{"AND opened_at >= ?11 AND (opened_at > ?11 OR id > ?12) "};
constexpr Piece opening_before{"AND opened_at <= ?11 AND (opened_at < ?11 OR id < ?12) "};
constexpr Piece update_after{"AND updated_at >= ?11 AND (updated_at > ?11 OR id > ?12) "};
constexpr Piece update_before{"AND updated_at <= ?11 AND (updated_at < ?11 OR id < ?12) "};
constexpr Piece due_after{"AND next_due_at >= ?11 AND (next_due_at > ?11 OR id > ?12) "};
constexpr Piece due_before{"AND next_due_at <= ?11 AND (next_due_at < ?11 OR id < ?12) "};

constexpr Piece by_number_up{"ORDER BY id LIMIT ?15"};
constexpr Piece by_number_down{"ORDER BY id DESC LIMIT ?15"};
constexpr Piece by_opening_up{"ORDER BY opened_at, id LIMIT ?15"};
constexpr Piece by_opening_down{"ORDER BY opened_at DESC, id DESC LIMIT ?15"};
constexpr Piece by_update_up{"ORDER BY updated_at, id LIMIT ?15"};
constexpr Piece by_update_down{"ORDER BY updated_at DESC, id DESC LIMIT ?15"};
constexpr Piece by_due_up{"ORDER BY next_due_at, id LIMIT ?15"};
constexpr Piece by_due_down{"ORDER BY next_due_at DESC, id DESC LIMIT ?15"};

/// By order, ascending and descending.
constexpr std::array<std::array<Sql, 2>, 4> walks{{
    {joined<page_of, number_walk, number_after, filters, by_number_up>(),
     joined<page_of, number_walk, number_before, filters, by_number_down>()},
    {joined<page_of, opening_walk, opening_after, filters, by_opening_up>(),
     joined<page_of, opening_walk, opening_before, filters, by_opening_down>()},
    {joined<page_of, update_walk, update_after, filters, by_update_up>(),
     joined<page_of, update_walk, update_before, filters, by_update_down>()},
    {joined<page_of, due_walk, due_after, filters, by_due_up>(),
     joined<page_of, due_walk, due_before, filters, by_due_down>()},
}};
constexpr Sql counted_walk = joined<count_of, number_walk, filters, counted>();

/// Takes the few cases a condition leaves, and sorts them.
constexpr Piece of_standing{"INDEXED BY cases_by_standing WHERE standing IN (SELECT value FROM json_each(?3)) "};
constexpr Piece of_pilot{"INDEXED BY cases_by_pilot WHERE standing IS NOT NULL AND pilot_id IS ?5 "};
constexpr Piece of_asking{"INDEXED BY cases_asking WHERE standing IS NOT NULL AND questions <> '[]' "};
constexpr Piece of_late{
    "INDEXED BY cases_by_due WHERE standing IS NOT NULL AND at_rest IN (0, 1) AND next_due_at < ?2 "};
constexpr Piece of_opened{
    "INDEXED BY cases_by_opening WHERE standing IS NOT NULL AND at_rest IN (0, 1) "
    "AND opened_at >= ?6 AND opened_at < ?7 "};
constexpr Piece of_found{"NOT INDEXED WHERE id IN (SELECT value FROM json_each(?10)) AND standing IS NOT NULL "};

constexpr Piece sort_key{
    "AND (CASE ?14 WHEN 1 THEN opened_at WHEN 2 THEN updated_at WHEN 3 THEN next_due_at ELSE '' END, id)"};
constexpr Piece after_key{" > (?11, ?12) "};
constexpr Piece before_key{" < (?11, ?12) "};
constexpr Piece by_key_up{
    "ORDER BY CASE ?14 WHEN 1 THEN opened_at WHEN 2 THEN updated_at WHEN 3 THEN next_due_at ELSE '' END, id LIMIT ?15"};
constexpr Piece by_key_down{
    "ORDER BY CASE ?14 WHEN 1 THEN opened_at WHEN 2 THEN updated_at WHEN 3 THEN next_due_at ELSE '' END DESC, id DESC "
    "LIMIT ?15"};

/// A condition that may leave few cases: how many it leaves, counted only so far, and the statements that start there.
struct Shortcut {
    std::string_view name;
    Sql size;
    std::array<Sql, 2> pages;  ///< ascending, descending
    Sql count;
};

template <Piece condition>
consteval Shortcut shortcut(std::string_view name) {
    return {name,
            joined<count_of, condition, counted>(),
            {joined<page_of, condition, sort_key, after_key, filters, by_key_up>(),
             joined<page_of, condition, sort_key, before_key, filters, by_key_down>()},
            joined<count_of, condition, filters, counted>()};
}

constexpr std::array<Shortcut, 6> shortcuts{shortcut<of_found>("found"),       shortcut<of_asking>("asking"),
                                            shortcut<of_standing>("standing"), shortcut<of_pilot>("pilot"),
                                            shortcut<of_late>("late"),         shortcut<of_opened>("opened")};

/// ?1 who looks, or null; ?2 until; ?3 the kind of obligation, or null; ?4 how many; ?5 from; ?6 the pilot, or null.
/// One kind at a time: the index has them in order, so that no more is read than is shown.
constexpr Piece due_of{"SELECT cases.*, obligations.* FROM obligations "};
constexpr Piece due_case{"CROSS JOIN cases ON cases.id = obligations.case_id "};
constexpr Piece due_seen{
    "AND obligations.due_at >= ?5 AND cases.standing IS NOT NULL "
    "AND (?6 IS NULL OR cases.pilot_id = ?6) "
    "AND (?1 IS NULL OR NOT EXISTS (SELECT 1 FROM case_set_asides WHERE case_id = cases.id AND member_id = ?1)) "
    "AND (?1 IS NULL OR cases.parent_id IS NULL "
    "OR NOT EXISTS (SELECT 1 FROM case_set_asides WHERE case_id = cases.parent_id AND member_id = ?1)) "
    "ORDER BY obligations.due_at, obligations.case_id, obligations.obligation LIMIT ?4"};
constexpr Piece any_due{"INDEXED BY obligations_by_due "};
constexpr Piece any_due_until{"WHERE ?3 IS NULL AND obligations.due_at <= ?2 "};
constexpr Piece kind_due{"INDEXED BY obligations_by_kind "};
constexpr Piece kind_due_until{"WHERE obligations.obligation = ?3 AND obligations.due_at <= ?2 "};
constexpr Sql due_of_any = joined<due_of, any_due, due_case, any_due_until, due_seen>();
constexpr Sql due_of_kind = joined<due_of, kind_due, due_case, kind_due_until, due_seen>();

}  // namespace rexflow::sqlite::case_list_sql
