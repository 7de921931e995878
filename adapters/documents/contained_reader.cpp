#include "adapters/documents/contained_reader.hpp"

#include "adapters/documents/file_kind.hpp"
#include "adapters/documents/form_reader.hpp"
#include "adapters/documents/reading_host.hpp"
#include "adapters/documents/reading_json.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace rexflow::documents {

namespace {

using engine::DocumentReading;
using engine::Err;
using engine::Error;
using engine::Patience;
using engine::Result;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds longest_patience{60'000};
constexpr int starts = 2;  // a host that went home is replaced once

auto no_process() { return Err(Error::Code::store_trouble, "a process to read a document cannot be started"); }

/// The file in memory, behind a line with the lengths of its name and type: neither shows in a list of processes.
Descriptor question(const engine::ReceivedFile& file) {
    Descriptor memory(memfd_create("document", MFD_CLOEXEC));
    const auto head = std::to_string(file.file_name.size()) + " " + std::to_string(file.media_type.size()) + "\n";
    const bool is_written = memory.is_open() && write_all(memory.number(), head) &&
                            write_all(memory.number(), file.file_name) && write_all(memory.number(), file.media_type) &&
                            write_all(memory.number(), file.bytes) && lseek(memory.number(), 0, SEEK_SET) == 0;
    return is_written ? std::move(memory) : Descriptor();
}

enum class Ending { complete, too_slow, too_long };

/// Everything that is answered until `output` is closed.
Ending read_answer(int output, Clock::time_point deadline, std::string& answer) {
    std::array<char, 64U << 10U> block{};
    for (;;) {
        const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return Ending::too_slow;
        pollfd waiting{output, POLLIN, 0};
        const int ready = poll(&waiting, 1, static_cast<int>(left));
        if (ready < 0 && errno == EINTR) continue;
        if (ready == 0) continue;
        const auto size = ::read(output, block.data(), block.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return Ending::complete;
        answer.append(block.data(), static_cast<std::size_t>(size));
        if (answer.size() > ContainedReader::longest_answer) return Ending::too_long;
    }
}

DocumentReading for_a_person(std::string_view reason) {
    return {DocumentReading::Status::for_a_person, std::string(reason), std::nullopt};
}

std::string_view reason_of(int status) {
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)) return "too_slow";
    if (WIFEXITED(status) && WEXITSTATUS(status) == out_of_memory) return "too_large";
    return "reader_failed";
}

}  // namespace

ContainedReader::ContainedReader(std::vector<std::string> program, std::span<const engine::reading::BlankForm> forms)
    : program_(std::move(program)), forms_(forms) {}
ContainedReader::~ContainedReader() = default;

Result<DocumentReading> ContainedReader::read(const engine::ReceivedFile& file, Patience& patience) const {
    // Most attachments are pictures: no process for those.
    if (const auto reason = documents::reason_to_leave(file); !reason.empty()) return for_a_person(reason);
    if (kind_of(file) == FileKind::text) return read_text_file(file.bytes, forms_);
    if (patience.left <= milliseconds::zero()) return for_a_person("too_slow");
    const std::lock_guard alone(mutex_);
    return read_apart(file, patience);
}

Result<DocumentReading> ContainedReader::read_apart(const engine::ReceivedFile& file, Patience& patience) const {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return no_process();
    const Descriptor output(ends[0]);
    Task task{question(file), Descriptor(ends[1])};
    if (!task.question.is_open()) return no_process();
    bool is_begun = false;
    for (int attempt = 0; attempt < starts && !is_begun; ++attempt) {
        if (!host_) host_ = std::make_unique<ReadingHost>(program_);
        is_begun = host_->is_running() && host_->begin(task);
        if (!is_begun) host_.reset();
    }
    if (!is_begun) return no_process();
    task = Task();

    const auto begun = Clock::now();
    const auto allowed = std::min(patience.left, longest_patience) * slowness_of_sanitizers;
    std::string answer;
    const auto ending = read_answer(output.number(), begun + allowed, answer);
    patience.left -= std::chrono::ceil<milliseconds>(Clock::now() - begun) / slowness_of_sanitizers;
    if (ending != Ending::complete) {
        host_.reset();
        return for_a_person(ending == Ending::too_slow ? "too_slow" : "too_large");
    }
    if (auto reading = reading_from_json(answer)) return *reading;
    const auto status = host_->status(allowed);
    if (!status) host_.reset();
    return for_a_person(status ? reason_of(*status) : "reader_failed");
}

}  // namespace rexflow::documents
