#pragma once

#include "engine/reading/words.hpp"

#include <optional>
#include <string_view>

namespace rexflow::engine::reading {

/// What words beside an hour or a day say about it: whether it is one to call at.
enum class Cue {
    calling,      ///< "rappelez-moi", "je suis joignable"
    hint,         ///< about calling only beside other signs: "plutôt", "de préférence"
    phone,        ///< a telephone number, or what announces one
    story,        ///< something that happened, or that others do: no hour beside it is one to call at
    aside,        ///< a word of the story that a request may have too: "patient", "rendez-vous"
    busy,         ///< the writer works then: "je consulte", "ma tournée"
    busy_hint,    ///< the same where it is not said who: "en consultation"
    unavailable,  ///< "pas disponible", "je ne peux pas"
    except,       ///< "sauf", "pas" before a day or an hour: only what follows
    finishing,    ///< "je termine à": free after that
    neutral,      ///< takes the meaning from words that have one alone: "bonne soirée", "entre deux patients"
    those_days,   ///< days said before: "mardi et jeudi : appelez-moi ces jours-là"
    contrast,     ///< begins a clause that turns round what was said: "mais"
    clause,       ///< begins a clause: "car"
    otherwise,    ///< begins a second choice: "sinon"
    closing,      ///< ends what is said: "cordialement"
    message,      ///< a channel: the answering machine
    sms,
    secretary
};

struct FoundCue {
    Cue cue = Cue::neutral;
    std::size_t end = 0;  ///< index of the word after
};

/// The cue that begins at a word. @param sentence where its sentence begins
[[nodiscard]] std::optional<FoundCue> cue_at(const Words& words, std::size_t at, std::size_t sentence);

/// Whether a past tense begins at a word: "a reçu", "j'ai constaté", "prenait". Not the writer's own tries to call.
[[nodiscard]] bool is_past_tense_at(const Words& words, std::size_t at);

/// "message", "sms", "secretary"; empty for a cue that is no channel.
[[nodiscard]] std::string_view channel_of(Cue cue);

}  // namespace rexflow::engine::reading
