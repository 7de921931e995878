#include "engine/diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::engine {

namespace {

constexpr std::size_t columns = 5;
using Cells = std::array<std::string_view, columns>;
constexpr Cells heading{"region", "source", "event", "guard", "target"};

Cells cells_of(const TransitionRow& row) { return {row.region, row.source, row.event, row.guard, row.target}; }

std::string label_of(const TransitionRow& row) {
    return row.guard.empty() ? std::string(row.event) : fmt::format("{} [{}]", row.event, row.guard);
}

}  // namespace

std::string table(const Workflow& workflow) {
    std::array<std::size_t, columns> widths{};
    const auto widen = [&widths](const Cells& cells) {
        for (std::size_t i = 0; i < columns; ++i) widths[i] = std::max(widths[i], cells[i].size());
    };
    widen(heading);
    for (const auto& row : workflow.table()) widen(cells_of(row));

    std::string text;
    const auto write = [&](const Cells& cells) {
        for (std::size_t i = 0; i + 1 < columns; ++i) text += fmt::format("{:<{}}  ", cells[i], widths[i]);
        text += fmt::format("{}\n", cells.back());
    };
    write(heading);
    for (const auto& row : workflow.table()) write(cells_of(row));
    return text;
}

std::string tsv(const Workflow& workflow) {
    std::string text = fmt::format("{}\n", fmt::join(heading, "\t"));
    for (const auto& row : workflow.table()) text += fmt::format("{}\n", fmt::join(cells_of(row), "\t"));
    return text;
}

std::string mermaid(const Workflow& workflow) {
    std::string text = "stateDiagram-v2\n";
    for (const auto& region : workflow.regions()) {
        text += fmt::format("    state {} {{\n        [*] --> {}\n", region.name, region.states.front().name);
        for (const auto& row : workflow.table())
            if (row.region == region.name)
                text += fmt::format("        {} --> {}: {}\n", row.source, row.target, label_of(row));
        text += "    }\n";
    }
    return text;
}

std::string dot(const Workflow& workflow) {
    std::string text =
        fmt::format("digraph {} {{\n    rankdir=LR;\n    node [shape=box, style=rounded];\n", workflow.name());
    for (const auto& region : workflow.regions()) {
        text += fmt::format("    subgraph cluster_{0} {{\n        label=\"{0}\";\n", region.name);
        for (const auto& state : region.states)
            text += fmt::format("        {} [label=\"{}\"];\n", state.name, state.label.fr);
        for (const auto& row : workflow.table())
            if (row.region == region.name)
                text += fmt::format("        {} -> {} [label=\"{}\"];\n", row.source, row.target, label_of(row));
        text += "    }\n";
    }
    return text + "}\n";
}

}  // namespace rexflow::engine
