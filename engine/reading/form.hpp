#pragma once

#include "engine/reading/blank_form.hpp"
#include "engine/reading/document.hpp"
#include "engine/reading/evidence.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

class FormLabels;

/// A field of a form as somebody filled it in.
struct FormField {
    std::string key;
    /// Text as written; of a choice its value ("near_miss"), several separated by commas, or other words as written;
    /// of a flag "yes"; of a day "2026-03-02", or as written when that is not a date.
    std::string value;
    Evidence evidence;  ///< label and value as they stand in the document
    bool operator==(const FormField&) const = default;
};

/// A filled form. A field that was left blank is not in it.
struct FilledForm {
    std::string form;  ///< name of the blank form
    std::vector<FormField> fields;
    std::string leftovers;  ///< every line that belongs to no field: nothing of what somebody wrote is lost

    [[nodiscard]] const FormField* find(std::string_view key) const;
    bool operator==(const FilledForm&) const = default;
};

/// The blank forms that are known, with their labels made ready once. Safe from several threads at once.
class KnownForms {
public:
    /// @param forms must outlive this
    explicit KnownForms(std::span<const BlankForm> forms);
    ~KnownForms();
    KnownForms(KnownForms&&) noexcept;

    /// Reads a document as the form it is most like: by the names of its fields, by labels in table cells, before
    /// colons, dotted lines or line ends, in any order. Nothing when it is like none of them.
    [[nodiscard]] std::optional<FilledForm> read(const Document& document) const;

    /// The same for text, such as the body of a mail.
    [[nodiscard]] std::optional<FilledForm> read(const std::string& text) const;

    /// Whether some lines of a text begin with labels of one form. Most mails have none, and this tells quickly.
    [[nodiscard]] bool may_be_in(std::string_view text) const;

private:
    std::vector<std::unique_ptr<const FormLabels>> labels_;
};

/// What a filled form says of the one who wrote it, in words fit for read_person, parse_phone and read_availability.
/// Whatever was not given is empty.
struct FormDetails {
    std::string family;
    std::string given;
    std::string profession;  ///< key of the choices where it is one, else as written
    std::string phone;
    std::string availability;
    std::string address;
    std::string description;  ///< what happened, as written
    std::string kind;         ///< "incident", "near_miss"...
    bool only_a_call = false;
    bool operator==(const FormDetails&) const = default;
};

/// Values that are mere guesses are left out.
[[nodiscard]] FormDetails details_of(const FilledForm& form);

}  // namespace rexflow::engine::reading
