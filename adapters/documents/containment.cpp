#include "adapters/documents/containment.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace rexflow::documents {

namespace {

constexpr bool has_sanitizer = slowness_of_sanitizers > 1;

bool limit(decltype(RLIMIT_CPU) resource, rlim_t most) {
    const rlimit both{most, most};
    return setrlimit(resource, &both) == 0;
}

/// Calls nothing that reads a document has to make. They fail with EPERM.
constexpr auto forbidden_calls = std::to_array<std::uint32_t>(
    {SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_execve, SYS_execveat, SYS_ptrace, SYS_kill, SYS_setpgid,
     SYS_setsid, SYS_fork, SYS_vfork, SYS_unlink, SYS_unlinkat, SYS_rename});

/// A filter of system calls (seccomp, mode 2). Where the kernel has none, the limits stand alone.
void forbid_calls() {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return;
    constexpr auto count = forbidden_calls.size();
    std::array<sock_filter, count + 3> program{};
    program[0] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
    for (std::size_t i = 0; i < count; ++i)
        program[i + 1] =
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, forbidden_calls[i], static_cast<std::uint8_t>(count - i), 0);
    program[count + 1] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    program[count + 2] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}

}  // namespace

bool contain_this_process(const Containment& limits) {
    const auto seconds = static_cast<rlim_t>(limits.processor.count()) * slowness_of_sanitizers;
    const bool limited = limit(RLIMIT_CPU, seconds) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
                         (has_sanitizer || limit(RLIMIT_AS, limits.memory));
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    forbid_calls();
    return limited;
}

}  // namespace rexflow::documents
