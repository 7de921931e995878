#pragma once

#include "engine/ports/document_reader.hpp"

#include <span>

namespace rexflow::documents {

/// Reads files in this process, without limits of time and memory: ContainedReader runs it in one that has them.
class FormReader : public engine::DocumentReader {
public:
    /// @param forms the blank forms that are known; must outlive this
    explicit FormReader(std::span<const engine::reading::BlankForm> forms) : forms_(forms) {}

    [[nodiscard]] engine::Result<engine::DocumentReading> read(const engine::ReceivedFile& file) const override;

private:
    engine::reading::KnownForms forms_;
};

}  // namespace rexflow::documents
