#include "adapters/documents/form_sheet.hpp"

namespace rexflow::documents {

namespace {

using engine::Locale;
using engine::Text;
using engine::reading::BlankField;
using engine::reading::Certainty;
using engine::reading::FieldShape;

/// More options than this are offered as a list.
constexpr std::size_t most_boxes = 6;

Widget widget_of(const BlankField& field) {
    switch (field.shape) {
        case FieldShape::long_text:
            return Widget::lines;
        case FieldShape::choice:
            return field.options.size() > most_boxes ? Widget::list : Widget::boxes;
        case FieldShape::choices:
            return Widget::boxes;
        case FieldShape::flag:
            return Widget::box;
        case FieldShape::text:
        case FieldShape::day:
        case FieldShape::phone:
        case FieldShape::address:
            break;
    }
    return Widget::line;
}

SheetField field_of(const BlankField& blank, const std::string& form, Locale locale) {
    SheetField field;
    field.name = form + "." + std::string(blank.key);
    field.label = blank.label.in(locale);
    if (blank.certainty == Certainty::to_confirm) field.label += "\u00A0°";
    field.hint = blank.hint.in(locale);
    field.widget = widget_of(blank);
    field.is_day = blank.shape == FieldShape::day;
    field.is_exclusive = blank.shape == FieldShape::choice;
    for (const auto& option : blank.options)
        field.options.push_back({field.name + "." + std::string(option.value), std::string(option.value),
                                 std::string(option.label.in(locale))});
    return field;
}

std::string send_to(const engine::House& house) {
    const bool french = house.locale == Locale::fr;
    std::string sentence = french ? "À renvoyer à " : "Please send it to ";
    sentence += house.contact_address;
    if (!house.contact_phone.empty())
        sentence += (french ? ". Pour nous parler\u00A0: " : ". To talk to us: ") + house.contact_phone;
    return sentence + ".";
}

}  // namespace

Sheet sheet_of(const engine::reading::BlankForm& form, const engine::House& house) {
    const auto in = [&](const Text& text) { return std::string(text.in(house.locale)); };
    const bool french = house.locale == Locale::fr;
    Sheet sheet;
    sheet.house = house.name;
    sheet.title = in(form.title);
    sheet.introduction = in(form.introduction);
    sheet.reminder = in(form.reminder);
    sheet.ending = in(form.ending);
    if (!house.contact_address.empty()) sheet.send_to = send_to(house);
    sheet.language = french ? "fr-FR" : "en-GB";
    sheet.write_here = french ? "Cliquez ici pour écrire" : "Click here to write";
    sheet.choose_here = french ? "Choisissez un élément" : "Choose an item";
    sheet.page = "Page";
    for (const auto& section : form.sections) {
        SheetSection printed{in(section.title), in(section.guidance), {}};
        for (const auto& field : section.fields)
            if (!field.label.fr.empty())
                printed.fields.push_back(field_of(field, std::string(form.name), house.locale));
        if (!printed.fields.empty()) sheet.sections.push_back(std::move(printed));
    }
    return sheet;
}

}  // namespace rexflow::documents
