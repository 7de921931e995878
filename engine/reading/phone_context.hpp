#pragma once

#include <string_view>

namespace rexflow::engine::reading {

/// How a number stands in what somebody wrote, in the order they would want to be called.
enum class Standing {
    preferred,  ///< "plutôt sur mon portable"
    offered,    ///< "merci de me rappeler au"
    mentioned,  ///< in the text without a word about it
    in_signature,
    of_another,   ///< the patient's, a service's
    discouraged,  ///< "et non le cabinet"
    left_out,     ///< a fax, an identifier, a number not to be called
};

/// The folded text around a number, up to the numbers before and after it.
struct Surroundings {
    std::string_view before;
    std::string_view after;
};

/// What the words around a number say of it; `mentioned` when they say nothing.
[[nodiscard]] Standing standing_of(const Surroundings& around);

/// Whether a phone is spoken of just before a number, so that one without its 0 is taken for one.
[[nodiscard]] bool is_announced(std::string_view before);

/// Whether a word that digits are attached to is no part of a code: "Tel0612...", "au06...".
[[nodiscard]] bool may_touch_a_number(std::string_view word);

/// Which kind of phone a text asks to be called on, where it names none: "rappelez-moi sur mon portable".
enum class Wish { none, mobile, fixed };
[[nodiscard]] Wish wished_kind(std::string_view folded_body);

}  // namespace rexflow::engine::reading
