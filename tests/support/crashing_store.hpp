#pragma once

#include "engine/environment_failure.hpp"
#include "engine/ports/store.hpp"

namespace rexflow::testing {

/// The program ends: thrown out of the n-th write, past every caller.
struct Crash {};

/// When the power goes: before the commit (nothing of the write is kept) or right after it (everything is kept, and
/// nobody is told).
enum class CrashPoint { before_commit, after_commit };

/// A store that dies at its n-th write, counted from 1, and says after a run whether it did.
class CrashingStore : public engine::Store {
public:
    CrashingStore(engine::Store& inner, int crash_at, CrashPoint point)
        : inner_(inner), crash_at_(crash_at), point_(point) {}

    [[nodiscard]] engine::Result<void> write(const std::function<engine::Result<void>(engine::Unit&)>& work) override {
        if (++writes_ != crash_at_) return inner_.write(work);
        if (point_ == CrashPoint::before_commit)
            static_cast<void>(inner_.write([&](engine::Unit& unit) -> engine::Result<void> {
                static_cast<void>(work(unit));
                return engine::Err(engine::Error::Code::ended, "crash");
            }));
        else
            static_cast<void>(inner_.write(work));
        throw Crash{};
    }
    [[nodiscard]] engine::Result<void> read(
        const std::function<engine::Result<void>(const engine::Reader&)>& work) override {
        return inner_.read(work);
    }

    [[nodiscard]] int writes() const { return writes_; }
    [[nodiscard]] bool has_crashed() const { return writes_ >= crash_at_; }

private:
    engine::Store& inner_;
    int crash_at_;
    CrashPoint point_;
    int writes_ = 0;
};

}  // namespace rexflow::testing
