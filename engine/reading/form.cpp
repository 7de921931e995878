#include "engine/reading/form.hpp"

#include "engine/reading/form_choice.hpp"
#include "engine/reading/form_labels.hpp"
#include "engine/reading/form_page.hpp"
#include "engine/reading/form_values.hpp"
#include "engine/reading/lines.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace rexflow::engine::reading {

namespace {

bool is_choice(FieldShape shape) { return shape == FieldShape::choice || shape == FieldShape::choices; }

std::string joined(const std::vector<std::string>& values) {
    std::string list;
    for (const auto& value : values) list += (list.empty() ? "" : ",") + value;
    return list;
}

/// The text as the field says it; empty when it says nothing.
FormField field_of(const BlankField& blank, const RichText& written, double confidence) {
    FormField field{std::string(blank.key), without_leaders(plain(written)), {}};
    field.evidence.sentence = field.value;
    field.evidence.confidence = confidence;
    if (is_choice(blank.shape)) {
        const auto chosen = read_choice(written, blank);
        field.value = chosen.values.empty() ? chosen.other : joined(chosen.values);
        field.evidence.confidence = std::min(confidence, chosen.confidence);
    } else if (blank.shape == FieldShape::flag) {
        constexpr auto agreement = std::to_array<Option>({{"yes", {"oui", "yes"}}, {"no", {"non", "no"}}});
        const auto box = box_at(field.value);
        const auto* option = find_option(field.value, agreement);
        const bool is_yes = box.box == Box::ticked || (option != nullptr && option->value == "yes");
        field.value = is_yes ? "yes" : "";
    } else if (blank.shape == FieldShape::day) {
        if (const auto day = as_day(field.value)) field.value = *day;
    }
    return field;
}

/// Words that programs put where something is to be typed.
bool is_placeholder(std::string_view value) {
    constexpr auto beginnings = std::to_array<std::string_view>(
        {"Cliquez ou appuyez ici", "Cliquez ici pour", "Choisissez un \u00E9l\u00E9ment", "Click or tap",
         "Click here to", "Choose an item", "Cliquez pour", "Placeholder"});
    return std::ranges::any_of(beginnings, [&](auto beginning) { return value.starts_with(beginning); });
}

/// The parts of a control's name: "fiche_rex.kind.near_miss".
struct Address {
    std::string_view form;
    std::string_view field;
    std::string_view option;
};

Address address_of(std::string_view name) {
    Address address;
    const auto first = name.find('.');
    if (first == std::string_view::npos) return address;
    const auto second = std::min(name.find('.', first + 1), name.size());
    address.form = name.substr(0, first);
    address.field = name.substr(first + 1, second - first - 1);
    if (second < name.size()) address.option = name.substr(second + 1);
    return address;
}

const BlankField* find_field(const BlankForm& form, std::string_view key) {
    for (const auto& section : form.sections)
        for (const auto& field : section.fields)
            if (field.key == key) return &field;
    return nullptr;
}

/// "txtNomPrenom", "tel_portable": a name as words.
std::string as_words(std::string_view name) {
    if (const auto dot = name.rfind('.'); dot != std::string_view::npos) name.remove_prefix(dot + 1);
    std::string words;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto is = [&](std::size_t at, char first, char last) {
            return at < name.size() && name[at] >= first && name[at] <= last;
        };
        if (name[i] == '_' || name[i] == '[') {
            words += ' ';
            continue;
        }
        if (i > 0 && is(i, 'A', 'Z') && is(i - 1, 'a', 'z')) words += ' ';
        if (is(i, '0', '9') || name[i] == ']') continue;
        words += name[i];
    }
    return words;
}

/// Reads the controls of a document: those of our own forms by their names, others by what they are called.
class Controls {
public:
    /// @param page the text of the document: what stands there is read there too, and needs no second mention
    Controls(const BlankForm& form, const FormLabels& labels, std::string_view page)
        : form_(form), labels_(labels), page_(page) {}

    void read(const Control& control) {
        const auto address = address_of(control.name);
        if (address.form == form_.name) {
            ++ours_;
            if (const auto* field = find_field(form_, address.field)) return set(*field, control, address.option, 1.0);
        }
        if (const auto* field = field_named_by(control)) {
            ++matched_;
            return set(*field, control, {}, 0.9);
        }
        if (control.kind == Control::Kind::box) return set_option(control);
        const auto value = without_leaders(control.value);
        if (!value.empty() && page_.find(value.substr(0, value.find('\n'))) == std::string_view::npos)
            leftovers_ += called(control) + ": " + control.value + "\n";
    }

