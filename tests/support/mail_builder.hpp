#pragma once

#include <optional>
#include <string>
#include <vector>

namespace rexflow::testing {

/// A mail as a professional's program writes it. All people are invented.
class Mail {
public:
    Mail& from(std::string mailbox);
    Mail& to(std::string address);
    Mail& subject(std::string text);
    Mail& text(std::string body);
    Mail& id(std::string message_id);  ///< without angle brackets; without this call the office gives one
    Mail& without_id();
    Mail& answers(const std::string& message_id);
    Mail& header(std::string line);

    [[nodiscard]] bool wants_id() const { return !id_; }
    [[nodiscard]] std::string raw() const;

private:
    std::string from_ = "Lea Exemple <lea@idel.example>";
    std::string to_ = "qualite@cpts.example";
    std::string subject_ = "Demande de rappel";
    std::string text_ = "Bonjour,\r\nMerci de me rappeler au 06 39 98 00 42.\r\n";
    std::optional<std::string> id_;
    std::vector<std::string> headers_;
};

/// A delivery report (RFC 3464) about a letter of ours.
[[nodiscard]] std::string bounce_of(const std::string& message_id, const std::string& recipient,
                                    const std::string& action, const std::string& status);

}  // namespace rexflow::testing
