#pragma once

#include "engine/reading/form.hpp"
#include "engine/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// A file as it came with a message.
struct ReceivedFile {
    std::string_view bytes;
    std::string_view file_name;   ///< as the message says; may be empty or lie
    std::string_view media_type;  ///< the same
};

/// What could be made of a file.
struct DocumentReading {
    enum class Status { read, for_a_person };

    Status status = Status::for_a_person;
    /// Why a person has to look, a code of ours: "scan", "picture", "old_word", "pages", "rich_text", "encrypted",
    /// "damaged", "too_large", "too_slow", "forbidden_markup", "not_a_form", "empty_form", "xfa_form",
    /// "unknown_kind",
    /// "reader_failed". Empty when read.
    std::string reason;
    std::optional<reading::FilledForm> form;
    bool operator==(const DocumentReading&) const = default;
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
