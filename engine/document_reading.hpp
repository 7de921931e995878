#pragma once

#include "engine/reading/form.hpp"

#include <optional>
#include <string>

namespace rexflow::engine {

/// What could be made of a file that came with a message.
struct DocumentReading {
    enum class Status {
        read,          ///< `form` says what it says
        for_a_person,  ///< somebody has to open it
        left_alone,    ///< a logo, a signature file, an invitation: nothing a person would fill in
    };

    Status status = Status::for_a_person;
    /// Why a person has to look, a code of ours: "scan", "picture", "old_word", "pages", "rich_text", "encrypted",
    /// "damaged", "too_large", "too_slow", "forbidden_markup", "not_a_form", "empty_form", "xfa_form",
    /// "unknown_kind", "too_many", "reader_failed". Empty when read.
    std::string reason;
    std::optional<reading::FilledForm> form;
    bool operator==(const DocumentReading&) const = default;
};

}  // namespace rexflow::engine
