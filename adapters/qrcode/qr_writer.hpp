#pragma once

#include "engine/ports/qr_writer.hpp"

namespace rexflow::qrcode {

/// Draws with libqrencode, error correction M, a quiet zone of four modules. Safe from several threads.
class QrencodeWriter final : public engine::QrWriter {
public:
    [[nodiscard]] engine::Result<std::string> svg(std::string_view text) const override;
};

}  // namespace rexflow::qrcode
