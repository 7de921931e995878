#pragma once

#include <string>
#include <string_view>

namespace rexflow::mail {

/// SHA-256 (hex) of what its author sent: the same for two copies of one message that travelled differently.
///
/// Left out are the fields that servers and mail programs add on the way: Received and Received-SPF, Return-Path,
/// Delivered-To, Envelope-To, Envelope-From, Resent-*, every X-* field, DKIM-*, DomainKey-*, ARC-*,
/// Authentication-Results, Authentication-Results-Original, Status, Lines, Content-Length, Xref and Mailbox-Line. Line
/// ends, folding, the case of field names and blank lines at the end do not count.
[[nodiscard]] std::string content_hash(std::string_view raw);

/// SHA-256 (hex) of any text.
[[nodiscard]] std::string sha256_hex(std::string_view text);

}  // namespace rexflow::mail
