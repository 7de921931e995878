#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace rexflow::documents {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor();
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

[[nodiscard]] bool write_all(int descriptor, std::string_view bytes);

/// What the reading host is handed for one file: where to read it, and where its reading goes.
struct Task {
    Descriptor question = Descriptor();
    Descriptor answer = Descriptor();
};

/// Hands a task over a unix socket (SCM_RIGHTS, unix(7)). False when nobody is there any more.
[[nodiscard]] bool send_task(int socket, const Task& task);

/// The next task; one with closed descriptors at the end of the connection.
[[nodiscard]] Task receive_task(int socket);

}  // namespace rexflow::documents
