#pragma once

#include "adapters/sqlite/sqlite_unit.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace rexflow::sqlite {

/// The one writer. Callers queue; the first of the queue leads: it takes everybody who waits into one transaction,
/// each behind a savepoint, commits once, and wakes them. While it waits for the disk the next group gathers.
///
/// The leader is one of the callers rather than a thread of its own: a caller that is alone (the usual case) then pays
/// no thread switch there and back, which costs a tenth of a commit on a fast disk, and there is no thread to stop.
class GroupCommit {
public:
    using Work = std::function<engine::Result<void>(engine::Unit&)>;

    explicit GroupCommit(const Tools& tools) : tools_(tools) {}

    /// Returns once the work is durable, or undone. Exceptions of the work come back to its own caller.
    /// Throws std::logic_error when called from inside a work.
    [[nodiscard]] engine::Result<void> run(const Work& work);

    /// How many transactions were made durable: fewer than the calls when they came together.
    [[nodiscard]] std::int64_t commits() const { return commits_; }

private:
    struct Request;

    void lead(std::unique_lock<std::mutex>& lock);
    void commit(const std::vector<Request*>& group);
    void begin();
    /// `fence` keeps a failing work apart from the others of the group.
    using Fence = std::function<engine::Result<void>(const std::function<engine::Result<void>()>& work)>;
    void execute(Request& request, const Fence& fence);
    void abandon(const std::vector<Request*>& group, const engine::Error& reason);
    void forget_erased();

    Tools tools_;
    std::mutex mutex_;
    std::deque<Request*> waiting_;
    std::atomic<std::thread::id> leader_{};
    std::atomic<std::int64_t> commits_{0};
    std::int64_t data_version_ = 0;              ///< SQLite's mark of what others wrote
    std::vector<engine::KeyId> keys_to_forget_;  ///< of durable erasures
};

/// The highest key any row was sealed with: a new key has to be above it.
[[nodiscard]] engine::KeyId last_used_key(Database& database);

}  // namespace rexflow::sqlite
