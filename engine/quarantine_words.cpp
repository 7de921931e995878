#include "engine/quarantine_words.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine {

namespace {

struct Reason {
    std::string_view code;
    Text words;
};

constexpr std::array reasons{
    Reason{"empty", {"Le courriel est vide.", "The mail is empty."}},
    Reason{"no_header",
           {"Ce n’est pas un courriel\u00A0: il n’a aucun en-tête.", "This is no mail: it has no header at all."}},
    Reason{"no_sender",
           {"Personne à qui répondre\u00A0: il n’y a pas d’adresse d’expéditeur utilisable.",
            "Nobody to answer: there is no sender address that can be used."}},
    Reason{"too_large",
           {"Le courriel dépasse la taille permise (réglage «\u00A0reading.mail_megabytes\u00A0»).",
            "The mail is larger than allowed (setting \"reading.mail_megabytes\")."}},
    Reason{"header_too_long",
           {"Un en-tête dépasse la taille permise (réglage «\u00A0reading.header_kilobytes\u00A0»).",
            "A header is longer than allowed (setting \"reading.header_kilobytes\")."}},
    Reason{"too_many_fields",
           {"L’en-tête a plus de lignes que permis (réglage «\u00A0reading.header_fields\u00A0»).",
            "The header has more fields than allowed (setting \"reading.header_fields\")."}},
    Reason{"too_many_parts",
           {"Le courriel a plus de parties que permis (réglage «\u00A0reading.parts\u00A0»).",
            "The mail has more parts than allowed (setting \"reading.parts\")."}},
    Reason{"nested_too_deep",
           {"Ses parties sont imbriquées plus profondément que permis (réglage «\u00A0reading.nesting\u00A0»).",
            "Its parts are nested deeper than allowed (setting \"reading.nesting\")."}},
    Reason{"too_many_attachments",
           {"Le courriel a plus de pièces jointes que permis (réglage «\u00A0reading.attachments\u00A0»).",
            "The mail has more attachments than allowed (setting \"reading.attachments\")."}},
    Reason{"out_of_memory",
           {"La mémoire n’a pas suffi pour le lire\u00A0; un nouvel essai peut réussir.",
            "There was not enough memory to read it; another try may succeed."}},
    Reason{"reading it ended the program",
           {"Sa lecture a interrompu le programme plusieurs fois\u00A0; il n’est plus relu de lui-même.",
            "Reading it ended the program several times; it is not read again by itself."}},
    Reason{"its key is gone", {"Son contenu a été effacé.", "Its content was erased."}},
};

}  // namespace

std::string quarantine_in_words(std::string_view reason, Locale locale) {
    const auto* found = std::ranges::find(reasons, reason, &Reason::code);
    return std::string(found == reasons.end() ? reason : found->words.in(locale));
}

}  // namespace rexflow::engine
