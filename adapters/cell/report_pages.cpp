#include "adapters/cell/report_pages.hpp"

#include "adapters/cell/download.hpp"
#include "adapters/cell/paths.hpp"
#include "engine/deadline.hpp"

#include <algorithm>
#include <array>

namespace rexflow::cell {

namespace {

using engine::PageData;
using engine::Payload;
using engine::Result;
using engine::Sending;
using engine::text_of;

constexpr std::string_view form_name = "form";  ///< the field with the form's own token
constexpr std::string_view trap_name = "website";
constexpr std::string_view code_name = "code";
constexpr std::string_view words_name = "words";

constexpr std::array lines{"family", "given", "phone", "availability"};

struct SheetFile {
    const char* name;
    engine::DocumentFormat format;
    const char* media_type;
};
constexpr std::array sheet_files{
    SheetFile{"fiche-rex.pdf", engine::DocumentFormat::pdf, "application/pdf"},
    SheetFile{"fiche-rex.docx", engine::DocumentFormat::docx,
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    SheetFile{"fiche-rex.odt", engine::DocumentFormat::odt, "application/vnd.oasis.opendocument.text"},
};

engine::PageReport report_in(const Payload& form) {
    const auto text = [&](std::string_view key) { return std::string(text_of(form, key)); };
    return {text("family"),  text("given"), text("phone"), text("availability"), text("only_a_call") == "yes",
            text(words_name)};
}

std::string dialled(std::string_view phone) {
    std::string number;
    std::ranges::copy_if(phone, std::back_inserter(number), [](char c) { return (c >= '0' && c <= '9') || c == '+'; });
    return number;
}

/// Which of a template's notices says why a form was not taken.
std::string_view notice_for(Sending sending) { return sending == Sending::is_changed ? "is_changed" : "too_old"; }

constexpr auto too_many = 429;
constexpr auto not_taken = 422;

}  // namespace

ReportPages::ReportPages(const DeskParts& parts)
    : parts_(parts),
      printer_(parts.context, parts.renderer),
      reports_(parts.context, parts.dispatcher, parts.intake, parts.message_reader),
      correspondence_(parts.context) {
    const auto& page = parts.public_report;
    if (!page.is_open || page.writer == nullptr || page.sheet == nullptr) return;
    for (const auto& file : sheet_files)
        if (auto bytes = page.writer->write(*page.sheet, parts.context.house, file.format))
            sheets_.emplace(file.name, std::move(*bytes));
}

std::vector<Route> ReportPages::routes() const {
    const auto page = [this](std::string_view method, std::string_view pattern, auto handler) {
        return Route{
            method, pattern, Gate::everyone, {}, [this, handler](const Call& call) { return (this->*handler)(call); }};
    };
    std::vector<Route> all{
        page("GET", paths::follow, &ReportPages::ask_code),
        page("POST", paths::follow, &ReportPages::follow),
        page("POST", paths::follow_reply, &ReportPages::reply),
    };
    if (!parts_.public_report.is_open) return all;
    all.push_back(page("GET", paths::declare, &ReportPages::show_form));
    all.push_back(page("POST", paths::declare, &ReportPages::take));
    all.push_back(page("GET", "/declarer/{file}", &ReportPages::send_sheet));
    return all;
}

web::Response ReportPages::show_form(const Call& call) const { return form(200, call, {}); }

web::Response ReportPages::take(const Call& call) const {
    const auto report = report_in(call.form);
    if (!text_of(call.form, trap_name).empty()) return form_again(not_taken, call, "trapped");
    if (const auto troubles = engine::troubles_of(report, parts_.context.calendar.region()); !troubles.empty()) {
        PageData page;
        for (const auto trouble : troubles) page.values[std::string(to_text(trouble))] = "yes";
        page.values["please_check"] = "yes";
        return form(not_taken, call, std::move(page));
    }
    if (!sendings_.admit(call.request.client, call.now)) return form_again(too_many, call, "too_many");
    const auto sent = reports_.report(parts_.store, text_of(call.form, form_name), report, call.now);
    if (!sent) return form_again(503, call, "not_kept");
    if (sent->sending == Sending::taken || sent->sending == Sending::taken_before) return receipt(call, *sent);
    return form_again(not_taken, call, notice_for(sent->sending));
}

/// The form with everything that was typed, and why it was not taken.
web::Response ReportPages::form_again(int status, const Call& call, std::string_view notice) const {
    PageData page;
    page.values[std::string(notice)] = "yes";
    return form(status, call, std::move(page));
}

web::Response ReportPages::form(int status, const Call& call, PageData page) const {
    auto& values = page.values;
    values["form"] = reports_.form_token(call.now);
    for (const auto* const key : lines) values[key] = text_of(call.form, key);
    values["words"] = text_of(call.form, words_name);
    values["only_a_call"] = text_of(call.form, "only_a_call") == "yes" ? "yes" : "";
    for (const auto& file : sheet_files)
        if (sheets_.contains(file.name))
            page.add("sheets", {{{"sheet_address", std::string(paths::declare) + "/" + file.name},
                                 {"sheet_name", std::string(file.name).substr(std::string(file.name).rfind('.') + 1)}},
                                {}});
    values["due"] = first_call_due(call);
    auto response = show(status, "declare", call, std::move(page));
    if (status == too_many || status == 503) response.fields.emplace_back("Retry-After", "600");
    return response;
}

web::Response ReportPages::receipt(const Call& call, const engine::Sent& sent) const {
    PageData page;
    page.values = {{"number", sent.number ? sent.number->text() : ""},
                   {"receipt", engine::PublicReports::in_groups(sent.code)},
                   {"phone", std::string(text_of(call.form, "phone"))},
                   {"due", first_call_due(call)}};
    return show(200, "declared", call, std::move(page));
}

web::Response ReportPages::send_sheet(const Call& call) const {
    const auto bytes = sheets_.find(call.parts.at(0));
    if (bytes == sheets_.end()) return printer_.show(404, "not_found", call.visitor);
    const auto* const file = std::ranges::find(sheet_files, bytes->first, &SheetFile::name);
    auto response = download(bytes->first, bytes->second);
    response.content_type = file->media_type;
    return response;
}

web::Response ReportPages::ask_code(const Call& call) const { return show(200, "follow", call, {}); }

web::Response ReportPages::follow(const Call& call) const { return followed(200, call, {}); }

web::Response ReportPages::reply(const Call& call) const {
    const auto words = text_of(call.form, words_name);
    if (words.empty() || words.size() > engine::longest_words)
        return followed(not_taken, call, words.empty() ? "nothing_said" : "too_long");
    if (!wrong_codes_.is_open(call.request.client, call.now)) return code_again(too_many, call, "too_many");
    if (!sendings_.admit(call.request.client, call.now)) return followed(too_many, call, "too_many");
    const auto sent =
        reports_.reply(parts_.store, text_of(call.form, form_name), text_of(call.form, code_name), words, call.now);
    if (!sent) return followed(sent.error().code == engine::Error::Code::not_found ? not_taken : 503, call, "not_kept");
    if (sent->sending == Sending::taken || sent->sending == Sending::taken_before) return followed(200, call, "taken");
    return followed(not_taken, call, notice_for(sent->sending));
}

/// The page behind a code. What was typed for the cell stays in its box, unless it was taken.
web::Response ReportPages::followed(int status, const Call& call, std::string_view notice) const {
    if (!wrong_codes_.is_open(call.request.client, call.now)) return code_again(too_many, call, "too_many");
    const auto code = engine::PublicReports::read_code(text_of(call.form, code_name));
    const auto found = reports_.follow(parts_.store, code, call.now);
    if (!found) return code_again(503, call, "not_kept");
    if (!*found) {
        static_cast<void>(wrong_codes_.admit(call.request.client, call.now));
        return code_again(not_taken, call, "not_known");
    }
    PageData page;
    const auto& state = **found;
    const bool is_taken = notice == "taken";
    page.values = {{"code", engine::PublicReports::in_groups(code)},
                   {"form", reports_.form_token(call.now)},
                   {"number", state.number ? state.number->text() : ""},
                   {"reported_at", printer_.moment(state.reported_at, call.visitor)},
                   {"in_hand", state.is_taken && !state.is_at_rest ? "yes" : ""},
                   {"waits", !state.is_taken && !state.is_at_rest ? "yes" : ""},
                   {"is_over", state.is_at_rest ? "yes" : ""},
                   {"words", is_taken ? std::string{} : std::string(text_of(call.form, words_name))}};
    if (!notice.empty()) page.values[std::string(notice)] = "yes";
    for (const auto& line : state.lines)
        page.add("lines", {{{"by_cell", line.by_cell ? "yes" : ""},
                            {"line_at", printer_.moment(line.at, call.visitor)},
                            {"line", line.text}},
                           {}});
    return show(status, "followed", call, std::move(page));
}

/// The question for the code once more; words that were on their way are kept.
web::Response ReportPages::code_again(int status, const Call& call, std::string_view notice) const {
    PageData page;
    page.values[std::string(notice)] = "yes";
    page.values["words"] = text_of(call.form, words_name);
    page.values["form"] = reports_.form_token(call.now);
    auto response = show(status, "follow", call, std::move(page));
    if (status == too_many || status == 503) response.fields.emplace_back("Retry-After", "600");
    return response;
}

web::Response ReportPages::show(int status, std::string_view page, const Call& call, PageData data) const {
    const auto& house = parts_.context.house;
    data.values["contact_phone"] = house.contact_phone;
    data.values["contact_call"] = dialled(house.contact_phone);
    return printer_.show(status, page, call.visitor, std::move(data));
}

/// Until when somebody who reports now is called, in words; empty where the policy promises nothing.
std::string ReportPages::first_call_due(const Call& call) const {
    const auto* const rule = parts_.context.policy.find("first_contact");
    if (rule == nullptr || !rule->allowance) return {};
    return correspondence_.due_in_words(engine::due_at(*rule->allowance, call.now, parts_.context.calendar),
                                        call.visitor.locale);
}

}  // namespace rexflow::cell
