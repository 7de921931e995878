#pragma once

#include "engine/letter.hpp"
#include "engine/result.hpp"

namespace rexflow::engine {

/// Fills the templates of a letter. Strict: a variable the manifest does not declare, a declared one that is missing,
/// or a line break in the subject is an error, never a hole in a mail.
class LetterRenderer {
public:
    virtual ~LetterRenderer() = default;
    [[nodiscard]] virtual Result<RenderedLetter> render(std::string_view letter, Locale locale,
                                                        const LetterVariables& variables) const = 0;
};

/// What is known of the letters without filling one.
class LetterCatalog {
public:
    virtual ~LetterCatalog() = default;
    /// What people call it: "l’accusé de réception".
    [[nodiscard]] virtual std::string label(std::string_view letter, Locale locale) const = 0;
    /// Whether a letter declares a variable; what it does not declare never reaches it.
    [[nodiscard]] virtual bool takes(std::string_view letter, std::string_view variable) const = 0;
    /// Whether a value of this name tells who somebody is.
    [[nodiscard]] virtual bool names_people(std::string_view variable) const = 0;
    /// Whether a value of this name leads to a page that is its reader's alone.
    [[nodiscard]] virtual bool is_link(std::string_view variable) const = 0;
};

/// What the head of every mail of ours says, from the settings.
struct Letterhead {
    std::string from_name;  ///< "Cellule qualité — CPTS ..."
    std::string from_address;
    std::string reply_to;     ///< empty: the same as From
    std::string return_path;  ///< envelope sender: where bounces go
};

/// Writes the bytes of a mail: multipart text + HTML, RFC 2047/2231, Auto-Submitted (RFC 3834), fixed Message-ID.
class MailWriter {
public:
    virtual ~MailWriter() = default;
    [[nodiscard]] virtual OutgoingMail write(const Letter& letter, const RenderedLetter& rendered,
                                             const Letterhead& head, Instant at) const = 0;
};

}  // namespace rexflow::engine
