#pragma once

#include "engine/result.hpp"

#include <filesystem>
#include <utility>

namespace rexflow::app {

/// Who works on a data folder: any number of programs side by side, or one alone that replaces it (restore). Held by
/// the process (flock), so that a killed one holds nothing.
class FolderLock {
public:
    enum class Kind { shared, alone };

    /// Does not wait. Error::Code::refused for `alone` while others work there, store_trouble for `shared` while it
    /// is being replaced.
    [[nodiscard]] static engine::Result<FolderLock> take(const std::filesystem::path& folder, Kind kind);

    FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    FolderLock& operator=(FolderLock&& other) noexcept {
        std::swap(file_, other.file_);
        return *this;
    }
    ~FolderLock();

private:
    explicit FolderLock(int file) : file_(file) {}
    int file_;
};

}  // namespace rexflow::app
