#pragma once

#include "engine/duties.hpp"
#include "engine/workflow.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Telling a case in events: a fixed cast, a fixed Monday, and a history that grows as the shell would grow it.
namespace rexflow::testing {

inline const auto monday_9am = std::chrono::sys_days{std::chrono::year{2025} / 3 / 3} + std::chrono::hours{9};

inline const auto lea = engine::Actor::member({1});
inline const auto marc = engine::Actor::member({2});
inline const auto nadia = engine::Actor::member({3});

/// A case of a workflow, with its history.
class Story {
public:
    explicit Story(const engine::Workflow& workflow) : workflow_(workflow) {}

    /// Says what happens next; the events follow each other by an hour.
    [[nodiscard]] engine::Result<engine::Step> says(std::string type, engine::Payload payload = {},
                                                    engine::Actor actor = lea) const {
        return workflow_.step(history_, {std::move(type), std::move(payload), now_, std::move(actor)});
    }

    /// Records an event. A refusal is kept in `refusal` and changes nothing.
    Story& tell(std::string type, engine::Payload payload = {}, engine::Actor actor = lea) {
        const engine::Event event{std::move(type), std::move(payload), now_, std::move(actor)};
        const auto step = workflow_.step(history_, event);
        if (!step) {
            refusal = step.error();
            return *this;
        }
        commands = step->commands;
        history_.push_back({static_cast<int>(history_.size()) + 1, event, now_, effects_of(commands)});
        now_ += std::chrono::hours{1};
        return *this;
    }

    Story& wait(std::chrono::hours time) {
        now_ += time;
        return *this;
    }

    [[nodiscard]] engine::Situation situation() const { return workflow_.replay(history_).value(); }
    [[nodiscard]] const engine::History& history() const { return history_; }
    [[nodiscard]] std::string last_seq() const { return std::to_string(history_.size()); }

    /// Keys of the live obligations, in alphabetical order.
    [[nodiscard]] std::vector<std::string> alive() const {
        std::vector<std::string> keys;
        for (const auto& [key, set] : situation().obligations) keys.push_back(key);
        return keys;
    }

    /// Names of the letters the last event asks for, in order.
    [[nodiscard]] std::vector<std::string> letters() const {
        std::vector<std::string> names;
        for (const auto& command : commands)
            if (const auto* letter = std::get_if<engine::SendLetter>(&command)) names.push_back(letter->letter);
        return names;
    }

    [[nodiscard]] const engine::Offer offer(std::string_view event) const {
        for (auto& offer : workflow_.allowed(history_))
            if (offer.event->name == event) return offer;
        return {};
    }

    /// As the shell resolves commands, with a day for every allowance.
    [[nodiscard]] static engine::Effects effects_of(const std::vector<engine::Command>& commands) {
        engine::Effects effects;
        for (const auto& command : commands) {
            if (const auto* set = std::get_if<engine::SetDeadline>(&command))
                effects.set.push_back({set->obligation, set->rule, set->started_at,
                                       set->due_at.value_or(set->started_at + std::chrono::days{1})});
            if (const auto* cleared = std::get_if<engine::ClearDeadline>(&command))
                effects.cleared.push_back(cleared->obligation);
        }
        return effects;
    }

    std::vector<engine::Command> commands;
    engine::Error refusal;

private:
    const engine::Workflow& workflow_;
    engine::History history_;
    engine::Instant now_ = monday_9am;
};

}  // namespace rexflow::testing
