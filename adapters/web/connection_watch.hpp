#pragma once

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <condition_variable>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace rexflow::web {

/// Ends connections whose request takes too long to arrive, however cleverly its bytes are dripped, and keeps one
/// client from taking every thread. The library's own time limit is one of each read and starts again with every byte.
class ConnectionWatch {
public:
    using Clock = std::chrono::steady_clock;

    ConnectionWatch(std::chrono::seconds a_request, int most_of_a_client);
    ~ConnectionWatch();
    ConnectionWatch(const ConnectionWatch&) = delete;
    ConnectionWatch& operator=(const ConnectionWatch&) = delete;

    /// A connection from its first byte to its last.
    class Place {
    public:
        Place(ConnectionWatch& watch, const Poco::Net::StreamSocket& socket, std::string client);
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

        /// Its client holds as many as it may.
        [[nodiscard]] bool is_one_too_many() const { return is_one_too_many_; }
        /// A request is here and being answered; false when this is the last one, as the program is stopping.
        [[nodiscard]] bool begin_answer();
        /// It was answered: the next one has its own time, after a pause.
        void end_answer(std::chrono::seconds pause);

    private:
        friend class ConnectionWatch;
        ConnectionWatch& watch_;
        Poco::Net::StreamSocket socket_;
        std::string client_;
        Clock::time_point until_;
        std::list<Place*>::iterator at_;
        bool is_one_too_many_ = false;
        bool is_answering_ = false;
    };

    /// For a program that is stopping: ends every connection that waits for a request.
    void end_idle();

private:
    void look_on(const std::stop_token& stop);

    const std::chrono::seconds a_request_;
    const int most_of_a_client_;
    std::mutex mutex_;
    std::condition_variable_any bell_;
    std::list<Place*> places_;
    std::map<std::string, int> by_client_;
    bool is_stopping_ = false;
    std::jthread thread_;
};

}  // namespace rexflow::web
