#include "adapters/documents/channel.hpp"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace rexflow::documents {

namespace {

using Numbers = std::array<int, 2>;  // question, answer

/// A message of one byte with room for two descriptors beside it.
struct Parcel {
    char byte = 0;
    iovec body{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(Numbers))> beside{};
    msghdr head{};

    Parcel() {
        head.msg_iov = &body;
        head.msg_iovlen = 1;
        head.msg_control = beside.data();
        head.msg_controllen = beside.size();
    }
    Parcel(const Parcel&) = delete;
    Parcel& operator=(const Parcel&) = delete;
};

}  // namespace

Descriptor::~Descriptor() {
    if (number_ >= 0) close(number_);
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool send_task(int socket, const Task& task) {
    Parcel parcel;
    auto* const rights = CMSG_FIRSTHDR(&parcel.head);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(Numbers));
    const Numbers numbers{task.question.number(), task.answer.number()};
    std::memcpy(CMSG_DATA(rights), numbers.data(), sizeof(Numbers));
    ssize_t sent = 0;
    do sent = sendmsg(socket, &parcel.head, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == 1;
}

Task receive_task(int socket) {
    Parcel parcel;
    ssize_t got = 0;
    do got = recvmsg(socket, &parcel.head, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    const auto* const rights = got == 1 ? CMSG_FIRSTHDR(&parcel.head) : nullptr;
    if (rights == nullptr || rights->cmsg_type != SCM_RIGHTS || rights->cmsg_len != CMSG_LEN(sizeof(Numbers)))
        return Task();
    Numbers numbers{};
    std::memcpy(numbers.data(), CMSG_DATA(rights), sizeof(Numbers));
    return {Descriptor(numbers[0]), Descriptor(numbers[1])};
}

}  // namespace rexflow::documents
