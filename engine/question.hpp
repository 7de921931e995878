#pragma once

#include "engine/command.hpp"
#include "engine/text.hpp"

#include <span>
#include <string_view>

namespace rexflow::engine {

/// A field of an answer's event that the answer itself fills. Codes are the same in both languages.
struct PresetField {
    std::string_view key;
    Text value;
};

/// One of the answers a question offers, and the event it becomes.
struct AnswerDescriptor {
    std::string_view name;      ///< "resolved"; also the last part of its link's address
    std::string_view variable;  ///< of the letters that ask: their link to this answer
    std::string_view event;
    std::span<const PresetField> presets = {};
    std::span<const std::string_view> fields = {};  ///< what the person may fill in; wins over a preset
};

/// What becomes of links given out before, when their question is asked anew.
enum class OldLinks {
    revoked,  ///< the question is another one: another meeting, another orientation
    kept,     ///< it is the same with another date
};

/// Something letters ask a person outside, who may answer on a page behind a signed link.
struct QuestionDescriptor {
    std::string_view name;  ///< "follow_up"; its pages are named for it
    Role asked = Role::reporter;
    std::string_view obligation;  ///< open while this one is alive
    OldLinks when_asked_anew = OldLinks::revoked;
    std::string_view address_field = {};  ///< of the answers' events, where they say who answered
    std::span<const std::string_view> letters = {};
    std::span<const AnswerDescriptor> answers = {};
};

}  // namespace rexflow::engine
