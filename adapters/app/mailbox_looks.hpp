#pragma once

#include "engine/time.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace rexflow::app {

/// When the mailboxes were last looked at with success, since the program started. Safe from several threads.
class MailboxLooks {
public:
    explicit MailboxLooks(engine::Instant started_at) : started_at_(started_at) {}

    void note(const std::string& source, engine::Instant at) {
        const std::scoped_lock lock(mutex_);
        looked_at_[source] = at;
    }
    [[nodiscard]] std::optional<engine::Instant> looked_at(const std::string& source) const {
        const std::scoped_lock lock(mutex_);
        const auto found = looked_at_.find(source);
        return found == looked_at_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] engine::Instant started_at() const { return started_at_; }

private:
    const engine::Instant started_at_;
    mutable std::mutex mutex_;
    std::map<std::string, engine::Instant> looked_at_;
};

}  // namespace rexflow::app
