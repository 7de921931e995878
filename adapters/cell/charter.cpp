#include "adapters/cell/charter.hpp"

namespace rexflow::cell {

void add_charter(const DeskParts& parts, engine::PageData& variables) {
    const auto& charter = parts.accounts.rules().charter;
    for (const auto& paragraph : charter.paragraphs) variables.add("charter", {{{"paragraph", paragraph}}, {}});
    variables.values["charter_text"] = charter.fingerprint;
    variables.values["charter_language"] = parts.context.house.locale == engine::Locale::fr ? "fr" : "en";
}

CharterForm charter_in(const DeskParts& parts, const engine::Payload& form) {
    if (engine::text_of(form, "charter_text") != parts.accounts.rules().charter.fingerprint)
        return CharterForm::shows_older_text;
    return engine::text_of(form, "accepted") == "yes" ? CharterForm::accepted : CharterForm::not_accepted;
}

}  // namespace rexflow::cell
