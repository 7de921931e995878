#include "adapters/documents/contained_reader.hpp"

#include "adapters/documents/reading_json.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <new>
#include <optional>
#include <utility>

namespace rexflow::documents {

namespace {

using engine::DocumentReading;
using engine::Err;
using engine::Error;
using engine::Result;
using Clock = std::chrono::steady_clock;

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() {
        if (number_ >= 0) close(number_);
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

auto no_process() { return Err(Error::Code::store_trouble, "a process to read a document cannot be started"); }

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// The file in memory, behind a line with the lengths of its name and type: neither shows in a list of processes.
Result<Descriptor> question(const engine::ReceivedFile& file) {
    Descriptor memory(memfd_create("document", MFD_CLOEXEC));
    const auto head = std::to_string(file.file_name.size()) + " " + std::to_string(file.media_type.size()) + "\n";
    if (memory.number() < 0 || !write_all(memory.number(), head) || !write_all(memory.number(), file.file_name) ||
        !write_all(memory.number(), file.media_type) || !write_all(memory.number(), file.bytes) ||
        lseek(memory.number(), 0, SEEK_SET) != 0)
        return no_process();
    return memory;
}

/// A started process; killed and collected when it goes out of scope.
class Child {
public:
    Child(const std::vector<std::string>& program, int input, int output) {
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
        std::vector<char*> arguments;
        for (const auto& word : program) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        // Nothing of our environment but the language: no settings, no secrets.
        std::string locale = "LC_ALL=C.UTF-8";
        std::array<char*, 2> environment{locale.data(), nullptr};
        if (posix_spawn(&id_, program.front().c_str(), &actions, &attributes, arguments.data(), environment.data()) !=
            0)
            id_ = -1;
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() { collect(); }

    [[nodiscard]] bool is_running() const { return id_ > 0; }

    /// Ends it and gives its status.
    int collect() {
        if (id_ <= 0) return 0;
        kill(id_, SIGKILL);
        int status = 0;
        while (waitpid(id_, &status, 0) < 0 && errno == EINTR) continue;
        id_ = -1;
        return status;
    }

private:
    pid_t id_ = -1;
};

enum class Ending { complete, too_slow, too_long };

/// Everything it answers until it closes its output.
Ending read_answer(int output, const ContainedReader::Limits& limits, std::string& answer) {
    const auto deadline = Clock::now() + limits.patience;
    std::array<char, 64U << 10U> block{};
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return Ending::too_slow;
        pollfd waiting{output, POLLIN, 0};
        const int ready = poll(&waiting, 1, static_cast<int>(left));
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return Ending::too_slow;
        const auto size = ::read(output, block.data(), block.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return Ending::complete;
        answer.append(block.data(), static_cast<std::size_t>(size));
        if (answer.size() > limits.answer) return Ending::too_long;
    }
}

DocumentReading for_a_person(std::string_view reason) {
    return {DocumentReading::Status::for_a_person, std::string(reason), std::nullopt};
}

constexpr int out_of_memory = 3;
constexpr int not_contained = 4;

std::string_view reason_of(int status) {
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)) return "too_slow";
    if (WIFEXITED(status) && WEXITSTATUS(status) == out_of_memory) return "too_large";
    return "reader_failed";
}

}  // namespace

Result<DocumentReading> ContainedReader::read(const engine::ReceivedFile& file) const {
    auto asked = question(file);
    if (!asked) return Err(asked.error());
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return no_process();
    const Descriptor output(ends[0]);
    Descriptor far_output(ends[1]);
    Child child(program_, asked->number(), far_output.number());
    if (!child.is_running()) return no_process();
    far_output = Descriptor();
    std::string answer;
    switch (read_answer(output.number(), limits_, answer)) {
        case Ending::too_slow:
            return for_a_person("too_slow");
        case Ending::too_long:
            return for_a_person("too_large");
        case Ending::complete:
            break;
    }
    if (auto reading = reading_from_json(answer)) return *reading;
    return for_a_person(reason_of(child.collect()));
}

int serve_reading(const engine::DocumentReader& reader, const Containment& limits) {
    if (!contain_this_process(limits)) return not_contained;
    try {
        std::string all;
        std::array<char, 64U << 10U> block{};
        for (;;) {
            const auto size = ::read(STDIN_FILENO, block.data(), block.size());
            if (size < 0 && errno == EINTR) continue;
            if (size <= 0) break;
            all.append(block.data(), static_cast<std::size_t>(size));
        }
        char* end = nullptr;
        const auto name_size = std::strtoul(all.c_str(), &end, 10);
        const auto type_size = std::strtoul(end, &end, 10);
        const auto head = static_cast<std::size_t>(end - all.c_str()) + 1;
        if (head > all.size() || name_size > all.size() - head || type_size > all.size() - head - name_size)
            return EXIT_FAILURE;
        const std::string_view rest = std::string_view(all).substr(head);
        const auto reading = reader.read(
            {rest.substr(name_size + type_size), rest.substr(0, name_size), rest.substr(name_size, type_size)});
        if (!reading) return EXIT_FAILURE;
        return write_all(STDOUT_FILENO, to_json(*reading)) ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const std::bad_alloc&) {
        return out_of_memory;
    } catch (const std::exception&) {
        return EXIT_FAILURE;
    }
}

}  // namespace rexflow::documents
