#include "adapters/web/event_streams.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>

namespace rexflow::web {

namespace {

/// After how many milliseconds a browser that lost the connection asks again.
constexpr std::string_view greeting = "retry: 5000\n\n";
constexpr std::string_view change = "data: changed\n\n";
constexpr std::string_view comment = ":\n\n";

int descriptor_of(const Poco::Net::StreamSocket& socket) { return static_cast<int>(socket.impl()->sockfd()); }

/// A client that does not take these few bytes at once is gone.
bool say(const Poco::Net::StreamSocket& socket, std::string_view bytes) {
    const auto sent = ::send(descriptor_of(socket), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    return sent == static_cast<ssize_t>(bytes.size());
}

}  // namespace

/// News begin here: what changes from now on is told, even if no thread has run yet.
EventStreams::EventStreams(const StreamLimits& limits, News news) : limits_(limits), news_(std::move(news)) {
    static_cast<void>(changed_topics());
    thread_ = std::jthread([this](const std::stop_token& stop) { look_on(stop); });
}

EventStreams::~EventStreams() {
    thread_.request_stop();
    thread_.join();
}

bool EventStreams::has_room(std::int64_t account) const {
    const std::lock_guard lock(mutex_);
    return has_room_locked(account);
}

bool EventStreams::has_room_locked(std::int64_t account) const {
    const auto own =
        std::ranges::count_if(streams_, [&](const Stream& stream) { return stream.subscription.account == account; });
    return streams_.size() < limits_.most && static_cast<std::size_t>(own) < limits_.most_of_an_account;
}

void EventStreams::add(const Poco::Net::StreamSocket& socket, const Subscription& subscription) {
    if (!say(socket, greeting) || (subscription.is_behind && !say(socket, change))) return;
    const auto now = Clock::now();
    const std::lock_guard lock(mutex_);
    if (!has_room_locked(subscription.account)) return;
    streams_.push_back({socket, subscription, now, now});
    bell_.notify_one();
}

std::size_t EventStreams::count() const {
    const std::lock_guard lock(mutex_);
    return streams_.size();
}

void EventStreams::look_on(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            bell_.wait(lock, stop, [this] { return !streams_.empty(); });
            bell_.wait_for(lock, stop, limits_.between_looks, [] { return false; });
        }
        if (stop.stop_requested()) return;
        const auto topics = changed_topics();
        const auto now = Clock::now();
        const std::lock_guard lock(mutex_);
        remove_ended(now);
        tell(topics, now);
    }
}

/// News that cannot be had now comes with the next look.
std::set<std::string, std::less<>> EventStreams::changed_topics() const {
    if (!news_) return {};
    try {
        const auto topics = news_();
        return {topics.begin(), topics.end()};
    } catch (const std::exception&) {
        return {};
    }
}

/// Who listens has nothing to say: a connection that can be read was closed, or is none of a browser.
void EventStreams::remove_ended(Clock::time_point now) {
    std::vector<pollfd> looked_at;
    looked_at.reserve(streams_.size());
    for (const auto& stream : streams_) looked_at.push_back({descriptor_of(stream.socket), POLLIN | POLLRDHUP, 0});
    if (::poll(looked_at.data(), looked_at.size(), 0) < 0) return;
    auto look = looked_at.begin();
    std::erase_if(streams_, [&](const Stream& stream) {
        const auto events = (look++)->revents;
        return events != 0 || now - stream.since > limits_.longest;
    });
}

void EventStreams::tell(const std::set<std::string, std::less<>>& topics, Clock::time_point now) {
    std::erase_if(streams_, [&](Stream& stream) {
        const bool is_news = topics.contains(stream.subscription.topic);
        if (!is_news && now - stream.said_at < limits_.heartbeat) return false;
        stream.said_at = now;
        return !say(stream.socket, is_news ? change : comment);
    });
}

}  // namespace rexflow::web
