#pragma once

#include "engine/document_reading.hpp"
#include "engine/result.hpp"

#include <chrono>
#include <string_view>

namespace rexflow::engine {

/// A file as it came with a message.
struct ReceivedFile {
    std::string_view bytes;
    std::string_view file_name;   ///< as the message says; may be empty or lie
    std::string_view media_type;  ///< the same
};

/// Time that the files of one message share; reading one takes from it.
struct Patience {
    std::chrono::milliseconds left;  ///< by the clock on the wall
};

/// Reads forms out of files that strangers send.
class DocumentReader {
public:
    virtual ~DocumentReader() = default;

    /// Why a file need not be opened, told by its first KiB: a reason of DocumentReading; empty for one that has to be.
    [[nodiscard]] virtual std::string_view reason_to_leave(const ReceivedFile& beginning) const = 0;

    /// Whatever the bytes: in bounded memory and no more time than is left, and nothing is run, unpacked twice or
    /// fetched. An Error only when the reader itself cannot be started.
    [[nodiscard]] virtual Result<DocumentReading> read(const ReceivedFile& file, Patience& patience) const = 0;
};

}  // namespace rexflow::engine
