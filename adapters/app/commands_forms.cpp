#include "adapters/app/commands.hpp"
#include "adapters/documents/form_reader.hpp"
#include "adapters/documents/form_writer.hpp"
#include "adapters/documents/reading_host.hpp"
#include "workflows/rex_case/forms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

using engine::DocumentFormat;
using engine::Err;
using engine::Error;
using nlohmann::ordered_json;

constexpr std::array<std::pair<std::string_view, DocumentFormat>, 3> formats{
    {{"pdf", DocumentFormat::pdf}, {"docx", DocumentFormat::docx}, {"odt", DocumentFormat::odt}}};

std::string text(std::string_view words) { return std::string(words); }

}  // namespace

Result<void> forms_list(Session& session) {
    const auto language = session.language();
    auto json = ordered_json::array();
    std::vector<std::vector<std::string>> rows;
    for (const auto& form : rex_case::blank_forms()) {
        std::size_t fields = 0;
        for (const auto& section : form.sections) fields += section.fields.size();
        json.push_back({{"form", form.name}, {"title", form.title.in(language)}, {"fields", fields}});
        rows.push_back({text(form.name), text(form.title.in(language)), std::to_string(fields)});
    }
    session.print(json, to_table({"FORM", "TITLE", "FIELDS"}, rows));
    return {};
}

Result<void> forms_write(Session& session, const FormOrder& order) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    auto house = (*installation)->settings().house;
    house.locale = session.language();
    const auto forms = rex_case::blank_forms();
    const auto form = std::ranges::find(forms, order.form, &engine::reading::BlankForm::name);
    const auto format = std::ranges::find(formats, order.format, &decltype(formats)::value_type::first);
    if (form == forms.end() || format == formats.end())
        return Err(Error::Code::invalid_input, "there is no such form or format", "rexflow forms list shows the forms");
    const auto bytes = documents::FormWriter().write(*form, house, format->second);
    if (!bytes) return Err(bytes.error());
    std::ofstream file(order.output, std::ios::binary);
    if (!(file << *bytes) || !file.flush())
        return Err(Error::Code::store_trouble, "the file cannot be written", order.output.string());
    session.print({{"form", order.form}, {"file", order.output.string()}, {"bytes", bytes->size()}},
                  fmt::format("{} written to {}", order.form, order.output.string()));
    return {};
}

int read_documents() {
    const documents::FormReader reader(rex_case::blank_forms());
    return documents::serve_readings(reader, {});
}

}  // namespace rexflow::app::commands
