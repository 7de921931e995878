#pragma once

#include "engine/reading/availability_habits.hpp"
#include "engine/reading/call_cues.hpp"
#include "engine/reading/clock_times.hpp"
#include "engine/reading/day_words.hpp"

#include <span>
#include <variant>
#include <vector>

namespace rexflow::engine::reading {

/// Punctuation that parts a sentence.
enum class Parting { comma, open, close };

/// A piece of a sentence that matters for calling.
struct Piece {
    std::variant<Hours, Days, Cue, Parting> what;
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] bool is_time() const { return what.index() <= 1; }
    [[nodiscard]] bool is(Cue cue) const {
        const auto* const own = std::get_if<Cue>(&what);
        return own != nullptr && *own == cue;
    }
    /// Whether it says what hours are about, but for "sauf" and hints.
    [[nodiscard]] bool is_stance() const;
};

/// A sentence cut into pieces, and what a look at all of it says.
struct Sentence {
    std::vector<Piece> pieces;
    std::size_t begin = 0;
    std::size_t end = 0;
    int other_words = 0;  ///< that neither matter nor are small
    bool has_time = false;
    bool has_calling = false;  ///< a word of calling or a telephone number
    bool has_phone = false;
    bool has_mobile = false;  ///< a number of somebody rather than of a practice
    bool has_story = false;
    bool has_closing = false;
    bool has_practice = false;    ///< a word of a surgery or shop: its hours are its own
    bool is_of_practice = false;  ///< a line that gives its number: "Secrétariat 05 36 49 96 67 (8h-19h)"
    bool has_hint = false;
    bool has_stance = false;  ///< a cue that says what its hours are, but for "sauf" and hints

    /// Whether it holds little but hours and days. @param at_most of other words
    [[nodiscard]] bool is_bare(int at_most) const { return !has_stance && other_words <= at_most; }
};

[[nodiscard]] std::vector<Sentence> sentences_of(const Words& words, Day today, const AvailabilityHabits& habits);

/// Whether a sentence or one shortly before or after it speaks of calling.
[[nodiscard]] bool speaks_of_calling_near(std::span<const Sentence> sentences, std::size_t i);

/// A wish that is about calling whatever stands around it: "Plutôt le matin."
[[nodiscard]] bool is_bare_wish(const Sentence& sentence);

/// Nothing but hours, right before the sentence that asks for the call.
[[nodiscard]] bool leads_to_calling(std::span<const Sentence> sentences, std::size_t i);

/// Whether a mail is so short that it is about being called.
[[nodiscard]] bool is_terse(std::span<const Sentence> sentences);

/// Whether a word says nothing by itself: articles, pronouns, greetings.
[[nodiscard]] bool is_small_word(std::string_view word);

}  // namespace rexflow::engine::reading
