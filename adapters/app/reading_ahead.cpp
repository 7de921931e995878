#include "adapters/app/reading_ahead.hpp"

namespace rexflow::app {

engine::Reading ReadingAhead::begin(engine::Reading reading) {
    Task task(std::move(reading));
    const std::shared_future<engine::Result<engine::ReadMessage>> result = task.get_future();
    {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
    }
    bell_.notify_one();
    return [result] { return result.get(); };
}

void ReadingAhead::work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (bell_.wait(lock, stop, [this] { return !tasks_.empty(); })) {
        auto task = std::move(tasks_.front());
        tasks_.pop_front();
        lock.unlock();
        task();
        lock.lock();
    }
}

}  // namespace rexflow::app
