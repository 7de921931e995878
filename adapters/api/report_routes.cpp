#include "adapters/api/handlers.hpp"
#include "engine/public_reports.hpp"

/// Reports of people without an account, brought by a program such as the CPTS's own site: they go the way of those of
/// the public page, and the program's member learns no more of them than the page shows.
namespace rexflow::api {

namespace {

using engine::Payload;
using engine::PublicReports;
using engine::Sending;
using engine::text_of;

PublicReports reports_of(const ApiParts& parts) {
    return {parts.context, parts.dispatcher, parts.intake, parts.message_reader};
}

/// None: it was taken, now or before.
std::optional<web::Response> refusal(const engine::Result<engine::Sent>& sent) {
    if (!sent) return problem_of(sent.error());
    switch (sent->sending) {
        case Sending::taken:
        case Sending::taken_before:
            return std::nullopt;
        case Sending::is_changed:
            return problem(Trouble::key_used, "this form was used for other words");
        case Sending::too_old:
            return problem(Trouble::invalid_fields, "this form is not one of ours, or older than a day",
                           "GET /report_form gives another");
    }
    return std::nullopt;
}

web::Response unknown_receipt() { return problem(Trouble::not_found, "there is no such receipt"); }

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

}  // namespace

web::Response give_report_form(const ApiParts& parts, const Call& call) {
    return json_answer({{"form", reports_of(parts).form_token(call.now)}});
}

web::Response take_report(const ApiParts& parts, const Call& call) {
    if (!parts.takes_reports)
        return problem(Trouble::refused, "this cell takes no reports here", "the setting web.public_report");
    return with_texts(call, [&](const Payload& texts) {
        const auto text = [&](std::string_view key) { return std::string(text_of(texts, key)); };
        const engine::PageReport report{
            text("family"), text("given"), text("phone"), text("availability"), call.body.value("only_a_call", false),
            text("words")};
        if (const auto troubles = engine::troubles_of(report, parts.context.calendar.region()); !troubles.empty()) {
            auto names = Json::array();
            for (const auto trouble : troubles) names.push_back(to_text(trouble));
            return problem(Trouble::invalid_fields, "the report cannot be taken as it is", {}, {{"troubles", names}});
        }
        const auto sent = reports_of(parts).report(parts.store, text("form"), report, call.now);
        if (auto refused = refusal(sent)) return *refused;
        return json_answer({{"number", sent->number ? Json(sent->number->text()) : Json()},
                            {"receipt", text_or_null(PublicReports::in_groups(sent->code))}},
                           201);
    });
}

web::Response follow_receipt(const ApiParts& parts, const Call& call) {
    const auto found =
        reports_of(parts).follow(parts.store, call.body.at("receipt").get_ref<const std::string&>(), call.now);
    if (!found) return problem_of(found.error());
    if (!*found) return unknown_receipt();
    const auto& state = **found;
    auto lines = Json::array();
    for (const auto& line : state.lines)
        lines.push_back({{"by_cell", line.by_cell}, {"at", engine::to_text(line.at)}, {"text", line.text}});
    return json_answer({{"number", state.number ? Json(state.number->text()) : Json()},
                        {"reported_at", engine::to_text(state.reported_at)},
                        {"state", state.is_at_rest ? "over"
                                  : state.is_taken ? "in_hand"
                                                   : "waits"},
                        {"lines", std::move(lines)}});
}

web::Response reply_to_cell(const ApiParts& parts, const Call& call) {
    return with_texts(call, [&](const Payload& texts) {
        const auto words = text_of(texts, "words");
        if (words.empty() || words.size() > engine::longest_words)
            return problem(Trouble::invalid_fields, words.empty() ? "nothing is said" : "the words are too long");
        const auto sent =
            reports_of(parts).reply(parts.store, text_of(texts, "form"), text_of(texts, "receipt"), words, call.now);
        if (auto refused = refusal(sent)) return *refused;
        return json_answer({{"done", true}});
    });
}

}  // namespace rexflow::api
