#include "adapters/cell/throttle.hpp"

namespace rexflow::cell {

using engine::Instant;

bool Throttle::is_open(const std::string& network, Instant now) {
    const std::lock_guard lock(mutex_);
    begin_anew(now);
    return has_room(network);
}

bool Throttle::admit(const std::string& network, Instant now) {
    const std::lock_guard lock(mutex_);
    begin_anew(now);
    if (!has_room(network)) return false;
    ++all_.count;
    ++by_network_[network];
    return true;
}

void Throttle::begin_anew(Instant now) {
    if (all_.count > 0 && now - all_.begun_at < limits_.within) return;
    all_ = {now, 0};
    by_network_.clear();
}

bool Throttle::has_room(const std::string& network) const {
    const auto found = by_network_.find(network);
    return all_.count < limits_.all && (found == by_network_.end() || found->second < limits_.each);
}

}  // namespace rexflow::cell
