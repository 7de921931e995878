#pragma once

#include "engine/reading/quotation.hpp"

#include <string>
#include <string_view>

namespace rexflow::engine {

/// A subject as it names its matter: folded, without "Re:", "Tr:", "[...]" and their like in front.
[[nodiscard]] std::string matter_of(std::string_view subject);

/// A mail in the thread of a case, as far as it tells whether it is about something else.
struct ThreadMail {
    std::string_view subject;
    std::string_view first_subject;  ///< of the report that opened the case; empty where nobody knows it
    std::string_view case_number;    ///< letters of ours carry it in their subjects
    const reading::SplitText& text;
};

/// Whether it seems to be about another matter than its case: people answer any old mail to write of a new event. Two
/// signs at least are asked for among a new subject, text that quotes nothing, and words such as "un autre patient".
/// For an offer to a person; never a decision.
[[nodiscard]] bool seems_another_matter(const ThreadMail& mail);

}  // namespace rexflow::engine
