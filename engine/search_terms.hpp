#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// What a text is found by, distinct and in order: each of its words of three letters and more, folded, without the
/// words every text has, cut to its first seven letters ("prescription" is found with "prescrire"); and each beginning
/// of three letters and more, so that typing the beginning of a word finds it. A telephone number counts as its last
/// nine digits, however it is grouped.
[[nodiscard]] std::vector<std::string> terms_of_text(std::string_view text);

/// What all has to be found for a query, one term a word. Words shorter than three letters and those every text has
/// ask for nothing.
[[nodiscard]] std::vector<std::string> terms_of_query(std::string_view query);

}  // namespace rexflow::engine
