#include "adapters/mustache/embedded.hpp"

#include <algorithm>

namespace rexflow::mustache {

std::string_view embedded_file(std::string_view path) {
    const auto files = embedded_files();
    const auto found = std::ranges::lower_bound(files, path, {}, &EmbeddedFile::path);
    return found == files.end() || found->path != path ? std::string_view() : found->content;
}

}  // namespace rexflow::mustache
