#pragma once

#include "adapters/documents/channel.hpp"
#include "adapters/documents/containment.hpp"
#include "engine/ports/document_reader.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace rexflow::documents {

/// A process that has the libraries for reading loaded and forks a child for each file, so that a file costs a fork
/// and not the start of a program. It looks into no file itself. Started and ended by ContainedReader.
class ReadingHost {
public:
    /// @param program the command that runs serve_readings(), with its arguments. See is_running().
    explicit ReadingHost(const std::vector<std::string>& program);
    ReadingHost(const ReadingHost&) = delete;
    ReadingHost& operator=(const ReadingHost&) = delete;
    /// Kills it and the child that may be reading for it.
    ~ReadingHost() { end(); }

    [[nodiscard]] bool is_running() const { return id_ > 0; }

    /// Begins to read one file. False when it has ended meanwhile.
    [[nodiscard]] bool begin(const Task& task);

    /// The exit status (wait(2)) of the child that read last; nothing when the host is gone or takes too long. Only
    /// who wants to know why there was no answer need ask.
    [[nodiscard]] std::optional<int> status(std::chrono::milliseconds patience);

private:
    void end();

    Descriptor socket_;
    int id_ = -1;
    int unheard_ = 1;  ///< what it still has to say: that it is ready, and the end of each task
};

/// The host's side, with the socket as standard input: reads each file it is handed in a contained child of its own.
/// Returns the exit status of the program once nobody asks any more, or nobody has asked for a minute.
[[nodiscard]] int serve_readings(const engine::DocumentReader& reader, const Containment& limits);

/// Exit statuses of a child beside success and failure.
constexpr int out_of_memory = 3;
constexpr int not_contained = 4;
constexpr int nothing_to_do = 5;

}  // namespace rexflow::documents