    [[nodiscard]] int ours() const { return ours_; }
    [[nodiscard]] int matched() const { return matched_; }
    [[nodiscard]] const std::vector<FormField>& fields() const { return fields_; }
    [[nodiscard]] const std::string& leftovers() const { return leftovers_; }

private:
    [[nodiscard]] static std::string called(const Control& control) {
        return !control.label.empty() ? control.label : !control.beside.empty() ? control.beside : control.name;
    }

    [[nodiscard]] const BlankField* field_named_by(const Control& control) const {
        for (const auto& words : {control.label, as_words(control.name), control.beside})
            if (const auto match = labels_.whole(words)) return match->field;
        return nullptr;
    }

    void set(const BlankField& blank, const Control& control, std::string_view option, double confidence) {
        if (control.kind == Control::Kind::box) {
            if (!control.is_on) return;
            if (!option.empty()) return add(blank, std::string(option), confidence);
            if (blank.shape == FieldShape::flag) return add(blank, "yes", confidence);
        }
        if (is_placeholder(trimmed(control.value))) return;
        auto field = field_of(blank, {{control.value}}, confidence);
        // A value that a list offered needs no reading.
        if (is_choice(blank.shape))
            if (const auto* chosen = find_option(control.value, blank.options)) field.value = chosen->value;
        if (!field.value.empty()) add(blank, field.value, field.evidence.confidence);
    }

    /// A box whose label is an option of exactly one field.
    void set_option(const Control& control) {
        if (!control.is_on) return;
        const BlankField* owner = nullptr;
        const Option* chosen = nullptr;
        int owners = 0;
        for (const auto& section : form_.sections)
            for (const auto& field : section.fields)
                for (const auto& words : {control.label, control.value, as_words(control.name), control.beside})
                    if (const auto* option = find_option(words, field.options); option != nullptr && owner != &field) {
                        owner = &field;
                        chosen = option;
                        ++owners;
                    }
        if (owners == 1) return add(*owner, std::string(chosen->value), 0.8);
        leftovers_ += "\u2612 " + called(control) + "\n";
    }

    void add(const BlankField& blank, std::string value, double confidence) {
        const auto found = std::ranges::find(fields_, blank.key, &FormField::key);
        if (found == fields_.end())
            fields_.push_back({std::string(blank.key), value, {std::string(blank.label.fr), confidence}});
        else if (blank.shape == FieldShape::choices)
            found->value += "," + value;
    }

    const BlankForm& form_;
    const FormLabels& labels_;
    std::string_view page_;
    std::vector<FormField> fields_;
    std::string leftovers_;
    int ours_ = 0;
    int matched_ = 0;
};

/// A long label beside its answer is broken into lines of a page: "Quand pouvons-nous vous | après 19 h",
/// "appeler ? | sauf le mercredi". Puts such lines together again.
std::vector<Row> with_whole_labels(const std::vector<Row>& rows, const FormLabels& labels) {
    constexpr std::size_t longest_part = 80;
    constexpr int slack = 4;
    std::vector<Row> whole;
    for (const auto& row : rows) {
        const auto* above = whole.empty() ? nullptr : &whole.back();
        if (above == nullptr || row.empty() || above->empty() || row.front().in_table || above->front().in_table ||
            std::abs(row.front().column - above->front().column) > slack) {
            whole.push_back(row);
            continue;
        }
        const auto first = plain(above->front().text);
        const auto both = first + " " + plain(row.front().text);
        const auto label = both.size() > longest_part || labels.whole(first) ? std::nullopt : labels.whole(both);
        const auto below = labels.at_start(plain(row.front().text));
        if (!label || (below && below->match.field != label->field)) {
            whole.push_back(row);
            continue;
        }
        auto& joined = whole.back();
        joined.front().text = {{both}};
        for (std::size_t i = 1; i < row.size(); ++i) {
            if (i >= joined.size()) {
                joined.push_back(row[i]);
                continue;
            }
            joined[i].text.push_back({"\n"});
            joined[i].text.insert(joined[i].text.end(), row[i].text.begin(), row[i].text.end());
        }
    }
    return whole;
}

std::string text_of(const std::vector<Row>& rows) {
    std::string text;
    for (const auto& row : rows)
        for (const auto& cell : row) text += plain(cell.text) + "\n";
    return text;
}

