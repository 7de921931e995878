#pragma once

#include "engine/workflow.hpp"

#include <optional>
#include <string>

/// A workflow's transition table in the forms people and tools read. Everything is drawn from the table itself.
namespace rexflow::engine {

/// Aligned columns for a terminal, with a heading.
[[nodiscard]] std::string table(const Workflow& workflow);

/// One row a line, columns separated by tabs, with a heading: region, source, event, guard, target.
[[nodiscard]] std::string tsv(const Workflow& workflow);

/// A Mermaid state diagram, one composite state a region.
[[nodiscard]] std::string mermaid(const Workflow& workflow);

/// A Graphviz digraph, one cluster a region.
[[nodiscard]] std::string dot(const Workflow& workflow);

/// A self-contained drawing, regions side by side, time running down. The states of `here` are marked.
/// Follows the reader's light or dark preference; a guard shows when the pointer rests on its arrow.
[[nodiscard]] std::string svg(const Workflow& workflow, const std::optional<Situation>& here = std::nullopt,
                              Locale locale = Locale::fr);

}  // namespace rexflow::engine
