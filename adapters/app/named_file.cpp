#include "adapters/app/named_file.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>

namespace rexflow::app {

namespace {

std::string size_in_words(std::size_t bytes) {
    return bytes >> 20U != 0 ? fmt::format("{} MiB", bytes >> 20U) : fmt::format("{} KiB", bytes >> 10U);
}

}  // namespace

engine::Result<std::string> bytes_of(const std::filesystem::path& path, std::size_t most) {
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path))
        return engine::Err(engine::Error::Code::invalid_input, "a file cannot be read", path.string());
    std::string bytes;
    for (std::array<char, 64 * 1024> block{}; file;) {
        file.read(block.data(), block.size());
        bytes.append(block.data(), static_cast<std::size_t>(file.gcount()));
        if (bytes.size() > most)
            return engine::Err(engine::Error::Code::invalid_input,
                               fmt::format("a file is larger than {}", size_in_words(most)), path.string());
    }
    return bytes;
}

}  // namespace rexflow::app
