#include "adapters/web/server.hpp"
#include "tests/adapters/web/listener.hpp"
#include "tests/support/sqlite_data.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <list>
#include <thread>

/// Two hundred clients of one address that drip bytes, on a server whose seconds are short.
namespace rexflow::testing {

using namespace std::chrono_literals;

TEST_CASE("200 clients that drip bytes leave a page of everybody else under a second", "[web][slow]") {
    web::ServerSettings settings;
    settings.listen = "127.0.0.1:0";
    settings.request_time = 1s;
    const auto server = value_of(web::Server::start(settings, [](const web::Request& request) {
        return web::Response{200, "text/plain", request.path, {}};
    }));
    constexpr int slow_clients = 200;
    constexpr int pages = 300;
    std::atomic<bool> is_dripping = false;
    std::atomic<int> cut_off = 0;
    const auto drip = [&](const std::stop_token& stop) {
        std::list<Listener> slow;
        while (!stop.stop_requested()) {
            while (slow.size() < slow_clients && !stop.stop_requested()) {
                slow.emplace_back(server->port());
                slow.back().send(slow.size() % 2 == 0 ? "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: " : "POST /");
            }
            for (auto one = slow.begin(); one != slow.end();) {
                const bool is_over = !one->send("a") || one->is_ended(0ms);
                if (is_over) ++cut_off;
                one = is_over ? slow.erase(one) : std::next(one);
            }
            is_dripping.store(true);
            is_dripping.notify_all();
            if (!slow.empty()) static_cast<void>(slow.front().is_ended(50ms));
        }
    };
    std::jthread dripping(drip);
    is_dripping.wait(false);

    std::vector<std::chrono::milliseconds> waits;
    for (int page = 0; page < pages; ++page) {
        const auto begun = std::chrono::steady_clock::now();
        Listener other(server->port(), "127.0.0.2");
        other.send("GET /page HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        CHECK(other.hears("/page"));
        waits.push_back(
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun));
    }
    dripping.request_stop();
    dripping.join();

    std::ranges::sort(waits);
    const auto p99 = waits[waits.size() * 99 / 100];
    INFO("p50 " << waits[waits.size() / 2].count() << " ms, p99 " << p99.count() << " ms, " << cut_off << " cut off");
    CHECK(p99 < 1s);
    CHECK(cut_off > slow_clients);
}

}  // namespace rexflow::testing
