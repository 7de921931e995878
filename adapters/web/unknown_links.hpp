#pragma once

#include "engine/time.hpp"

#include <map>
#include <mutex>
#include <string>

namespace rexflow::web {

/// Brakes whoever asks for addresses nobody gave them. Safe from several threads; forgets everything at a restart.
class UnknownLinks {
public:
    /// Enough for a person whose mail program cuts links, and for a practice behind one address.
    static constexpr int allowed = 30;
    static constexpr std::chrono::minutes within{10};

    /// Whether this client asked for too many lately.
    [[nodiscard]] bool is_braked(const std::string& client, engine::Instant now);
    void count(const std::string& client, engine::Instant now);

private:
    struct Window {
        engine::Instant begun_at;
        int asked = 0;
    };
    std::mutex mutex_;
    std::map<std::string, Window> windows_;
};

}  // namespace rexflow::web
