#include "adapters/app/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace rexflow::app {

using engine::Err;
using engine::Error;

engine::Result<FolderLock> FolderLock::take(const std::filesystem::path& folder, Kind kind) {
    // The folder itself carries the lock: no file of its own that a copy or a clean-up could bring or take away.
    FolderLock lock(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (lock.file_ < 0)
        return Err(Error::Code::store_trouble, "the data folder cannot be opened",
                   "check the path and its permissions");
    if (flock(lock.file_, (kind == Kind::alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) return lock;
    if (kind == Kind::alone)
        return Err(Error::Code::refused, "another rexflow works on this data folder",
                   "stop rexflow serve first, and let other commands end");
    return Err(Error::Code::store_trouble, "the data folder is being restored", "try again in a moment");
}

FolderLock::~FolderLock() {
    if (file_ >= 0) close(file_);
}

}  // namespace rexflow::app
