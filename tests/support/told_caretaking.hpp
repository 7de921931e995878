#pragma once

#include "engine/ports/caretaking.hpp"

namespace rexflow::testing {

/// An installation that fares as the test says.
class ToldCaretaking final : public engine::Caretaking {
public:
    std::vector<engine::MailboxState> mailboxes(const engine::Reader& /*reader*/) const override { return states; }
    std::vector<std::string> worries(engine::Locale /*locale*/) const override { return told; }
    std::vector<std::string> verify() const override { return found; }

    std::vector<engine::MailboxState> states;
    std::vector<std::string> told;
    std::vector<std::string> found;
};

}  // namespace rexflow::testing
