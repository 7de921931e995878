#pragma once

#include "engine/reading/availability_habits.hpp"
#include "engine/reading/clock_times.hpp"
#include "engine/reading/day_words.hpp"
#include "engine/reading/words.hpp"

#include <string_view>
#include <variant>
#include <vector>

namespace rexflow::engine::reading {

enum class Stance { callable, excluded };

/// How a statement hangs together with the one before it in its sentence.
enum class Tie {
    close,   ///< nothing of weight between them: "mardi à 12h"
    joined,  ///< "et", "/"
    either,  ///< "ou"
    comma,   ///< a comma, a bracket, a line end
    parted,  ///< days after a semicolon or a closed bracket: "jeudi (sans patients) ou vendredi avant 9h"
    apart    ///< the first one, or after "sinon"
};

/// A way to be reached: "message", "sms", "secretary".
struct Channel {
    std::string_view name;
};

/// Hours, days or a channel that somebody says of calling them. What the mail tells of other things is not one.
struct Statement {
    std::variant<Hours, Days, Channel> what;
    Stance stance = Stance::callable;
    Tie tie = Tie::apart;
    std::size_t begin = 0;  ///< first word
    std::size_t end = 0;
    double confidence = 0;
};

/// The statements of each sentence that has any.
[[nodiscard]] std::vector<std::vector<Statement>> call_statements(const Words& words, Day today,
                                                                  const AvailabilityHabits& habits);

}  // namespace rexflow::engine::reading
