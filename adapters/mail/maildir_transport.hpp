#pragma once

#include "engine/ports/mail_transport.hpp"

#include <filesystem>

namespace rexflow::mail {

/// Puts outgoing mail into new/ of a Maildir, made if need be: durable, and whole or not at all. The file is named
/// after the Message-ID, so that sending again replaces instead of doubling (while it lies in new/). Lines end in
/// "\n" there, as Maildirs have them.
class MaildirTransport final : public engine::MailTransport {
public:
    explicit MaildirTransport(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Error::Code::store_trouble when the folder cannot be written.
    [[nodiscard]] engine::Result<void> send(const engine::OutgoingMail& mail) override;

private:
    std::filesystem::path folder_;
};

}  // namespace rexflow::mail
