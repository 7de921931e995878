#pragma once

#include <chrono>
#include <string>

namespace rexflow::testing {

/// A connection from an address of loopback, with bytes as they are: 127.0.0.2 is another client than 127.0.0.1.
class Listener {
public:
    explicit Listener(int port, const char* from = "127.0.0.1");
    ~Listener();
    Listener(Listener&& other) noexcept;
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    Listener& operator=(Listener&&) = delete;

    /// False when the other side has ended it.
    bool send(const std::string& bytes);
    /// Asks for a page on a connection that stays open.
    void get(const std::string& path, const std::string& cookie);
    /// Waits until `text` has come, at most so long; whether it did.
    [[nodiscard]] bool hears(const std::string& text, std::chrono::milliseconds within = std::chrono::seconds(10));
    /// Waits until the other side ends it; whether it did.
    [[nodiscard]] bool is_ended(std::chrono::milliseconds within = std::chrono::seconds(10));
    /// Everything that came.
    [[nodiscard]] const std::string& heard() const { return heard_; }
    [[nodiscard]] std::size_t times(const std::string& text) const;

private:
    bool receive(std::chrono::milliseconds within);

    int socket_;
    bool has_ended_ = false;
    std::string heard_;
};

}  // namespace rexflow::testing
