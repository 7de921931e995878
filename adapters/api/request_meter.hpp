#pragma once

#include <array>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace rexflow::api {

/// Counts requests and how long their answers took, by the part of the site and the first digit of the status. Safe
/// from several threads; begins anew at a restart.
class RequestMeter {
public:
    void note(std::string_view path, int status, std::chrono::microseconds took);
    /// As Prometheus reads a histogram.
    [[nodiscard]] std::string text() const;

private:
    /// Upper bounds in milliseconds.
    static constexpr std::array<int, 10> bounds{5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10000};
    struct Row {
        std::array<long long, bounds.size()> within{};
        long long count = 0;
        std::chrono::microseconds total{0};
    };
    mutable std::mutex mutex_;
    std::map<std::string, Row> rows_;  ///< by the labels of their line
};

}  // namespace rexflow::api
