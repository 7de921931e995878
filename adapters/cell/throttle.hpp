#pragma once

#include "engine/time.hpp"

#include <map>
#include <mutex>
#include <string>

namespace rexflow::cell {

/// Counts what strangers do, by the network they come from and in all. Safe from several threads; forgets everything
/// at a restart.
class Throttle {
public:
    struct Limits {
        int each = 0;  ///< a network within the time
        int all = 0;   ///< everybody together
        std::chrono::minutes within{60};
    };

    explicit Throttle(Limits limits) : limits_(limits) {}

    /// Whether it may be done once more.
    [[nodiscard]] bool is_open(const std::string& network, engine::Instant now);
    /// Counts it, and says whether it may be done: false counts nothing.
    [[nodiscard]] bool admit(const std::string& network, engine::Instant now);

private:
    struct Window {
        engine::Instant begun_at;
        int count = 0;
    };

    void begin_anew(engine::Instant now);
    [[nodiscard]] bool has_room(const std::string& network) const;

    std::mutex mutex_;
    Limits limits_;
    Window all_;
    std::map<std::string, int> by_network_;  ///< of the present window: at most limits_.all of them
};

}  // namespace rexflow::cell
