#pragma once

#include "engine/result.hpp"

#include <string>
#include <string_view>

namespace rexflow::engine {

/// Draws a text as a QR code (ISO/IEC 18004). Nothing leaves the machine.
class QrWriter {
public:
    virtual ~QrWriter() = default;
    /// An SVG image, dark on light whatever the theme. Error::Code::invalid_input for more text than fits.
    [[nodiscard]] virtual Result<std::string> svg(std::string_view text) const = 0;
};

}  // namespace rexflow::engine
