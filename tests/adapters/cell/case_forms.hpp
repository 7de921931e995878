#pragma once

#include "tests/adapters/cell/cell_desk.hpp"

/// The pages of the first case and their forms, as the tests of the daily work use them.
namespace rexflow::testing {

inline constexpr const char* case_page = "/dossiers/REX-2025-0001";

[[nodiscard]] std::string form_of(const std::string& event);

/// Sends the form of an event with these answers, the rest as the page had it.
Answer fills(Tab& tab, const std::string& event, const Tab::Fields& answers);

/// The page from one mark to the next of another; empty where the first is missing.
[[nodiscard]] std::string section(const Answer& answer, const std::string& from, const std::string& to);

}  // namespace rexflow::testing
