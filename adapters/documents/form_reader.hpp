#pragma once

#include "adapters/documents/file_kind.hpp"
#include "engine/ports/document_reader.hpp"

#include <span>

namespace rexflow::documents {

/// Reads a text file: bytes of FileKind::text.
[[nodiscard]] engine::DocumentReading read_text_file(std::string_view bytes, const engine::reading::KnownForms& forms);

/// Reads files in this process, without limits of time and memory: ContainedReader runs it in one that has them.
class FormReader : public engine::DocumentReader {
public:
    /// @param forms the blank forms that are known; must outlive this
    explicit FormReader(std::span<const engine::reading::BlankForm> forms) : forms_(forms) {}

    [[nodiscard]] std::string_view reason_to_leave(const engine::ReceivedFile& beginning) const override {
        return reason_to_leave_at_a_glance(beginning);
    }
    [[nodiscard]] engine::Result<engine::DocumentReading> read(const engine::ReceivedFile& file,
                                                               engine::Patience& patience) const override;

private:
    engine::reading::KnownForms forms_;
};

}  // namespace rexflow::documents
