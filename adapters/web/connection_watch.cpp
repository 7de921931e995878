#include "adapters/web/connection_watch.hpp"

#include <Poco/Exception.h>

namespace rexflow::web {

namespace {

using namespace std::chrono_literals;

constexpr auto between_looks = 500ms;

/// Wakes the thread that reads from it: it finds the end of the stream.
void end(Poco::Net::StreamSocket& socket) {
    try {
        socket.shutdown();
    } catch (const Poco::Exception&) {
        return;  // it has ended already
    }
}

}  // namespace

ConnectionWatch::ConnectionWatch(std::chrono::seconds a_request, int most_of_a_client)
    : a_request_(a_request),
      most_of_a_client_(most_of_a_client),
      thread_([this](const std::stop_token& stop) { look_on(stop); }) {}

ConnectionWatch::~ConnectionWatch() {
    thread_.request_stop();
    thread_.join();
}

void ConnectionWatch::look_on(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        bell_.wait_for(lock, stop, between_looks, [] { return false; });
        const auto now = Clock::now();
        for (auto* place : places_)
            if (now > place->until_) end(place->socket_);
    }
}

void ConnectionWatch::end_idle() {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
    for (auto* place : places_)
        if (!place->is_answering_) end(place->socket_);
}

ConnectionWatch::Place::Place(ConnectionWatch& watch, const Poco::Net::StreamSocket& socket, std::string client)
    : watch_(watch), socket_(socket), client_(std::move(client)), until_(Clock::now() + watch.a_request_) {
    const std::lock_guard lock(watch_.mutex_);
    at_ = watch_.places_.insert(watch_.places_.end(), this);
    is_one_too_many_ = ++watch_.by_client_[client_] > watch_.most_of_a_client_;
}

ConnectionWatch::Place::~Place() {
    const std::lock_guard lock(watch_.mutex_);
    watch_.places_.erase(at_);
    if (--watch_.by_client_[client_] == 0) watch_.by_client_.erase(client_);
}

bool ConnectionWatch::Place::begin_answer() {
    const std::lock_guard lock(watch_.mutex_);
    is_answering_ = true;
    return !watch_.is_stopping_;
}

void ConnectionWatch::Place::end_answer(std::chrono::seconds pause) {
    const std::lock_guard lock(watch_.mutex_);
    is_answering_ = false;
    until_ = Clock::now() + pause + watch_.a_request_;
}

}  // namespace rexflow::web
