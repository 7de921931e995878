#pragma once

#include "adapters/mail/reading_limits.hpp"
#include "engine/ports/message_reader.hpp"

namespace rexflow::mail {

/// Reads mail with GMime, forgiving what French mail programs do wrong (charsets: see to_utf8; raw 8-bit header
/// fields; missing boundaries; damaged base64; no Date, no From). Of several versions of a body the plain text is
/// taken, where it is not blank; an HTML one is rendered as text; parts without a boundary that holds become the text
/// as they are. `reported_message_id` is that of the first message,
/// or header of one, that came as a part, and of a read receipt's Original-Message-ID.
class GMimeMessageReader final : public engine::MessageReader {
public:
    explicit GMimeMessageReader(ReadingLimits limits = {});

    /// Reasons of unreadable_message: "empty", "no_header", "too_large", "header_too_long", "too_many_fields",
    /// "too_many_parts", "nested_too_deep", "out_of_memory".
    [[nodiscard]] engine::Result<engine::InboundEmail> read(std::string_view raw) const override;

    [[nodiscard]] engine::Result<std::string> attachment(std::string_view raw, std::size_t position) const override;

private:
    ReadingLimits limits_;
};

}  // namespace rexflow::mail
