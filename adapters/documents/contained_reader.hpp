#pragma once

#include "adapters/documents/file_kind.hpp"
#include "engine/ports/document_reader.hpp"

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace rexflow::documents {

class ReadingHost;

/// Reads each file in a process of its own, which may crash, hang or eat memory without harm to this one; only plain
/// text, which needs no library, is read here like the text of a mail. Safe from several threads, which wait for each
/// other.
class ContainedReader : public engine::DocumentReader {
public:
    /// Bytes of an answer.
    static constexpr std::size_t longest_answer = 8U << 20U;

    /// @param program the command that runs serve_readings(), with its arguments
    /// @param forms the blank forms that are known; must outlive this
    ContainedReader(std::vector<std::string> program, std::span<const engine::reading::BlankForm> forms);
    ~ContainedReader() override;

    [[nodiscard]] std::string_view reason_to_leave(const engine::ReceivedFile& beginning) const override {
        return reason_to_leave_at_a_glance(beginning);
    }
    [[nodiscard]] engine::Result<engine::DocumentReading> read(const engine::ReceivedFile& file,
                                                               engine::Patience& patience) const override;

private:
    [[nodiscard]] engine::Result<engine::DocumentReading> read_apart(const engine::ReceivedFile& file,
                                                                     engine::Patience& patience) const;

    const std::vector<std::string> program_;
    const engine::reading::KnownForms forms_;
    mutable std::mutex mutex_;
    mutable std::unique_ptr<ReadingHost> host_;  ///< started when the first file needs it, and anew after trouble
};

}  // namespace rexflow::documents
