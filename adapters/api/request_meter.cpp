#include "adapters/api/request_meter.hpp"

#include <fmt/format.h>

namespace rexflow::api {

namespace {

struct Part {
    std::string_view begins;
    std::string_view name;
};
/// Never the path itself: it holds numbers and tokens.
constexpr std::array parts{Part{"/api/", "api"},         Part{"/l/", "link"},
                           Part{"/dossiers", "cases"},   Part{"/metrics", "monitor"},
                           Part{"/healthz", "monitor"},  Part{"/calendrier/", "feed"},
                           Part{"/declarer", "declare"}, Part{"/administration", "administration"}};

std::string_view part_of(std::string_view path) {
    if (path == "/") return "today";
    for (const auto& part : parts)
        if (path.starts_with(part.begins)) return part.name;
    return "other";
}

}  // namespace

void RequestMeter::note(std::string_view path, int status, std::chrono::microseconds took) {
    const auto labels = fmt::format("part=\"{}\",status=\"{}xx\"", part_of(path), status / 100);
    const std::scoped_lock lock(mutex_);
    auto& row = rows_[labels];
    for (std::size_t i = 0; i < bounds.size(); ++i)
        if (took <= std::chrono::milliseconds(bounds.at(i))) ++row.within.at(i);
    ++row.count;
    row.total += took;
}

std::string RequestMeter::text() const {
    constexpr std::string_view name = "rexflow_request_seconds";
    auto all = fmt::format("# HELP {0} How long answers took.\n# TYPE {0} histogram\n", name);
    const std::scoped_lock lock(mutex_);
    for (const auto& [labels, row] : rows_) {
        for (std::size_t i = 0; i < bounds.size(); ++i)
            all += fmt::format("{}_bucket{{{},le=\"{}\"}} {}\n", name, labels, bounds.at(i) / 1000.0, row.within.at(i));
        all += fmt::format("{0}_bucket{{{1},le=\"+Inf\"}} {2}\n{0}_sum{{{1}}} {3}\n{0}_count{{{1}}} {2}\n", name,
                           labels, row.count, static_cast<double>(row.total.count()) / 1e6);
    }
    return all;
}

}  // namespace rexflow::api
