#pragma once

#include "engine/intake.hpp"
#include "engine/ports/message_reader.hpp"

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <string_view>
#include <thread>

namespace rexflow::app {

/// Reads messages on a thread of its own, in the order they are begun, while the disk is busy with the next one.
class ReadingAhead {
public:
    explicit ReadingAhead(const engine::MessageReader& reader) : reader_(reader) {}

    /// The result can be asked for any number of times; a failed read is a Result like any other.
    [[nodiscard]] engine::Reading begin(std::string_view raw);

    /// For an IntakeLine, which this must outlive.
    [[nodiscard]] engine::BeginReading starter() {
        return [this](std::string_view raw) { return begin(raw); };
    }

private:
    using Task = std::packaged_task<engine::Result<engine::InboundEmail>()>;

    void work(const std::stop_token& stop);

    const engine::MessageReader& reader_;
    std::mutex mutex_;
    std::condition_variable_any bell_;
    std::deque<Task> tasks_;
    std::jthread worker_{[this](const std::stop_token& stop) { work(stop); }};  // last: it uses all of the above
};

}  // namespace rexflow::app
