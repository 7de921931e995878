#include "adapters/cell/download.hpp"

#include <fmt/format.h>

namespace rexflow::cell {

namespace {

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_';
}

/// RFC 8187, 3.2.
std::string extended(std::string_view name) {
    std::string result;
    for (const char c : name)
        result += is_plain(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return result;
}

std::string plain(std::string_view name) {
    std::string result;
    for (const char c : name) result += is_plain(c) ? c : '_';
    return result;
}

}  // namespace

web::Response download(std::string_view file_name, std::string bytes) {
    if (file_name.empty()) file_name = "document";
    return {200,
            "application/octet-stream",
            std::move(bytes),
            {{"Content-Disposition",
              fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", plain(file_name), extended(file_name))},
             {"Content-Security-Policy", "default-src 'none'; sandbox"}}};
}

}  // namespace rexflow::cell
