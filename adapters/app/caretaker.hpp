#pragma once

#include "adapters/app/installation.hpp"
#include "engine/ports/caretaking.hpp"

namespace rexflow::app {

/// What the pages of the administration ask about an installation, which outlives it.
class Caretaker final : public engine::Caretaking {
public:
    explicit Caretaker(const Installation& installation) : installation_(installation) {}

    [[nodiscard]] std::vector<engine::MailboxState> mailboxes(const engine::Reader& reader) const override;
    [[nodiscard]] std::vector<std::string> worries(engine::Locale locale) const override;
    [[nodiscard]] std::vector<std::string> verify() const override;

private:
    const Installation& installation_;
};

}  // namespace rexflow::app
