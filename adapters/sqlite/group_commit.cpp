#include "adapters/sqlite/group_commit.hpp"

#include "adapters/sqlite/gathering_vfs.hpp"
#include "adapters/sqlite/guarded.hpp"

#include <algorithm>
#include <stdexcept>

namespace rexflow::sqlite {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;

/// More would make the first of a group wait for work that is not its own.
constexpr std::size_t most_in_a_group = 64;

}  // namespace

struct GroupCommit::Request {
    const Work& work;
    Result<void> result;
    std::exception_ptr thrown;
    bool is_kept = false;  ///< part of the transaction
    bool is_done = false;
    std::condition_variable turn;
};

Result<void> GroupCommit::run(const Work& work) {
    const auto me = std::this_thread::get_id();
    if (leader_ == me) throw std::logic_error("a write inside a write would wait for itself");
    Request request{work, {}, {}, false, false, {}};
    std::unique_lock lock(mutex_);
    waiting_.push_back(&request);
    request.turn.wait(
        lock, [&] { return request.is_done || (leader_.load() == std::thread::id{} && waiting_.front() == &request); });
    if (!request.is_done) lead(lock);
    lock.unlock();
    if (request.thrown) std::rethrow_exception(request.thrown);
    return request.result;
}

void GroupCommit::lead(std::unique_lock<std::mutex>& lock) {
    leader_ = std::this_thread::get_id();
    std::vector<Request*> group;
    while (!waiting_.empty() && group.size() < most_in_a_group) {
        group.push_back(waiting_.front());
        waiting_.pop_front();
    }
    lock.unlock();
    commit(group);
    forget_erased();
    lock.lock();
    leader_ = std::thread::id{};
    for (auto* request : group) {
        request->is_done = true;
        request->turn.notify_one();
    }
    if (!waiting_.empty()) waiting_.front()->turn.notify_one();
}

void GroupCommit::commit(const std::vector<Request*>& group) {
    const auto erased_before = keys_to_forget_.size();
    try {
        begin();
        if (group.size() == 1)
            execute(*group.front(), [&](const auto& work) { return guarded(work); });
        else
            for (auto* request : group)
                execute(*request, [&](const auto& work) { return in_savepoint(tools_.database, work); });
        const bool has_work = std::ranges::any_of(group, &Request::is_kept);
        if (has_work) {
            const Gathering gathering;
            tools_.database.run("COMMIT");
            ++commits_;
        } else {
            tools_.database.run("ROLLBACK");
        }
    } catch (const EnvironmentFailure& failure) {
        keys_to_forget_.resize(erased_before);
        abandon(group, failure.error());
    }
}

void GroupCommit::begin() {
    tools_.database.run("BEGIN IMMEDIATE");
    const auto version = tools_.database.number("PRAGMA data_version");
    if (version == data_version_) return;
    // Another program on the same data may have used keys this one still counts as its own.
    tools_.vault.resume_after(last_used_key(tools_.database));
    data_version_ = version;
}

void GroupCommit::execute(Request& request, const Fence& fence) {
    SqliteUnit unit(tools_);
    try {
        request.result = fence([&] { return request.work(unit); });
    } catch (const EnvironmentFailure&) {
        throw;
    } catch (...) {
        request.thrown = std::current_exception();
        return;
    }
    request.is_kept = request.result.has_value();
    if (!request.is_kept) return;
    for (const auto key : unit.keys_to_forget()) keys_to_forget_.push_back(key);
}

/// Nothing of the group was kept: everybody who believed so hears why.
void GroupCommit::abandon(const std::vector<Request*>& group, const Error& reason) {
    static_cast<void>(guarded([&]() -> Result<void> {
        if (tools_.database.in_transaction()) tools_.database.run("ROLLBACK");
        return {};
    }));
    for (auto* request : group)
        if (request->result && !request->thrown) request->result = Err(reason);
}

/// A failure is no loss: the ledger names the keys, they are tried again with the next commit and at every opening.
void GroupCommit::forget_erased() {
    if (!keys_to_forget_.empty() && tools_.vault.forget(keys_to_forget_)) keys_to_forget_.clear();
}

engine::KeyId last_used_key(Database& database) {
    return engine::KeyId{
        database.number("SELECT max(coalesce((SELECT key_id FROM messages ORDER BY id DESC LIMIT 1), 0), "
                        "coalesce((SELECT narrative_key FROM cases ORDER BY id DESC LIMIT 1), 0), "
                        "coalesce((SELECT max(key_id) FROM meta), 0))")};
}

}  // namespace rexflow::sqlite
