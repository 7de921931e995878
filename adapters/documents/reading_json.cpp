#include "adapters/documents/reading_json.hpp"

#include <nlohmann/json.hpp>

namespace rexflow::documents {

namespace {

using engine::DocumentReading;
using nlohmann::json;

}  // namespace

std::string to_json(const DocumentReading& reading) {
    json whole{{"reason", reading.reason}};
    if (reading.form) {
        auto fields = json::array();
        for (const auto& field : reading.form->fields)
            fields.push_back({{"key", field.key},
                              {"value", field.value},
                              {"sentence", field.evidence.sentence},
                              {"confidence", field.evidence.confidence}});
        whole["form"] = {{"name", reading.form->form}, {"fields", fields}, {"leftovers", reading.form->leftovers}};
    }
    return whole.dump(-1, ' ', false, json::error_handler_t::replace);
}

engine::Result<DocumentReading> reading_from_json(std::string_view text) {
    try {
        const auto whole = json::parse(text);
        DocumentReading reading;
        reading.reason = whole.at("reason").get<std::string>();
        if (!whole.contains("form")) return reading;
        const auto& form = whole.at("form");
        engine::reading::FilledForm filled{form.at("name"), {}, form.at("leftovers")};
        for (const auto& field : form.at("fields"))
            filled.fields.push_back(
                {field.at("key"), field.at("value"), {field.at("sentence"), field.at("confidence")}});
        reading.status = DocumentReading::Status::read;
        reading.form = std::move(filled);
        return reading;
    } catch (const json::exception&) {
        return engine::Err(engine::Error::Code::protocol, "the reading process answered nonsense");
    }
}

}  // namespace rexflow::documents
