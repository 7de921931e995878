#include "adapters/app/named_file.hpp"

#include <fstream>
#include <iterator>

namespace rexflow::app {

engine::Result<std::string> bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path))
        return engine::Err(engine::Error::Code::invalid_input, "a file cannot be read", path.string());
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace rexflow::app
