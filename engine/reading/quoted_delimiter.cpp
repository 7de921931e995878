#include "engine/reading/quoted_lines.hpp"

#include <algorithm>
#include <array>

/// Lines between the marks of a mail program: "-----Message d'origine-----".
namespace rexflow::engine::reading::quoted {

namespace {

using Kind = Introduction::Kind;

/// Where else a phrase may stand than between two rules.
enum class Stands {
    between_rules,
    alone,            ///< as a line that ends with ":"
    before_anything,  ///< between rules, with a name or date after it
};

struct Phrase {
    std::string_view text;  ///< folded
    Kind kind;
    Stands stands = Stands::between_rules;
};

constexpr auto phrases = std::to_array<Phrase>({
    {"message d'origine", Kind::delimiter},
    {"message original", Kind::delimiter},
    {"message initial", Kind::delimiter},
    {"mail original", Kind::delimiter},
    {"mail d'origine", Kind::delimiter},
    {"e-mail d'origine", Kind::delimiter},
    {"e-mail original", Kind::delimiter},
    {"courriel d'origine", Kind::delimiter},
    {"courriel original", Kind::delimiter},
    {"rendez-vous d'origine", Kind::delimiter},
    {"message de ", Kind::delimiter, Stands::before_anything},
    {"message from ", Kind::delimiter, Stands::before_anything},
    {"original message", Kind::delimiter},
    {"original mail", Kind::delimiter},
    {"original e-mail", Kind::delimiter},
    {"original appointment", Kind::delimiter},
    {"reply message", Kind::delimiter},
    {"ursprungliche nachricht", Kind::delimiter},
    {"originalnachricht", Kind::delimiter},
    {"mensaje original", Kind::delimiter},
    {"mensagem original", Kind::delimiter},
    {"messaggio originale", Kind::delimiter},
    {"oorspronkelijk bericht", Kind::delimiter},
    {"origineel bericht", Kind::delimiter},
    {"ursprungligt meddelande", Kind::delimiter},
    {"opprinnelig melding", Kind::delimiter},
    {"oprindelig meddelelse", Kind::delimiter},
    {"alkuperainen viesti", Kind::delimiter},
    {"wiadomosc oryginalna", Kind::delimiter},
    {"oryginalna wiadomosc", Kind::delimiter},
    {"Исходное сообщение", Kind::delimiter},
    {"Вихідне повідомлення", Kind::delimiter},
    {"原始邮件", Kind::delimiter},
    {"message transfere", Kind::forward},
    {"mail transfere", Kind::forward},
    {"e-mail transfere", Kind::forward},
    {"courriel transfere", Kind::forward},
    {"message reexpedie", Kind::forward},
    {"debut du message reexpedie", Kind::forward, Stands::alone},
    {"debut du message transfere", Kind::forward, Stands::alone},
    {"debut de l'e-mail transfere", Kind::forward, Stands::alone},
    {"transfere par ", Kind::forward, Stands::before_anything},
    {"reexpedie par ", Kind::forward, Stands::before_anything},
    {"forwarded message", Kind::forward},
    {"forwarded mail", Kind::forward},
    {"forwarded by ", Kind::forward, Stands::before_anything},
    {"begin forwarded message", Kind::forward, Stands::alone},
    {"weitergeleitete nachricht", Kind::forward},
    {"anfang der weitergeleiteten nachricht", Kind::forward, Stands::alone},
    {"mensaje reenviado", Kind::forward},
    {"inicio del mensaje reenviado", Kind::forward, Stands::alone},
    {"mensagem encaminhada", Kind::forward},
    {"messaggio inoltrato", Kind::forward},
    {"inizio messaggio inoltrato", Kind::forward, Stands::alone},
    {"doorgestuurd bericht", Kind::forward},
    {"begin doorgestuurd bericht", Kind::forward, Stands::alone},
    {"vidarebefordrat meddelande", Kind::forward},
    {"videresendt melding", Kind::forward},
    {"przekazana wiadomosc", Kind::forward},
    {"Пересылаемое сообщение", Kind::forward},
    {"Переслане повідомлення", Kind::forward},
});

constexpr std::string_view marks = "-_=*~ :";

std::string_view without_marks(std::string_view text) {
    const auto first = std::min(text.find_first_not_of(marks), text.size());
    const auto last = text.find_last_not_of(marks);
    return first == text.size() ? std::string_view() : text.substr(first, last - first + 1);
}

bool is_between_rules(std::string_view text) {
    const auto count = [](std::string_view marked) {
        return std::ranges::count_if(marked, [](char c) { return c == '-' || c == '_' || c == '*' || c == '='; });
    };
    const auto first = std::min(text.find_first_not_of(marks), text.size());
    return count(text.substr(0, first)) >= 2 && count(text.substr(text.find_last_not_of(marks) + 1)) >= 1;
}

}  // namespace

std::optional<Introduction> find_delimiter(std::string_view body, std::size_t at) {
    const auto line = line_at(body, at);
    const auto text = folded_content(line.in(body));
    const auto named = without_marks(text);
    if (named.empty()) return std::nullopt;
    const bool between_rules = is_between_rules(text);
    const bool alone = between_rules || text.back() == ':';
    if (!alone) return std::nullopt;
    for (const auto& phrase : phrases) {
        const bool fits = phrase.stands == Stands::alone           ? named == phrase.text
                          : phrase.stands == Stands::between_rules ? between_rules && named == phrase.text
                                                                   : between_rules && named.starts_with(phrase.text);
        if (fits) return Introduction{phrase.kind, line.next};
    }
    return std::nullopt;
}

}  // namespace rexflow::engine::reading::quoted
