#pragma once

#include "engine/message.hpp"
#include "engine/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// Reads RFC 5322 / MIME bytes. Safe from several threads at once.
class MessageReader {
public:
    virtual ~MessageReader() = default;

    /// Never throws and never loops, whatever the bytes. Error::Code::unreadable_message when nothing can be made
    /// of them (empty, no header at all, limits exceeded).
    [[nodiscard]] virtual Result<InboundEmail> read(std::string_view raw) const = 0;

    /// The decoded bytes of `attachments[position]` of what read() makes of the same message, those that came inside a
    /// winmail.dat or a forwarded message included. Error::Code::not_found where there is no such attachment.
    [[nodiscard]] virtual Result<std::string> attachment(std::string_view raw, std::size_t position) const = 0;
};

}  // namespace rexflow::engine
