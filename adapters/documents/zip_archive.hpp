#pragma once

#include "adapters/documents/refusal.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::documents {

/// What an archive may hold. A bomb is found by counting what comes out, not by believing what it says of itself.
struct ArchiveLimits {
    std::size_t entries = 2'000;
    std::size_t entry_size = 16U << 20U;  ///< decompressed, of an entry that is read
    std::size_t total_size = 24U << 20U;
    std::size_t ratio = 200;  ///< decompressed to packed bytes of the archive, beyond the first megabyte
};

struct Archive {
    std::vector<std::string> names;
    std::map<std::string, std::string, std::less<>> contents;  ///< of the entries that were wanted

    [[nodiscard]] const std::string* find(std::string_view name) const;
};

/// Reads the wanted entries of a ZIP archive in memory; what lies inside an entry is never unpacked further.
[[nodiscard]] OrRefusal<Archive> read_archive(std::string_view bytes,
                                              const std::function<bool(std::string_view name)>& is_wanted,
                                              const ArchiveLimits& limits = {});

struct ArchiveEntry {
    std::string name;
    std::string content;
    enum class Packing { stored, deflated } packing = Packing::deflated;
};

/// A ZIP archive of these entries, in their order, the same bytes every time.
[[nodiscard]] std::string write_archive(const std::vector<ArchiveEntry>& entries);

}  // namespace rexflow::documents
