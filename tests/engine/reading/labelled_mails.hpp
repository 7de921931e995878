#pragma once

#include "engine/message.hpp"
#include "engine/reading/reading.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace rexflow::testing {

/// What a careful member of the cell understands of a mail, for one field. The notation is told in
/// tests/corpora/labelled/README.md.
struct Label {
    std::string field;                      ///< "phones", "windows", "names"...: a row of the table of results
    std::vector<std::string> alternatives;  ///< any one of them is right, spelled as answers_of() spells what was read
    bool required = true;                   ///< otherwise it may be read but need not be
};

struct LabelledMail {
    std::string id;
    std::vector<std::string> habits;  ///< "terse", "overseas", "negative"...
    engine::InboundEmail email;
    engine::reading::Circumstances circumstances;
    std::vector<Label> labels;
};

/// The mails of one file. Throws std::runtime_error with file and line when the notation is broken: a label that is
/// silently not understood would make the figures a lie.
[[nodiscard]] std::vector<LabelledMail> load_labelled_mails(const std::filesystem::path& file);

/// One spelling for each meaning: "mon,tue,wed,thu,fri 08:00-20:00" is "any". Throws when it is no window.
[[nodiscard]] std::string canonical_window(const std::string& notation);

/// The same spelling for windows that were read: hours, channel and first day apart, days with the same hours together.
[[nodiscard]] std::vector<std::string> canonical_windows(const std::vector<engine::reading::Window>& windows);

}  // namespace rexflow::testing
