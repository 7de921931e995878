#include "adapters/documents/pdf_reader.hpp"

#include "adapters/documents/page_text.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFAcroFormDocumentHelper.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>

namespace rexflow::documents {

namespace {

using engine::reading::Control;

constexpr std::size_t most_fields = 2'000;

using Pages = std::vector<std::vector<Word>>;

std::string text_of(QPDFObjectHandle object) {
    if (object.isString()) return object.getUTF8Value();
    if (object.isName()) return object.getName().substr(1);
    if (object.isStream()) {
        const auto data = object.getStreamData(qpdf_dl_generalized);
        return {reinterpret_cast<const char*>(data->getBuffer()), data->getSize()};
    }
    if (!object.isArray()) return {};
    std::string list;
    for (auto& item : object.getArrayAsVector())
        list += (list.empty() ? "" : ", ") + (item.isString() ? item.getUTF8Value() : "");
    return list;
}

/// "1", "Yes", "Choix3": the state of a box that says nothing.
bool says_nothing(std::string_view state) {
    std::string letters;
    for (const char c : state)
        if (std::isalpha(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80U) != 0)
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    static const std::set<std::string, std::less<>> generic{"",  "yes",  "on",      "choix", "choice",
                                                            "x", "true", "checked", "option"};
    return generic.contains(letters);
}

/// A field of a form on a page.
class FormFields {
public:
    FormFields(QPDF& pdf, const Pages& pages) : forms_(pdf), pages_(pages) {
        int number = 0;
        for (auto& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
            const auto box = page.getCropBox(false).isRectangle() ? page.getCropBox(false).getArrayAsRectangle()
                                                                  : QPDFObjectHandle::Rectangle(0, 0, 612, 792);
            for (auto& annotation : page.getAnnotations()) {
                places_[annotation.getObjectHandle().getObjGen()] = {number, place_in(annotation.getRect(), box)};
                if (annotation.getSubtype() == "/FreeText") keep_typed(annotation, number);
            }
            ++number;
        }
    }

    /// Text somebody typed onto pages, as words of the page.
    [[nodiscard]] const std::vector<std::pair<int, Word>>& typed() const { return typed_; }

    [[nodiscard]] std::vector<Control> controls() {
        std::vector<Control> found;
        for (auto& [field, widgets] : fields()) {
            if (found.size() == most_fields) break;
            if (auto control = control_of(field, widgets)) found.push_back(std::move(*control));
        }
        return found;
    }

    [[nodiscard]] static bool has_xfa(QPDF& pdf) {
        auto form = pdf.getRoot().getKey("/AcroForm");
        return form.isDictionary() && form.hasKey("/XFA");
    }

private:
    struct OnPage {
        int page = 0;
        Place place;
    };

    [[nodiscard]] static Place place_in(const QPDFObjectHandle::Rectangle& rectangle,
                                        const QPDFObjectHandle::Rectangle& page) {
        return {rectangle.llx - page.llx, page.ury - rectangle.ury, rectangle.urx - page.llx, page.ury - rectangle.lly};
    }

    void keep_typed(QPDFAnnotationObjectHelper& annotation, int page) {
        auto contents = annotation.getObjectHandle().getKey("/Contents");
        if (!contents.isString()) return;
        auto place = places_[annotation.getObjectHandle().getObjGen()].place;
        constexpr double line = 14;  // its text begins at the top, however high it is
        place.bottom = std::min(place.bottom, place.top + line);
        typed_.push_back({page, {contents.getUTF8Value(), place}});
    }

    [[nodiscard]] std::string around(QPDFAnnotationObjectHelper& widget,
                                     std::string (*side)(const std::vector<Word>&, const Place&)) {
        const auto found = places_.find(widget.getObjectHandle().getObjGen());
        if (found == places_.end() || static_cast<std::size_t>(found->second.page) >= pages_.size()) return {};
        return side(pages_[static_cast<std::size_t>(found->second.page)], found->second.place);
    }

    using Widgets = std::vector<QPDFAnnotationObjectHelper>;

    /// Each field with its places on pages. What has no name of its own is one of several places of its parent.
    [[nodiscard]] std::vector<std::pair<QPDFFormFieldObjectHelper, Widgets>> fields() {
        std::vector<std::pair<QPDFFormFieldObjectHelper, Widgets>> found;
        std::map<QPDFObjGen, std::size_t> known;
        if (!forms_.hasAcroForm()) return found;
        for (auto& field : forms_.getFormFields()) {
            auto owner = field.getObjectHandle();
            if (!owner.hasKey("/T") && owner.getKey("/Parent").isDictionary()) owner = owner.getKey("/Parent");
            const auto [at, is_new] = known.try_emplace(owner.getObjGen(), found.size());
            if (is_new) found.emplace_back(QPDFFormFieldObjectHelper(owner), Widgets{});
            for (auto& widget : forms_.getAnnotationsForField(field)) found[at->second].second.push_back(widget);
        }
        return found;
    }

