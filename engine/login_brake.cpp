#include "engine/login_brake.hpp"

#include <algorithm>

namespace rexflow::engine {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds first_wait = 30s;
constexpr std::chrono::seconds longest_wait = 15min;
constexpr int most_doublings = 5;  // 30 s * 2^5 is beyond the longest wait

}  // namespace

int free_failures(Counted counted) {
    switch (counted) {
        case Counted::identifier:
            return 5;
        case Counted::network:
            return 30;
    }
    return 0;
}

std::optional<Instant> braked_until(Counted counted, const LoginCount& count, Instant now) {
    const auto beyond = count.failures - free_failures(counted);
    if (beyond < 0 || now - count.last_at >= failures_last) return std::nullopt;
    const auto until = count.last_at + std::min(longest_wait, first_wait * (1 << std::min(beyond, most_doublings)));
    return until > now ? std::optional(until) : std::nullopt;
}

LoginCount after_failure(const LoginCount& count, Instant now) {
    return {now - count.last_at >= failures_last ? 1 : count.failures + 1, now};
}

}  // namespace rexflow::engine
