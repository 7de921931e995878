#include "adapters/web/unknown_links.hpp"

namespace rexflow::web {

namespace {

/// Tokens cannot be guessed anyway: rather forget than let a flood of addresses fill the memory.
constexpr std::size_t most_clients = 10'000;

}  // namespace

bool UnknownLinks::is_braked(const std::string& client, engine::Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = windows_.find(client);
    return found != windows_.end() && now - found->second.begun_at < within && found->second.asked >= allowed;
}

void UnknownLinks::count(const std::string& client, engine::Instant now) {
    const std::lock_guard lock(mutex_);
    if (windows_.size() >= most_clients && !windows_.contains(client)) windows_.clear();
    auto& window = windows_[client];
    if (now - window.begun_at >= within) window = {now, 0};
    ++window.asked;
}

}  // namespace rexflow::web
