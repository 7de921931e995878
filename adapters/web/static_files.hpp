#pragma once

#include "adapters/web/http.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::web {

/// The style sheet and the script: compressed once, and kept by browsers for good where their address names this
/// version ("/style.css?v=<fingerprint>").
class StaticFiles {
public:
    /// The texts outlive it.
    StaticFiles(std::string_view style_sheet, std::string_view script);

    [[nodiscard]] bool has(std::string_view path) const { return find(path) != nullptr; }
    /// `request.path` is one of them.
    [[nodiscard]] Response answer(const Request& request) const;

private:
    struct File {
        std::string_view path;
        std::string_view content_type;
        std::string_view content;
        std::string packed;
        std::string version;
    };
    [[nodiscard]] const File* find(std::string_view path) const;

    std::vector<File> files_;
};

}  // namespace rexflow::web
