#pragma once

#include "engine/intake.hpp"

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

namespace rexflow::app {

/// Reads messages on a thread of its own, in the order they are begun, while the disk is busy with the next one.
class ReadingAhead {
public:
    /// The result can be asked for any number of times; a failed read is a Result like any other.
    [[nodiscard]] engine::Reading begin(engine::Reading reading);

    /// For an IntakeLine, which this must outlive.
    [[nodiscard]] engine::BeginReading starter() {
        return [this](engine::Reading reading) { return begin(std::move(reading)); };
    }

private:
    using Task = std::packaged_task<engine::Result<engine::ReadMessage>()>;

    void work(const std::stop_token& stop);

    std::mutex mutex_;
    std::condition_variable_any bell_;
    std::deque<Task> tasks_;
    std::jthread worker_{[this](const std::stop_token& stop) { work(stop); }};  // last: it uses all of the above
};

}  // namespace rexflow::app
