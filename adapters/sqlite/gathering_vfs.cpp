#include "adapters/sqlite/gathering_vfs.hpp"

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>

namespace rexflow::sqlite {

namespace {

/// SQLite's own unix layer takes no more than 128 KiB in one call.
constexpr std::size_t capacity = 65536;

class LogFile;

/// Of this thread: whether it is within a Gathering, and which log it gathers for.
struct Current {
    bool gathers = false;
    LogFile* log = nullptr;
};
thread_local Current current;

/// A log file: what was written lately, and the system's file behind it. SQLite owns the memory, so the system's file
/// lies right after this one.
class LogFile : public sqlite3_file {
public:
    explicit LogFile(const sqlite3_io_methods* methods) : sqlite3_file{methods} {}

    [[nodiscard]] static LogFile& of(sqlite3_file* file) { return *static_cast<LogFile*>(file); }

    [[nodiscard]] sqlite3_file* system_file() {
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): how SQLite lays out files
        return reinterpret_cast<sqlite3_file*>(this + 1);
    }

    int write(const void* bytes, int count, sqlite3_int64 offset) {
        const auto size = static_cast<std::size_t>(count);
        const bool is_next = current.gathers && offset == start_ + static_cast<sqlite3_int64>(gathered_);
        if (!is_next || gathered_ + size > capacity)
            if (const int code = flush(); code != SQLITE_OK) return code;
        if (!current.gathers || size > capacity)
            return system_file()->pMethods->xWrite(system_file(), bytes, count, offset);
        if (gathered_ == 0) start_ = offset;
        current.log = this;
        std::memcpy(buffer_->data() + gathered_, bytes, size);
        gathered_ += size;
        return SQLITE_OK;
    }

    void forget() { gathered_ = 0; }

    /// What cannot be written is given up: the commit it belongs to fails.
    int flush() {
        if (gathered_ == 0) return SQLITE_OK;
        const auto count = static_cast<int>(gathered_);
        gathered_ = 0;
        return system_file()->pMethods->xWrite(system_file(), buffer_->data(), count, start_);
    }

private:
    std::unique_ptr<std::array<char, capacity>> buffer_ = std::make_unique<std::array<char, capacity>>();
    std::size_t gathered_ = 0;
    sqlite3_int64 start_ = 0;
};

static_assert(sizeof(LogFile) % alignof(sqlite3_int64) == 0);

/// The system's method, once everything gathered is written.
template <auto method, typename... Arguments>
int after_flush(sqlite3_file* file, Arguments... arguments) {
    auto& log = LogFile::of(file);
    if (const int code = log.flush(); code != SQLITE_OK) return code;
    return (log.system_file()->pMethods->*method)(log.system_file(), arguments...);
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    return LogFile::of(file).write(bytes, count, offset);
}

int close(sqlite3_file* file) {
    auto& log = LogFile::of(file);
    const int flushed = log.flush();
    const int closed = log.system_file()->pMethods->xClose(log.system_file());
    log.~LogFile();
    return flushed == SQLITE_OK ? closed : flushed;
}

using Methods = sqlite3_io_methods;

/// Version 1: a log is never mapped into memory and has no shared memory of its own.
constexpr Methods log_methods{
    .iVersion = 1,
    .xClose = close,
    .xRead = after_flush<&Methods::xRead, void*, int, sqlite3_int64>,
    .xWrite = write,
    .xTruncate = after_flush<&Methods::xTruncate, sqlite3_int64>,
    .xSync = after_flush<&Methods::xSync, int>,
    .xFileSize = after_flush<&Methods::xFileSize, sqlite3_int64*>,
    .xLock = after_flush<&Methods::xLock, int>,
    .xUnlock = after_flush<&Methods::xUnlock, int>,
    .xCheckReservedLock = after_flush<&Methods::xCheckReservedLock, int*>,
    .xFileControl = after_flush<&Methods::xFileControl, int, void*>,
    .xSectorSize = after_flush<&Methods::xSectorSize>,
    .xDeviceCharacteristics = after_flush<&Methods::xDeviceCharacteristics>,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

sqlite3_vfs* system_vfs() {
    static sqlite3_vfs* const found = sqlite3_vfs_find(nullptr);
    return found;
}

/// Every file but a log is the system's own.
int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    if ((flags & SQLITE_OPEN_WAL) == 0) return system_vfs()->xOpen(system_vfs(), name, file, flags, flags_out);
    file->pMethods = nullptr;
    LogFile* log = nullptr;
    try {
        log = new (file) LogFile(nullptr);
    } catch (const std::bad_alloc&) {
        return SQLITE_NOMEM;
    }
    const int code = system_vfs()->xOpen(system_vfs(), name, log->system_file(), flags, flags_out);
    if (code == SQLITE_OK)
        log->pMethods = &log_methods;
    else
        log->~LogFile();
    return code;
}

}  // namespace

Gathering::Gathering() { current = {true, nullptr}; }

Gathering::~Gathering() {
    if (current.log != nullptr) current.log->forget();
    current = {};
}

void register_gathering_vfs() {
    static sqlite3_vfs gathering = [] {
        auto vfs = *system_vfs();
        vfs.zName = gathering_vfs;
        vfs.pNext = nullptr;
        vfs.szOsFile += static_cast<int>(sizeof(LogFile));
        vfs.xOpen = open;
        return vfs;
    }();
    sqlite3_vfs_register(&gathering, 0);
}

}  // namespace rexflow::sqlite
