#include "adapters/documents/zip_archive.hpp"

#include "engine/environment_failure.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <memory>

namespace rexflow::documents {

namespace {

struct CloseReader {
    void operator()(archive* handle) const { archive_read_free(handle); }
};
struct CloseWriter {
    void operator()(archive* handle) const { archive_write_free(handle); }
};
struct FreeEntry {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

/// Counts what comes out of an archive and says when it is too much.
class Meter {
public:
    Meter(std::size_t packed, const ArchiveLimits& limits)
        : most_(std::min(limits.total_size, (std::size_t{1} << 20U) + packed * limits.ratio)),
          most_of_entry_(limits.entry_size) {}

    void begin_entry() { entry_ = 0; }
    [[nodiscard]] bool allows(std::size_t more) {
        total_ += more;
        entry_ += more;
        return total_ <= most_ && entry_ <= most_of_entry_;
    }

private:
    std::size_t most_;
    std::size_t most_of_entry_;
    std::size_t total_ = 0;
    std::size_t entry_ = 0;
};

OrRefusal<std::string> read_entry(archive* handle, Meter& meter) {
    std::string content;
    std::array<char, 64U << 10U> block{};
    meter.begin_entry();
    for (;;) {
        const auto size = archive_read_data(handle, block.data(), block.size());
        if (size == 0) return content;
        if (size < 0) return refuse("damaged");
        if (!meter.allows(static_cast<std::size_t>(size))) return refuse("too_large");
        content.append(block.data(), static_cast<std::size_t>(size));
    }
}

void check(int status) {
    if (status < ARCHIVE_OK)
        throw engine::EnvironmentFailure({engine::Error::Code::store_trouble, "an archive cannot be written", {}});
}

}  // namespace

const std::string* Archive::find(std::string_view name) const {
    const auto found = contents.find(name);
    return found == contents.end() ? nullptr : &found->second;
}

OrRefusal<Archive> read_archive(std::string_view bytes, const std::function<bool(std::string_view)>& is_wanted,
                                const ArchiveLimits& limits) {
    const std::unique_ptr<archive, CloseReader> handle(archive_read_new());
    archive_read_support_format_zip_seekable(handle.get());
    if (archive_read_open_memory(handle.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) return refuse("damaged");
    Archive found;
    Meter meter(bytes.size(), limits);
    for (;;) {
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(handle.get(), &entry);
        if (status == ARCHIVE_EOF) break;
        if (status < ARCHIVE_WARN) return refuse("damaged");
        if (found.names.size() == limits.entries) return refuse("too_large");
        const char* name = archive_entry_pathname_utf8(entry);
        if (name == nullptr) name = archive_entry_pathname(entry);
        found.names.emplace_back(name == nullptr ? "" : name);
        const auto& last = found.names.back();
        if (!is_wanted(last) || found.contents.contains(last)) continue;
        if (archive_entry_is_encrypted(entry) != 0) return refuse("encrypted");
        auto content = read_entry(handle.get(), meter);
        if (!content) return engine::Err(content.error());
        found.contents.emplace(last, std::move(*content));
    }
    return found;
}

std::string write_archive(const std::vector<ArchiveEntry>& entries) {
    std::string bytes;
    const std::unique_ptr<archive, CloseWriter> handle(archive_write_new());
    check(archive_write_set_format_zip(handle.get()));
    check(archive_write_set_bytes_per_block(handle.get(), 0));
    const auto append = [](archive*, void* kept, const void* block, std::size_t size) -> la_ssize_t {
        static_cast<std::string*>(kept)->append(static_cast<const char*>(block), size);
        return static_cast<la_ssize_t>(size);
    };
    check(archive_write_open2(handle.get(), &bytes, nullptr, append, nullptr, nullptr));
    for (const auto& [name, content, packing] : entries) {
        const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
        archive_entry_set_pathname(entry.get(), name.c_str());
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_mtime(entry.get(), 315'532'800, 0);  // 1980-01-01, the first day a ZIP knows
        check(packing == ArchiveEntry::Packing::stored ? archive_write_zip_set_compression_store(handle.get())
                                                       : archive_write_zip_set_compression_deflate(handle.get()));
        check(archive_write_header(handle.get(), entry.get()));
        if (archive_write_data(handle.get(), content.data(), content.size()) < 0) check(ARCHIVE_FATAL);
    }
    check(archive_write_close(handle.get()));
    return bytes;
}

}  // namespace rexflow::documents
