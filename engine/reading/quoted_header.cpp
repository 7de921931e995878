#include "engine/reading/quoted_lines.hpp"

#include <algorithm>
#include <array>

/// A header copied above the mail it belongs to, as Outlook, Zimbra and many webmails do.
namespace rexflow::engine::reading::quoted {

namespace {

enum Part : unsigned { from = 1, sent = 2, to = 4, subject = 8, other = 16 };

struct Key {
    std::string_view text;  ///< folded
    Part part;
};

constexpr auto keys = std::to_array<Key>({
    // French
    {"de", from},
    {"expediteur", from},
    {"envoye", sent},
    {"envoye le", sent},
    {"envoye par", other},
    {"date", sent},
    {"date d'envoi", sent},
    {"a", to},
    {"pour", to},
    {"destinataire", to},
    {"destinataires", to},
    {"objet", subject},
    {"sujet", subject},
    {"cc", other},
    {"cci", other},
    {"copie", other},
    {"copie a", other},
    {"repondre a", other},
    {"reponse a", other},
    {"pieces jointes", other},
    {"piece jointe", other},
    {"importance", other},
    // English
    {"from", from},
    {"sent", sent},
    {"to", to},
    {"subject", subject},
    {"bcc", other},
    {"reply-to", other},
    {"reply to", other},
    {"sender", other},
    {"organization", other},
    {"attachments", other},
    // German
    {"von", from},
    {"gesendet", sent},
    {"datum", sent},
    {"an", to},
    {"betreff", subject},
    {"antwort an", other},
    // Spanish, Portuguese, Italian
    {"enviado", sent},
    {"enviado el", sent},
    {"fecha", sent},
    {"para", to},
    {"asunto", subject},
    {"enviada em", sent},
    {"data", sent},
    {"assunto", subject},
    {"da", from},
    {"inviato", sent},
    {"oggetto", subject},
    {"risposta", other},
    // Dutch, Scandinavian, Polish
    {"van", from},
    {"verzonden", sent},
    {"aan", to},
    {"onderwerp", subject},
    {"fran", from},
    {"skickat", sent},
    {"till", to},
    {"amne", subject},
    {"fra", from},
    {"sendt", sent},
    {"til", to},
    {"emne", subject},
    {"od", from},
    {"wyslano", sent},
    {"do", to},
    {"temat", subject},
    // Russian, Ukrainian, Chinese
    {"От", from},
    {"Отправлено", sent},
    {"Дата", sent},
    {"Кому", to},
    {"Тема", subject},
    {"Від", from},
    {"发件人", from},
    {"发送时间", sent},
    {"收件人", to},
    {"主题", subject},
});

constexpr std::size_t longest_key = 24;
constexpr int longest_block = 40;        // lines
constexpr int longest_continuation = 6;  // lines of one field

struct Field {
    Part part;
    std::string value;
};

/// A line as a field: "*De :* Léa <lea@...>". Nothing when it is none.
std::optional<Field> read_field(std::string_view line) {
    const auto text = folded_content(line);
    const auto colon = text.find(':');
    if (colon == std::string::npos || colon > longest_key) return std::nullopt;
    auto name = std::string_view(text).substr(0, colon);
    constexpr std::string_view decoration = "*_| ";
    name.remove_prefix(std::min(name.find_first_not_of(decoration), name.size()));
    name.remove_suffix(name.size() - (name.find_last_not_of(decoration) + 1));
    const auto key = std::ranges::find(keys, name, &Key::text);
    if (key == keys.end()) return std::nullopt;
    const auto value = std::min(text.find_first_not_of("*_ ", colon + 1), text.size());
    return Field{key->part, text.substr(value)};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "14:32", "14h32" or "14.32".
bool has_clock(std::string_view text) {
    for (std::size_t i = 1; i + 2 < text.size(); ++i)
        if ((text[i] == ':' || text[i] == 'h' || text[i] == '.') && is_digit(text[i - 1]) && is_digit(text[i + 1]) &&
            is_digit(text[i + 2]))
            return true;
    return false;
}

/// A sender: not an hour, as in "De : 14h", and not the beginning of a list.
bool can_be_sender(std::string_view value) { return !value.empty() && !is_digit(value.front()); }

/// What a run of fields has shown so far.
struct Block {
    unsigned parts = 0;
    bool vouched = false;  ///< something in it that a person does not write above a letter: an address, an hour

    void add(const Field& field) {
        if (field.part == from && !can_be_sender(field.value)) return;
        parts |= field.part;
        if (field.value.find('@') != std::string::npos || (field.part == sent && has_clock(field.value)))
            vouched = true;
    }

    [[nodiscard]] bool is_header() const {
        const auto named = parts & (sent | to | subject);
        return (parts & from) != 0 && vouched && (named & (named - 1)) != 0;
    }
};

/// Reads a run of fields line by line, over blank lines and lines that go on.
class Run {
public:
    explicit Run(bool vouched) { block_.vouched = vouched; }

    /// False when the line does not belong to it.
    bool take(std::string_view text) {
        if (is_blank(text)) {
            ++blanks_;
            return blanks_ <= 2;
        }
        if (const auto field = read_field(text)) {
            block_.add(*field);
            continued_ = blanks_ = 0;
            return true;
        }
        // What stands after an empty line is the mail itself; a long list of recipients goes on without one.
        return blanks_ == 0 && ++continued_ <= longest_continuation;
    }

    [[nodiscard]] bool is_at_field() const { return continued_ == 0 && blanks_ == 0; }
    [[nodiscard]] const Block& block() const { return block_; }

private:
    Block block_;
    int blanks_ = 0;
    int continued_ = 0;
};

}  // namespace

HeaderSearch find_header(std::string_view body, std::size_t at, std::string_view preceding) {
    HeaderSearch search{std::nullopt, line_at(body, at).next};
    if (!read_field(line_at(body, at).in(body))) return search;
    Run run(is_rule(preceding));
    for (int lines = 0; lines < longest_block && at < body.size(); ++lines) {
        const auto line = line_at(body, at);
        if (!run.take(line.in(body))) break;
        search.examined = line.next;
        if (run.is_at_field() && run.block().is_header())
            search.found = Introduction{Introduction::Kind::header, line.next};
        at = line.next;
    }
    return search;
}

}  // namespace rexflow::engine::reading::quoted
