#include "engine/directory_import.hpp"

#include "engine/reading/folded.hpp"
#include "engine/utf8.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace rexflow::engine {

namespace {

enum class Column { profession, place, name, given_name, phone, address, note, street };

struct ColumnName {
    std::string_view folded;
    Column column;
};

constexpr auto column_names = std::to_array<ColumnName>({
    {"profession", Column::profession},
    {"metier", Column::profession},
    {"fonction", Column::profession},
    {"specialite", Column::profession},
    {"lieu", Column::place},
    {"ville", Column::place},
    {"commune", Column::place},
    {"secteur", Column::place},
    {"place", Column::place},
    {"town", Column::place},
    {"nom", Column::name},
    {"nom complet", Column::name},
    {"nom et prenom", Column::name},
    {"professionnel", Column::name},
    {"name", Column::name},
    {"prenom", Column::given_name},
    {"first name", Column::given_name},
    {"telephone", Column::phone},
    {"tel", Column::phone},
    {"tel.", Column::phone},
    {"portable", Column::phone},
    {"numero", Column::phone},
    {"phone", Column::phone},
    {"courriel", Column::address},
    {"mail", Column::address},
    {"e-mail", Column::address},
    {"email", Column::address},
    {"mel", Column::address},
    {"adresse mail", Column::address},
    {"adresse e-mail", Column::address},
    {"adresse electronique", Column::address},
    {"remarque", Column::note},
    {"remarques", Column::note},
    {"note", Column::note},
    {"notes", Column::note},
    {"commentaire", Column::note},
    {"observations", Column::note},
    {"adresse", Column::street},
    {"adresse postale", Column::street},
    {"rue", Column::street},
});

constexpr Text no_name{"le nom manque", "the name is missing"};
constexpr Text no_profession{"la profession manque", "the profession is missing"};
constexpr Text too_few{"il y a moins de champs que de colonnes", "there are fewer fields than columns"};
constexpr Text too_many{"il y a plus de champs que de colonnes", "there are more fields than columns"};
constexpr Text open_quote{"un guillemet n’est pas refermé", "a quotation mark is not closed"};
constexpr Text after_quote{"il y a du texte après un guillemet fermant",
                           "there is text after a closing quotation mark"};
constexpr Text bad_address{"le courriel n’en est pas un", "the mail address is none"};
constexpr Text too_long{"un champ est trop long", "a field is too long"};
constexpr Text there_twice{"cette personne est déjà plus haut dans le fichier",
                           "this person stands further up in the file"};

constexpr std::size_t longest_field = 500;

/// Bytes 0x80 to 0x9F of windows-1252; 0 where there is no character.
constexpr std::array<char32_t, 32> windows_1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

unsigned at(std::string_view bytes, std::size_t place) { return static_cast<unsigned char>(bytes[place]); }

void append(std::string& text, char32_t character) {
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += static_cast<char>(0xC0U | character >> 6U);
        text += static_cast<char>(0x80U | (character & 0x3FU));
    } else {
        text += static_cast<char>(0xE0U | character >> 12U);
        text += static_cast<char>(0x80U | (character >> 6U & 0x3FU));
        text += static_cast<char>(0x80U | (character & 0x3FU));
    }
}

std::string as_utf8(std::string_view bytes) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
    if (is_utf8(bytes)) return std::string(bytes);
    std::string text;
    for (std::size_t place = 0; place < bytes.size(); ++place) {
        const auto byte = at(bytes, place);
        const bool is_special = byte >= 0x80 && byte < 0xA0;
        const char32_t character = is_special ? windows_1252[byte - 0x80] : char32_t{byte};
        if (character != 0) append(text, character);
    }
    return text;
}

struct Row {
    int line = 0;
    std::vector<std::string> fields = {};
    std::optional<Text> trouble = {};
};

/// Cuts a table into rows; a row that is written wrongly is given up at its line end, the next one starts anew.
class Cutter {
public:
    Cutter(std::string_view text, char separator) : text_(text), separator_(separator) {}

    std::optional<Row> next() {
        if (at_ >= text_.size()) return std::nullopt;
        Row row{line_};
        do row.fields.push_back(field(row));
        while (take(separator_));
        while (at_ < text_.size() && !is_line_end()) ++at_;
        take_line_end();
        return row;
    }

private:
    bool is_line_end() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

    bool take(char wanted) {
        if (at_ >= text_.size() || text_[at_] != wanted) return false;
        ++at_;
        return true;
    }

    void take_line_end() {
        if (at_ >= text_.size()) return;
        if (!take('\n')) {
            take('\r');
            take('\n');
        }
        ++line_;
    }

    std::string field(Row& row) {
        if (at_ < text_.size() && text_[at_] == '"') return quoted(row);
        const auto begin = at_;
        while (at_ < text_.size() && text_[at_] != separator_ && !is_line_end()) ++at_;
        return std::string(text_.substr(begin, at_ - begin));
    }

    std::string quoted(Row& row) {
        const auto begin = at_++;
        const auto line = line_;
        std::string field;
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"' && !(at_ + 1 < text_.size() && text_[at_ + 1] == '"')) {
                ++at_;
                if (at_ < text_.size() && text_[at_] != separator_ && !is_line_end()) row.trouble = after_quote;
                return field;
            }
            if (text_[at_] == '"') ++at_;
            if (text_[at_] == '\n') ++line_;
            field += text_[at_];
        }
        row.trouble = open_quote;
        at_ = begin;
        line_ = line;
        while (at_ < text_.size() && !is_line_end()) ++at_;
        return {};
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
};

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

