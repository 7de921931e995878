#pragma once

#include "engine/event.hpp"
#include "engine/text.hpp"

#include <span>
#include <string>
#include <string_view>

/// How the events of the workflows are laid out before people: what belongs together, in which order.
namespace rexflow::cell {

struct EventGroup {
    std::string_view key;
    engine::Text label;
    std::span<const std::string_view> events;
};

/// In the order of the page. Each event a person records is in exactly one.
[[nodiscard]] std::span<const EventGroup> event_groups();

/// Whether an event is the program's own to record (a letter was sent), so that no button leads to its form.
[[nodiscard]] bool is_by_program(std::string_view event);

/// Whether an entry of the program's own changes nothing that somebody at a form could have relied on: a letter went
/// out, somebody looked at a name. Such entries are no reason to ask whether what was written still holds.
[[nodiscard]] bool is_bookkeeping(std::string_view event);

/// The group in which the work of a state is found, by its key; empty where there is none.
[[nodiscard]] std::string_view group_for_state(std::string_view state);

/// What doing it is called: "Noter un appel"; the label of the event where it has no words of its own.
[[nodiscard]] engine::Text act_of(const engine::EventDescriptor& event);

/// A few words before a form; empty where its heading says enough.
[[nodiscard]] std::string intro_of(std::string_view event, engine::Locale locale);

/// What answers a deadline: the event to be recorded, by the obligation's key; empty where there is none.
[[nodiscard]] std::string_view event_for_duty(std::string_view obligation);

/// What the button to it says.
[[nodiscard]] engine::Text button_for_duty(std::string_view obligation);

}  // namespace rexflow::cell
