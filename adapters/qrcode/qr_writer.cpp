#include "adapters/qrcode/qr_writer.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

namespace rexflow::qrcode {

namespace {

constexpr int quiet_zone = 4;

/// The lowest bit of a module says whether it is dark.
constexpr unsigned dark = 1;

struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

engine::Result<std::string> QrencodeWriter::svg(std::string_view text) const {
    const std::string ended(text);
    const std::unique_ptr<QRcode, Free> code(QRcode_encodeString8bit(ended.c_str(), 0, QR_ECLEVEL_M));
    if (!code) return engine::Err(engine::Error::Code::invalid_input, "this text does not fit into a QR code");
    std::string path;
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if ((code->data[y * code->width + x] & dark) != 0)
                path += fmt::format("M{} {}h1v1h-1z", x + quiet_zone, y + quiet_zone);
    const auto size = code->width + 2 * quiet_zone;
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" width=\"{1}\" height=\"{1}\" "
        "shape-rendering=\"crispEdges\"><rect width=\"{0}\" height=\"{0}\" fill=\"#fff\"/>"
        "<path fill=\"#000\" d=\"{2}\"/></svg>\n",
        size, size * 5, path);
}

}  // namespace rexflow::qrcode
