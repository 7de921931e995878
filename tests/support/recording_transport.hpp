#pragma once

#include "engine/ports/mail_transport.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rexflow::testing {

/// A mail server that keeps what it takes, and fails for the addresses it is told to.
class RecordingTransport final : public engine::MailTransport {
public:
    struct Taken {
        std::string to;
        std::string message_id;   ///< without angle brackets
        std::string return_path;  ///< the envelope's sender
        std::string bytes;
    };

    /// A connection that breaks after DATA: the mail is taken and nobody is told.
    enum class Mishap { refused_for_now, refused_for_good, no_connection, answer_lost };

    [[nodiscard]] engine::Result<void> send(const engine::OutgoingMail& mail) override;

    void fail(const std::string& address, Mishap mishap) { mishaps_[address] = mishap; }
    void fail_everything(Mishap mishap) { everything_ = mishap; }
    void recover();

    /// What another program does while this one is talking to the server.
    std::function<void()> meanwhile;

    std::vector<Taken> taken;
    int tries = 0;

    [[nodiscard]] std::vector<std::string> message_ids() const;
    /// The last mail taken for an address; empty when there is none.
    [[nodiscard]] std::string last_for(const std::string& address) const;

private:
    std::map<std::string, Mishap> mishaps_;
    std::optional<Mishap> everything_;
};

}  // namespace rexflow::testing
