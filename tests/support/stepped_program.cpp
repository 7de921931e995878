#include "tests/support/stepped_program.hpp"

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <system_error>

namespace rexflow::testing {

namespace {

/// What another process or a later run can see. `write` is none of them on standard output.
constexpr std::array<long, 14> visible_calls{SYS_write,   SYS_writev, SYS_pwrite64,  SYS_pwritev,   SYS_sendto,
                                             SYS_sendmsg, SYS_fsync,  SYS_fdatasync, SYS_ftruncate, SYS_unlinkat,
                                             SYS_unlink,  SYS_rename, SYS_renameat2, SYS_connect};

constexpr unsigned long options = PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK |
                                  PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC;
constexpr int syscall_stop = SIGTRAP | 0x80;

/// Pages SQLite copies from its log into the database, and its index of the log: they repeat what is durable already.
bool is_repetition(pid_t thread, const __ptrace_syscall_info& info) {
    if (static_cast<long>(info.entry.nr) != SYS_pwrite64) return false;
    const auto link = "/proc/" + std::to_string(thread) + "/fd/" + std::to_string(info.entry.args[0]);
    std::error_code unknown;
    return !std::filesystem::read_symlink(link, unknown).string().ends_with("-wal");
}

bool is_visible(pid_t thread, const __ptrace_syscall_info& info) {
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY) return false;
    const auto number = static_cast<long>(info.entry.nr);
    const bool is_standard_stream = number == SYS_write && info.entry.args[0] <= STDERR_FILENO;
    return !is_standard_stream && std::ranges::find(visible_calls, number) != visible_calls.end() &&
           !is_repetition(thread, info);
}

/// In the child: waits to be watched, then becomes the program.
[[noreturn]] void become(std::vector<char*>& words, std::vector<char*>& environment) {
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    ::execve(words.front(), words.data(), environment.data());
    ::_exit(127);
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment_with(const Words& words) {
    auto added = words.environment;
    added["ASAN_OPTIONS"] = "detect_leaks=0";  // it cannot look for leaks while somebody else is watching
    std::vector<std::string> all;
    for (char** entry = ::environ; *entry != nullptr; ++entry) {
        const std::string text = *entry;
        if (!added.contains(text.substr(0, text.find('=')))) all.push_back(text);
    }
    for (const auto& [name, value] : added) all.push_back(name + "=" + value);
    return all;
}

class Watch {
public:
    Watch(pid_t program, int step) : program_(program), step_(step) {}

    Stepped run() {
        int status = 0;
        ::waitpid(program_, &status, __WALL);
        ::ptrace(PTRACE_SETOPTIONS, program_, nullptr, reinterpret_cast<void*>(options));
        ::ptrace(PTRACE_SYSCALL, program_, nullptr, nullptr);
        while (true) {
            const pid_t thread = ::waitpid(-1, &status, __WALL);
            if (thread < 0) throw std::runtime_error("stepped program: nobody to wait for");
            if (WIFSTOPPED(status)) {
                go_on(thread, status);
            } else if (thread == program_) {
                return {was_killed_, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
            }
        }
    }

private:
    void go_on(pid_t thread, int status) {
        const int signal = WSTOPSIG(status);
        const bool is_event = (status >> 16) != 0;
        // A new thread begins with a stop that is ours, not the program's.
        const bool begins = known_.insert(thread).second && signal == SIGSTOP;
        if (signal == syscall_stop && is_step(thread)) {
            was_killed_ = true;
            ::kill(program_, SIGKILL);
            return;
        }
        const bool is_ours = signal == syscall_stop || is_event || begins || signal == SIGTRAP;
        ::ptrace(PTRACE_SYSCALL, thread, nullptr, reinterpret_cast<void*>(is_ours ? 0L : static_cast<long>(signal)));
    }

    bool is_step(pid_t thread) {
        __ptrace_syscall_info info{};
        ::ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info);
        return is_visible(thread, info) && !was_killed_ && ++steps_ == step_;
    }

    pid_t program_;
    int step_;
    int steps_ = 0;
    bool was_killed_ = false;
    std::set<pid_t> known_;
};

}  // namespace

Stepped run_until(const Words& words, int step) {
    auto texts = words.words;
    auto variables = environment_with(words);
    auto word_pointers = pointers_to(texts);
    auto variable_pointers = pointers_to(variables);
    const pid_t program = ::fork();
    if (program == 0) become(word_pointers, variable_pointers);
    if (program < 0) throw std::runtime_error("stepped program: it cannot be started");
    return Watch(program, step).run();
}

std::string why_no_steps() {
    const auto tried = run_until({{"/bin/true"}, {}, {}}, 1'000'000);
    return tried.status == 0 && !tried.was_killed ? "" : "programs cannot be watched here (ptrace)";
}

}  // namespace rexflow::testing
