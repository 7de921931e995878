#pragma once

#include "engine/document_reading.hpp"
#include "engine/result.hpp"

#include <string_view>

namespace rexflow::engine {

/// A file as it came with a message.
struct ReceivedFile {
    std::string_view bytes;
    std::string_view file_name;   ///< as the message says; may be empty or lie
    std::string_view media_type;  ///< the same
};

/// Reads forms out of files that strangers send.
class DocumentReader {
public:
    virtual ~DocumentReader() = default;

    /// Whatever the bytes: in bounded time and memory, and nothing is run, unpacked twice or fetched. An Error only
    /// when the reader itself cannot be started.
    [[nodiscard]] virtual Result<DocumentReading> read(const ReceivedFile& file) const = 0;
};

}  // namespace rexflow::engine
