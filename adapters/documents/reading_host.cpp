#include "adapters/documents/reading_host.hpp"

#include "adapters/documents/reading_json.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <new>

namespace rexflow::documents {

namespace {

constexpr std::chrono::seconds time_to_start{10};
constexpr std::chrono::minutes idle{1};

/// Starts a program in a process group of its own, with nothing of ours but the socket: no environment, no settings,
/// no open file. Gives -1 when it cannot be started.
pid_t start(const std::vector<std::string>& program, int socket) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    std::vector<char*> arguments;
    for (const auto& word : program) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    std::string locale = "LC_ALL=C.UTF-8";
    std::array<char*, 2> environment{locale.data(), nullptr};
    pid_t id = -1;
    if (posix_spawn(&id, program.front().c_str(), &actions, &attributes, arguments.data(), environment.data()) != 0)
        id = -1;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return id;
}

bool is_readable(int descriptor, std::chrono::milliseconds patience) {
    pollfd waiting{descriptor, POLLIN, 0};
    int ready = 0;
    do ready = poll(&waiting, 1, static_cast<int>(patience.count()));
    while (ready < 0 && errno == EINTR);
    return ready > 0;
}

std::string read_to_end(int descriptor) {
    std::string all;
    std::array<char, 64U << 10U> block{};
    for (;;) {
        const auto size = read(descriptor, block.data(), block.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return all;
        all.append(block.data(), static_cast<std::size_t>(size));
    }
}

/// The file behind its line with the lengths of name and type; nothing when that line is wrong.
std::optional<engine::ReceivedFile> parse_question(const std::string& all) {
    char* end = nullptr;
    const auto name_size = std::strtoul(all.c_str(), &end, 10);
    const auto type_size = std::strtoul(end, &end, 10);
    const auto head = static_cast<std::size_t>(end - all.c_str()) + 1;
    if (head > all.size() || name_size > all.size() - head || type_size > all.size() - head - name_size)
        return std::nullopt;
    const std::string_view rest = std::string_view(all).substr(head);
    return engine::ReceivedFile{rest.substr(name_size + type_size), rest.substr(0, name_size),
                                rest.substr(name_size, type_size)};
}

/// In a child: waits for a task; the question becomes standard input and the place of the answer standard output, and
/// nothing else stays open. EXIT_SUCCESS, or the exit status of a child that has no task.
int take_task() {
    const auto task = is_readable(STDIN_FILENO, idle) ? receive_task(STDIN_FILENO) : Task();
    if (!task.question.is_open()) return nothing_to_do;
    const bool is_taken = dup2(task.question.number(), STDIN_FILENO) == STDIN_FILENO &&
                          dup2(task.answer.number(), STDOUT_FILENO) == STDOUT_FILENO;
    return is_taken ? EXIT_SUCCESS : EXIT_FAILURE;
}

/// In a child: does one task, contained. Gives the exit status.
int do_one_task(const engine::DocumentReader& reader, const Containment& limits) {
    if (!contain_this_process(limits)) return not_contained;
    if (const auto status = take_task(); status != EXIT_SUCCESS) return status;
    try {
        const auto all = read_to_end(STDIN_FILENO);
        const auto file = parse_question(all);
        engine::Patience patience{std::chrono::milliseconds::max()};  // whoever waits for the answer has the clock
        const auto reading = file ? reader.read(*file, patience) : engine::Err(engine::Error::Code::invalid_input, "");
        const bool is_answered = reading && write_all(STDOUT_FILENO, to_json(*reading));
        close(STDOUT_FILENO);  // taking this process down need not be waited for
        return is_answered ? EXIT_SUCCESS : EXIT_FAILURE;
    } catch (const std::bad_alloc&) {
        return out_of_memory;
    } catch (const std::exception&) {
        return EXIT_FAILURE;
    }
}

bool tell(int status) {
    return send(STDIN_FILENO, &status, sizeof status, MSG_NOSIGNAL) == static_cast<ssize_t>(sizeof status);
}

/// Reads something harmless, so that the libraries have loaded and linked what they do so lazily before any fork.
void warm_up(const engine::DocumentReader& reader) {
    constexpr std::string_view page =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]>>>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
        "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
        "4 0 obj<</Length 33>>stream\nBT /F 9 Tf 9 9 Td (REX : REX) Tj ET\nendstream endobj\n"
        "trailer<</Root 1 0 R>>\n%%EOF\n";
    engine::Patience patience{std::chrono::milliseconds::max()};
    static_cast<void>(reader.read({page, {}, "application/pdf"}, patience));
}

}  // namespace

ReadingHost::ReadingHost(const std::vector<std::string>& program) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return;
    socket_ = Descriptor(ends[0]);
    Descriptor far(ends[1]);
    id_ = start(program, far.number());
    far = Descriptor();
    if (is_running() && !status(time_to_start)) end();
}

void ReadingHost::end() {
    if (!is_running()) return;
    kill(-id_, SIGKILL);
    while (waitpid(id_, nullptr, 0) < 0 && errno == EINTR) continue;
    id_ = -1;
}

bool ReadingHost::begin(const Task& task) {
    if (!send_task(socket_.number(), task)) return false;
    ++unheard_;
    return true;
}

std::optional<int> ReadingHost::status(std::chrono::milliseconds patience) {
    int status = 0;
    for (; unheard_ > 0; --unheard_)
        if (!is_readable(socket_.number(), patience) ||
            recv(socket_.number(), &status, sizeof status, 0) != static_cast<ssize_t>(sizeof status))
            return std::nullopt;
    return status;
}

int serve_readings(const engine::DocumentReader& reader, const Containment& limits) {
    warm_up(reader);
    // The child for the next file is there before the file is: a fork of all these libraries takes milliseconds.
    bool is_wanted = tell(EXIT_SUCCESS);
    while (is_wanted) {
        const auto child = fork();
        if (child == 0) _exit(do_one_task(reader, limits));
        int status = EXIT_FAILURE;
        while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
        const bool is_idle = WIFEXITED(status) && WEXITSTATUS(status) == nothing_to_do;
        is_wanted = child > 0 && !is_idle && tell(status);
    }
    return EXIT_SUCCESS;
}

}  // namespace rexflow::documents
