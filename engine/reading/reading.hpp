#pragma once

#include "engine/message.hpp"
#include "engine/reading/availability.hpp"
#include "engine/reading/person.hpp"
#include "engine/reading/phone.hpp"
#include "engine/reading/quotation.hpp"
#include "engine/reading/request.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

/// Everything a mail says that helps to call its sender back. Each value has the sentence it came from; none is
/// required, and a person may correct each.
struct Reading {
    std::optional<Person> person;
    std::vector<Phone> phones;  ///< the one to call first in front
    std::vector<Window> availability;
    Demand demand;
    SplitText text;
};

/// Where and when a mail is read for: what is the same for all mails of a CPTS, and this one's date.
struct Circumstances {
    Region home = Region::metropole;
    LocalTime written_at;  ///< the mail's Date; where it has none or an impossible one, when it was received
};

/// What the sender of a mail wrote and what they quoted or passed on, which the subject tells where nothing else does.
[[nodiscard]] SplitText parts_of(const InboundEmail& email);

/// What a mail tells: what its sender wrote; all of it where they passed a mail on.
/// @param parts of this mail, which must outlive the answer
[[nodiscard]] std::string_view told_in(const InboundEmail& email, const SplitText& parts);

[[nodiscard]] Reading read(const InboundEmail& email, const Circumstances& circumstances);

}  // namespace rexflow::engine::reading