/// The separator that stands more often in the line of names.
char separator_of(std::string_view text) {
    const auto first = text.substr(0, text.find('\n'));
    return std::ranges::count(first, ';') >= std::ranges::count(first, ',') ? ';' : ',';
}

std::vector<std::optional<Column>> columns_of(const Row& names) {
    std::vector<std::optional<Column>> columns;
    for (const auto& field : names.fields) {
        const auto* const found = std::ranges::find(column_names, reading::fold(trimmed(field)), &ColumnName::folded);
        columns.push_back(found == column_names.end() ? std::nullopt : std::optional(found->column));
    }
    return columns;
}

std::string& place_of(Professional& professional, Column column, std::string& given_name) {
    switch (column) {
        case Column::profession:
            return professional.profession;
        case Column::place:
            return professional.place;
        case Column::name:
            return professional.name;
        case Column::given_name:
            return given_name;
        case Column::phone:
            return professional.phone;
        case Column::address:
            return professional.address;
        case Column::note:
        case Column::street:
            break;
    }
    return professional.note;
}

Professional professional_of(const Row& row, const std::vector<std::optional<Column>>& columns) {
    Professional professional;
    std::string given_name;
    for (std::size_t place = 0; place < columns.size(); ++place) {
        const auto text = columns[place] ? trimmed(row.fields[place]) : std::string();
        if (text.empty()) continue;
        // An address that is written with an "@" is no street.
        const bool is_mailbox = columns[place] == Column::street && text.find('@') != std::string::npos;
        auto& kept = place_of(professional, is_mailbox ? Column::address : *columns[place], given_name);
        kept += kept.empty() ? text : ", " + text;
    }
    if (!given_name.empty())
        professional.name = professional.name.empty() ? given_name : given_name + ' ' + professional.name;
    return professional;
}

bool looks_like_a_mailbox(std::string_view text) {
    const auto sign = text.find('@');
    return sign != std::string_view::npos && sign > 0 && sign + 1 < text.size() &&
           text.find('@', sign + 1) == std::string_view::npos &&
           text.find_first_of(" ,;<>\"\n") == std::string_view::npos;
}

std::optional<Text> trouble_of(const Row& row, std::size_t columns) {
    if (row.trouble) return row.trouble;
    if (row.fields.size() < columns) return too_few;
    if (row.fields.size() > columns) return too_many;
    if (std::ranges::any_of(row.fields, [](const auto& field) { return field.size() > longest_field; }))
        return too_long;
    return std::nullopt;
}

bool is_empty(const Row& row) {
    return std::ranges::all_of(row.fields, [](const auto& field) { return trimmed(field).empty(); });
}

}  // namespace

std::optional<Text> trouble_with(const Professional& professional) {
    if (professional.name.empty()) return no_name;
    if (professional.profession.empty()) return no_profession;
    for (const auto* const field : {&professional.profession, &professional.place, &professional.name,
                                    &professional.phone, &professional.address, &professional.note})
        if (field->size() > longest_field) return too_long;
    if (!professional.address.empty() && !looks_like_a_mailbox(professional.address)) return bad_address;
    return std::nullopt;
}

Result<DirectoryFile> read_directory(std::string_view bytes) {
    const auto text = as_utf8(bytes);
    Cutter cutter(text, separator_of(text));
    const auto names = cutter.next();
    const auto columns = names ? columns_of(*names) : std::vector<std::optional<Column>>{};
    const auto has = [&](Column column) { return std::ranges::find(columns, std::optional(column)) != columns.end(); };
    if (!has(Column::name) || !has(Column::profession))
        return Err(Error::Code::invalid_input,
                   "the first line has to name the columns, the name and profession at least",
                   "profession;lieu;nom;prénom;téléphone;courriel;remarque");
    DirectoryFile file;
    std::set<std::string> seen;
    while (const auto row = cutter.next()) {
        if (!row->trouble && is_empty(*row)) continue;
        auto trouble = trouble_of(*row, columns.size());
        Professional professional;
        if (!trouble) {
            professional = professional_of(*row, columns);
            trouble = trouble_with(professional);
        }
        if (!trouble && !seen.insert(identity_of(professional)).second) trouble = there_twice;
        if (trouble)
            file.bad.push_back({row->line, *trouble});
        else
            file.professionals.push_back(std::move(professional));
    }
    return file;
}

bool replace(Directory& directory, ProfessionalId id, const Professional& professional) {
    const auto before = directory.find(id);
    if (!before) return false;
    if (identity_of(*before) != identity_of(professional) && !directory.remove(id)) return false;
    directory.put(professional);
    return true;
}

DirectoryImport import_into(Directory& directory, std::span<const Professional> professionals) {
    DirectoryImport done;
    for (const auto& professional : professionals) switch (directory.put(professional)) {
            case DirectoryChange::added:
                ++done.added;
                break;
            case DirectoryChange::changed:
                ++done.changed;
                break;
            case DirectoryChange::unchanged:
                ++done.unchanged;
                break;
        }
    return done;
}

}  // namespace rexflow::engine