struct Attempt {
    FilledForm filled;
    int score = 0;
    bool is_it = false;
};

bool says_something_of_its_own(const std::vector<std::string>& labels) {
    constexpr auto contact_only = std::to_array<std::string_view>({"phone", "address", "profession", "event_date"});
    return std::ranges::any_of(
        labels, [&](const std::string& key) { return std::ranges::find(contact_only, key) == contact_only.end(); });
}

Attempt attempt(const std::vector<Control>& filled_in, const std::vector<Row>& rows, std::string_view text,
                const FormLabels& labels) {
    const auto& form = labels.form();
    Controls controls(form, labels, text);
    for (const auto& control : filled_in) controls.read(control);
    FormPage page(form, labels);
    for (const auto& row : with_whole_labels(rows, labels)) page.read(row);
    page.finish();

    Attempt result;
    result.filled.form = form.name;
    result.filled.fields = controls.fields();
    result.filled.leftovers = controls.leftovers() + page.leftovers();
    for (const auto& written : page.written()) {
        auto field = field_of(*written.field, written.text, written.confidence);
        field.evidence.sentence = written.label + " " + field.evidence.sentence;
        if (!field.value.empty() && !is_placeholder(field.value) && result.filled.find(field.key) == nullptr)
            result.filled.fields.push_back(std::move(field));
    }
    const auto seen = static_cast<int>(page.labels().size());
    const int most = std::max(seen, controls.matched());
    result.score = controls.ours() * 3 + controls.matched() + seen + (page.is_named() ? 3 : 0);
    constexpr int certainly = 3;
    result.is_it = controls.ours() > 0 || most >= certainly || (page.is_named() && most >= 1) ||
                   (seen >= 2 && says_something_of_its_own(page.labels()));
    return result;
}

}  // namespace

std::string plain(const RichText& text) {
    std::string all;
    for (const auto& span : text) all += span.text;
    return all;
}

Document document_of(const std::string& text) {
    Document document;
    for (std::string_view rest = text; !rest.empty();) document.rows.push_back({{{{std::string(take_line(rest))}}, 0}});
    return document;
}

const FormField* FilledForm::find(std::string_view key) const {
    const auto found = std::ranges::find(fields, key, &FormField::key);
    return found == fields.end() ? nullptr : &*found;
}

KnownForms::KnownForms(std::span<const BlankForm> forms) {
    for (const auto& form : forms) labels_.push_back(std::make_unique<FormLabels>(form));
}
KnownForms::~KnownForms() = default;
KnownForms::KnownForms(KnownForms&&) noexcept = default;

std::optional<FilledForm> KnownForms::read(const Document& document) const {
    constexpr std::size_t most_rows = 4'000;  // no form is longer; the rest is kept unread
    const std::vector<Row> rows(document.rows.begin(), document.rows.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                                   most_rows, document.rows.size())));
    const auto text = text_of(rows);
    std::optional<Attempt> best;
    for (const auto& labels : labels_) {
        auto one = attempt(document.controls, rows, text, *labels);
        if (one.is_it && (!best || one.score > best->score)) best = std::move(one);
    }
    if (!best) return std::nullopt;
    best->filled.leftovers +=
        text_of({document.rows.begin() + static_cast<std::ptrdiff_t>(rows.size()), document.rows.end()});
    return std::move(best->filled);
}

std::optional<FilledForm> KnownForms::read(const std::string& text) const {
    return may_be_in(text) ? read(document_of(text)) : std::nullopt;
}

bool KnownForms::may_be_in(std::string_view text) const {
    constexpr int fewest = 2;
    return std::ranges::any_of(labels_, [&](const auto& labels) {
        int found = 0;
        for (auto rest = text; !rest.empty() && found < fewest;) found += labels->at_start(take_line(rest)) ? 1 : 0;
        return found == fewest;
    });
}

FormDetails details_of(const FilledForm& form) {
    constexpr double guess = 0.5;
    const auto text = [&](std::string_view key) -> std::string {
        const auto* field = form.find(key);
        return field == nullptr || field->evidence.confidence < guess ? std::string{} : field->value;
    };
    FormDetails details{text("family"),      text("given"),        text("profession"),
                        text("phone"),       text("availability"), text("address"),
                        text("description"), text("kind"),         text("only_a_call") == "yes"};
    if (details.family.empty() && details.given.empty()) {
        const auto both = split_name(text("full_name"));
        details.family = both.family;
        details.given = both.given;
    }
    return details;
}

}  // namespace rexflow::engine::reading
