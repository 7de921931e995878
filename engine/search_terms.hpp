#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// What the next piece of a text is found by, distinct and in order; the text is shortened by the piece, since the
/// terms of a long one would take many times its memory. They are its words of three letters and more, folded, without
/// the words every text has, cut to their first seven letters ("prescription" is found with "prescrire"); and each
/// beginning of three letters and more, so that typing the beginning of a word finds it. A telephone number counts as
/// its last nine digits, however it is grouped.
[[nodiscard]] std::vector<std::string> take_terms(std::string_view& text);

/// What all has to be found for a query, one term a word. Words shorter than three letters and those every text has
/// ask for nothing.
[[nodiscard]] std::vector<std::string> terms_of_query(std::string_view query);

}  // namespace rexflow::engine
