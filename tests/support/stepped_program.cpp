#include "tests/support/stepped_program.hpp"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <csignal>
#include <cstddef>
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

constexpr unsigned long options = PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK |
                                  PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC;

/// The kernel's filter stops the program at those calls and at no other: a stop at every call takes twice the time.
/// From here to exec nothing visible is called.
void stop_at_visible_calls() {
    std::vector<sock_filter> filter;
    filter.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
    for (const auto call : visible_calls) {
        filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
        filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
    }
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        ::_exit(126);
}

/// Pages SQLite copies from its log into the database, and its index of the log: they repeat what is durable already.
bool is_repetition(pid_t thread, const __ptrace_syscall_info& info) {
    if (static_cast<long>(info.seccomp.nr) != SYS_pwrite64) return false;
    const auto link = "/proc/" + std::to_string(thread) + "/fd/" + std::to_string(info.seccomp.args[0]);
    std::error_code unknown;
    return !std::filesystem::read_symlink(link, unknown).string().ends_with("-wal");
}

bool is_visible(pid_t thread, const __ptrace_syscall_info& info) {
    const bool is_standard_stream =
        static_cast<long>(info.seccomp.nr) == SYS_write && info.seccomp.args[0] <= STDERR_FILENO;
    return !is_standard_stream && !is_repetition(thread, info);
}

/// In the child: waits to be watched, then becomes the program.
[[noreturn]] void become(std::vector<char*>& words, std::vector<char*>& environment) {
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    stop_at_visible_calls();
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
        ::ptrace(PTRACE_CONT, program_, nullptr, nullptr);
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
        const int event = status >> 16;
        // A new thread begins with a stop that is ours, not the program's.
        const bool begins = known_.insert(thread).second && signal == SIGSTOP;
        if (event == PTRACE_EVENT_SECCOMP && is_step(thread)) {
            was_killed_ = true;
            ::kill(program_, SIGKILL);
            return;
        }
        const bool is_ours = event != 0 || begins || signal == SIGTRAP;
        ::ptrace(PTRACE_CONT, thread, nullptr, reinterpret_cast<void*>(is_ours ? 0L : static_cast<long>(signal)));
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
