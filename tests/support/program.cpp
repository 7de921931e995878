#include "tests/support/program.hpp"

#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;

constexpr auto longest_run = 60s;

/// A file without a name: a program that writes much, or reads nothing, blocks nobody.
int nameless_file(const std::string& text = {}) {
    const int file = ::memfd_create("standard stream", MFD_CLOEXEC);
    if (file < 0 || ::pwrite(file, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
        throw std::runtime_error("program: no file for a standard stream");
    return file;
}

std::string contents_of(int file) {
    struct stat status {};
    ::fstat(file, &status);
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    const auto count = ::pread(file, text.data(), text.size(), 0);
    text.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    return text;
}

/// Pointers into `texts`, ended by a null pointer, as exec wants them.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environment_with(const std::map<std::string, std::string>& added) {
    std::vector<std::string> all;
    for (char** entry = ::environ; *entry != nullptr; ++entry) {
        const std::string text = *entry;
        if (!added.contains(text.substr(0, text.find('=')))) all.push_back(text);
    }
    for (const auto& [name, value] : added) all.push_back(name + "=" + value);
    return all;
}

/// In the child: only calls that are safe after a fork beside other threads.
[[noreturn]] void become(const std::vector<char*>& words, const std::vector<char*>& environment, int in, int out,
                         int err) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::dup2(in, STDIN_FILENO) >= 0 && ::dup2(out, STDOUT_FILENO) >= 0 && ::dup2(err, STDERR_FILENO) >= 0)
        ::execvpe(words.front(), words.data(), environment.data());
    ::_exit(127);
}

}  // namespace

Program::Program(const Words& words) : out_(nameless_file()), err_(nameless_file()) {
    auto texts = words.words;
    auto variables = environment_with(words.environment);
    const auto word_pointers = pointers_to(texts);
    const auto variable_pointers = pointers_to(variables);
    const int in = nameless_file(words.input);
    pid_ = ::fork();
    if (pid_ == 0) become(word_pointers, variable_pointers, in, out_, err_);
    ::close(in);
    pid_descriptor_ = pid_ < 0 ? -1 : static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
    if (pid_descriptor_ < 0) throw std::runtime_error("program: it cannot be started");
}

Program::~Program() {
    signal(SIGKILL);
    static_cast<void>(ends_within(longest_run));
    for (const int descriptor : {pid_descriptor_, out_, err_}) ::close(descriptor);
}

void Program::signal(int number) const {
    if (!has_ended_) ::kill(pid_, number);
}

bool Program::ends_within(std::chrono::milliseconds time) {
    if (has_ended_) return true;
    pollfd watched{pid_descriptor_, POLLIN, 0};
    if (::poll(&watched, 1, static_cast<int>(time.count())) != 1) return false;
    has_ended_ = ::waitpid(pid_, &wait_status_, 0) == pid_;
    return has_ended_;
}

Ended Program::end() {
    if (!ends_within(longest_run)) throw std::runtime_error("program: it does not end; it said: " + out() + err());
    const int status = WIFSIGNALED(wait_status_) ? 128 + WTERMSIG(wait_status_) : WEXITSTATUS(wait_status_);
    return {status, out(), err()};
}

std::string Program::out() const { return contents_of(out_); }

std::string Program::err() const { return contents_of(err_); }

Ended run(const Words& words) { return Program(words).end(); }

}  // namespace rexflow::testing
