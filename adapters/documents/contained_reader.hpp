#pragma once

#include "adapters/documents/containment.hpp"
#include "engine/ports/document_reader.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace rexflow::documents {

/// Reads each file in a process of its own, which may crash, hang or eat memory without harm to this one. Safe from
/// several threads at once.
class ContainedReader : public engine::DocumentReader {
public:
    struct Limits {
        std::chrono::milliseconds patience{6'000};  ///< by the clock on the wall; the process is killed then
        std::size_t answer = 8U << 20U;             ///< bytes of its answer
    };

    /// @param program the command that runs serve_reading(), with its arguments
    explicit ContainedReader(std::vector<std::string> program) : ContainedReader(std::move(program), Limits{}) {}
    ContainedReader(std::vector<std::string> program, Limits limits) : program_(std::move(program)), limits_(limits) {}

    [[nodiscard]] engine::Result<engine::DocumentReading> read(const engine::ReceivedFile& file) const override;

private:
    std::vector<std::string> program_;
    Limits limits_;
};

/// The other side: contains this process, reads one file from standard input, answers on standard output. Gives the
/// exit status.
[[nodiscard]] int serve_reading(const engine::DocumentReader& reader, const Containment& limits);

}  // namespace rexflow::documents
