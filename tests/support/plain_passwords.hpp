#pragma once

#include "engine/ports/passwords.hpp"

#include <atomic>

namespace rexflow::testing {

/// Hashes nothing and counts how often it was asked.
class PlainPasswords final : public engine::Passwords {
public:
    [[nodiscard]] engine::Result<std::string> hash(std::string_view password) override {
        ++calls_;
        if (is_busy_) return engine::Err(engine::Error::Code::busy, "busy");
        return "plain:" + std::string(password);
    }
    [[nodiscard]] engine::Result<bool> verify(std::string_view hash, std::string_view password) override {
        ++calls_;
        if (is_busy_) return engine::Err(engine::Error::Code::busy, "busy");
        return hash == "plain:" + std::string(password);
    }

    [[nodiscard]] int calls() const { return calls_; }
    void be_busy(bool busy) { is_busy_ = busy; }

private:
    std::atomic<int> calls_ = 0;
    std::atomic<bool> is_busy_ = false;
};

}  // namespace rexflow::testing