    [[nodiscard]] std::optional<Control> control_of(QPDFFormFieldObjectHelper& field, Widgets& widgets) {
        Control control;
        control.name = field.getFullyQualifiedName();
        control.label = text_of(field.getInheritableFieldValue("/TU"));
        const auto type = field.getFieldType();
        if (type == "/Btn") {
            if (field.isPushbutton()) return std::nullopt;
            return widgets.size() > 1 ? group(control, field, widgets) : box(control, field, widgets);
        }
        if (type != "/Tx" && type != "/Ch") return std::nullopt;
        control.value = text_of(field.getInheritableFieldValue("/V"));
        if (!widgets.empty()) control.beside = around(widgets.front(), text_before);
        return control;
    }

    [[nodiscard]] std::optional<Control> box(Control control, QPDFFormFieldObjectHelper& field, Widgets& widgets) {
        control.kind = Control::Kind::box;
        auto value = field.getInheritableFieldValue("/V");
        const auto state = widgets.empty() ? std::string{} : widgets.front().getAppearanceState();
        control.is_on = value.isName() ? value.getName() != "/Off" : !state.empty() && state != "/Off";
        if (!widgets.empty()) control.beside = around(widgets.front(), text_after);
        return control;
    }

    /// Radio buttons, and boxes that share a name: one answer.
    [[nodiscard]] std::optional<Control> group(Control control, QPDFFormFieldObjectHelper& field, Widgets& widgets) {
        auto value = field.getInheritableFieldValue("/V");
        control.beside = around(widgets.front(), text_before);
        for (auto& widget : widgets) {
            const auto state = widget.getAppearanceState();
            const bool is_on = !state.empty() && state != "/Off" && (!value.isName() || value.getName() == state);
            if (!is_on) continue;
            control.value = state.substr(1);
            if (says_nothing(control.value)) control.value = around(widget, text_after);
        }
        if (control.value.empty() && value.isName() && value.getName() != "/Off")
            control.value = value.getName().substr(1);
        return control;
    }

    QPDFAcroFormDocumentHelper forms_;
    const Pages& pages_;
    std::map<QPDFObjGen, OnPage> places_;
    std::vector<std::pair<int, Word>> typed_;
};

OrRefusal<void> read_fields(std::string_view bytes, Pages& pages, PdfContent& content) {
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("attachment", bytes.data(), bytes.size());
        FormFields fields(pdf, pages);
        content.document.controls = fields.controls();
        content.is_xfa = FormFields::has_xfa(pdf);
        for (const auto& [page, word] : fields.typed()) {
            if (static_cast<std::size_t>(page) >= pages.size()) continue;
            auto& words = pages[static_cast<std::size_t>(page)];
            const bool is_there = std::ranges::any_of(words, [&word = word](const Word& one) {
                return word.text.find(one.text) != std::string::npos && one.place.left >= word.place.left - 2 &&
                       one.place.right <= word.place.right + 2 && one.place.top >= word.place.top - 2;
            });
            if (!is_there) words.push_back(word);
        }
        return {};
    } catch (const QPDFExc& failure) {
        return refuse(failure.getErrorCode() == qpdf_e_password ? "encrypted" : "damaged");
    } catch (const std::exception&) {
        return refuse("damaged");
    }
}

}  // namespace

OrRefusal<PdfContent> read_pdf(std::string_view bytes) {
    PdfContent content;
    auto pages = read_pages(bytes);
    const auto fields = read_fields(bytes, pages, content);
    std::size_t words = 0;
    for (const auto& page : pages) words += page.size();
    if (!fields && words == 0) return engine::Err(fields.error());
    for (auto& page : pages)
        for (auto& row : rows_of(std::move(page))) content.document.rows.push_back(std::move(row));
    const bool has_values = std::ranges::any_of(content.document.controls,
                                                [](const Control& one) { return one.is_on || !one.value.empty(); });
    constexpr std::size_t few_words = 5;  // a scanner's own stamp
    content.is_picture = words < few_words && !has_values;
    return content;
}

}  // namespace rexflow::documents
