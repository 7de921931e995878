#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Mails and what is packed into them, built byte by byte. All content is invented.
namespace rexflow::testing {

/// A part with its fields: "Content-Type: text/plain\n", content.
struct MailPart {
    std::string fields;
    std::string content;
};

/// A message of several parts: "multipart/mixed".
[[nodiscard]] std::string message_of(std::string_view media_type, const std::vector<MailPart>& parts,
                                     std::string_view boundary = "b");

[[nodiscard]] std::string base64(std::string_view bytes);
[[nodiscard]] std::string repeated(std::string_view text, std::size_t times);

/// A winmail.dat ([MS-OXTNEF]) in code page 1252.
struct WinmailContent {
    std::string text;
    std::string html;
    std::string rtf;
    std::vector<std::pair<std::string, std::string>> files;  ///< name, content
};
[[nodiscard]] std::string winmail_of(const WinmailContent& content);

/// An S/MIME file (RFC 5652) without signers that holds a MIME entity, and one that is encrypted for nobody.
[[nodiscard]] std::string signed_data_of(std::string_view entity);
[[nodiscard]] std::string enveloped_data();

}  // namespace rexflow::testing
