#pragma once

#include "adapters/web/http.hpp"

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace rexflow::web {

struct StreamLimits {
    std::size_t most = 800;
    std::size_t most_of_an_account = 20;
    std::chrono::milliseconds between_looks{1000};
    std::chrono::milliseconds heartbeat{25'000};  ///< so that a proxy does not take a quiet connection for a dead one
    std::chrono::milliseconds longest{600'000};   ///< then the browser asks again, and who asks is looked at again
};

/// Connections that wait for news, without a thread of their own: one thread looks at all of them once a second, and
/// at nothing while there are none. What is sent says that something changed, never what. Safe from several threads.
class EventStreams {
public:
    using Clock = std::chrono::steady_clock;

    EventStreams(const StreamLimits& limits, News news);
    ~EventStreams();
    EventStreams(const EventStreams&) = delete;
    EventStreams& operator=(const EventStreams&) = delete;

    [[nodiscard]] bool has_room(std::int64_t account) const;
    /// A connection whose header was sent. One that finds no room is closed.
    void add(const Poco::Net::StreamSocket& socket, const Subscription& subscription);
    [[nodiscard]] std::size_t count() const;

private:
    struct Stream {
        Poco::Net::StreamSocket socket;
        Subscription subscription;
        Clock::time_point since;
        Clock::time_point said_at;
    };

    void look_on(const std::stop_token& stop);
    [[nodiscard]] std::set<std::string, std::less<>> changed_topics() const;
    void remove_ended(Clock::time_point now);
    void tell(const std::set<std::string, std::less<>>& topics, Clock::time_point now);
    [[nodiscard]] bool has_room_locked(std::int64_t account) const;

    const StreamLimits limits_;
    const News news_;
    mutable std::mutex mutex_;
    std::condition_variable_any bell_;
    std::vector<Stream> streams_;
    std::jthread thread_;
};

}  // namespace rexflow::web
