#include "adapters/web/link_pages.hpp"

#include "adapters/web/asker.hpp"
#include "adapters/web/form.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rexflow::web {

namespace {

using engine::Asked;
using engine::Error;
using engine::Instant;
using engine::LinkState;
using engine::Locale;
using engine::PageData;
using engine::Payload;
using engine::Result;

/// Only digits and the plus sign: what a phone dials.
std::string dialled(std::string_view phone) {
    std::string number;
    std::ranges::copy_if(phone, std::back_inserter(number), [](char c) { return (c >= '0' && c <= '9') || c == '+'; });
    return number;
}

/// The statements a question asks marks for: every choice of its answers' forms the person may fill in.
void add_marks(const engine::Workflow& workflow, const engine::QuestionDescriptor& question, Locale locale,
               PageData& variables) {
    for (const auto& answer : question.answers)
        for (const auto key : answer.fields) {
            const auto* const field = workflow.find_event(answer.event)->find_field(key);
            if (field != nullptr && field->kind == engine::FieldKind::choice)
                variables.add("marks",
                              {{{"key", std::string(key)}, {"label", std::string(field->label.in(locale))}}, {}});
            if (field != nullptr && field->kind == engine::FieldKind::day) variables.values["has_date"] = "yes";
        }
}

}  // namespace

/// "/l/<token>/<answer>"; what is not of this form has no token.
struct LinkPages::Path {
    std::string token;
    std::string suggested;

    explicit Path(std::string_view path) {
        path.remove_prefix(root.size());
        const auto slash = std::min(path.find('/'), path.size());
        token = path.substr(0, slash);
        suggested = path.substr(std::min(slash + 1, path.size()));
        if (suggested.find('/') != std::string::npos) token.clear();
    }
    [[nodiscard]] std::string address() const { return fmt::format("{}{}", root, token); }
};

Response LinkPages::answer(const Request& request) {
    const auto now = parts_.clock.now();
    const Path path(request.path);
    if (unknown_links_.is_braked(request.client, now)) return message(request, 429, "busy");
    if (request.method == "GET" || request.method == "HEAD") return look(request, path, now);
    if (request.method == "POST") return post(request, path, now);
    return {
        405, "text/plain; charset=utf-8", "GET, HEAD and POST are possible here.\n", {{"Allow", "GET, HEAD, POST"}}};
}

Response LinkPages::look(const Request& request, const Path& path, Instant now) {
    const auto asked = find(path, now);
    if (!asked)
        return asked.error().code == Error::Code::not_found ? not_found(request, now)
                                                            : message(request, 503, "trouble");
    if (asked->state != LinkState::open) return state_page(*asked);
    return asked->question->answers.empty() ? telling(request, *asked) : question(*asked, path, now, {}, 200);
}

Response LinkPages::post(const Request& request, const Path& path, Instant now) {
    const auto asked = find(path, now);
    if (!asked)
        return asked.error().code == Error::Code::not_found ? not_found(request, now)
                                                            : message(request, 503, "trouble");
    if (asked->state != LinkState::open) return state_page(*asked);
    if (asked->question->answers.empty())
        return {405, "text/plain; charset=utf-8", "GET and HEAD are possible here.\n", {{"Allow", "GET, HEAD"}}};

    PageData back;
    back.values["action"] = path.address();
    const auto fields = is_form(request) ? parse_form(request.body) : Result<Payload>{};
    if (!fields) return show(400, "again", asked->link.locale, back);
    const bool has_form = parts_.answers.tokens().is_form_token(engine::text_of(*fields, "form"), asked->token_id, now);
    if (!is_from_our_page(request, parts_.context.house.public_url) || !has_form)
        return show(403, "again", asked->link.locale, back);
    return recorded(request, path, *asked, *fields, now);
}

Response LinkPages::recorded(const Request& request, const Path& path, const Asked& asked, const Payload& fields,
                             Instant now) {
    const auto answer = engine::text_of(fields, "answer");
    const auto done = parts_.store.write(
        [&](engine::Unit& unit) { return parts_.answers.record(unit, path.token, answer, fields, now); });
    if (done) {
        auto variables = about(asked, now);
        variables.values[std::string(answer)] = "yes";
        return show(200, "recorded", asked.link.locale, std::move(variables));
    }
    switch (done.error().code) {
        case Error::Code::invalid_input:
            return question(asked, path, now, fields, 422);
        case Error::Code::already_there:
            if (const auto again = find(path, now)) return state_page(*again);
            return message(request, 503, "trouble");
        case Error::Code::refused:
            return show(409, "not_possible", asked.link.locale, about(asked, now));
        default:
            return message(request, 503, "trouble");
    }
}

/// The form again, with what was written in it, after a field that was not understood.
Response LinkPages::question(const Asked& asked, const Path& path, Instant now, const Payload& filled,
                             int status) const {
    auto variables = about(asked, now);
    auto& values = variables.values;
    values["action"] = path.address();
    values["form"] = parts_.answers.tokens().form_token(asked.token_id, now);
    if (status != 200) values["please_check"] = "yes";
    for (const auto& answer : asked.question->answers) {
        if (answer.name == path.suggested) values[fmt::format("suggest_{}", answer.name)] = "yes";
        for (const auto key : answer.fields) values[std::string(key)] = engine::text_of(filled, key);
    }
    values.erase("due");  // a date the person chose is chosen again; the one of the question is set below
    if (asked.due_at && *asked.due_at > now)
        values["due"] = parts_.correspondence.due_in_words(*asked.due_at, asked.link.locale);
    for (const auto& workflow : parts_.context.workflows.all())
        if (workflow->find_question(asked.question->name) == asked.question)
            add_marks(*workflow, *asked.question, asked.link.locale, variables);
    return show(status, fmt::format("ask_{}", asked.question->name), asked.link.locale, std::move(variables));
}

/// Nothing is asked: the cell's words, read by whoever holds the link, as often as they like.
Response LinkPages::telling(const Request& request, const Asked& asked) const {
    std::optional<engine::Told> told;
    const auto done = parts_.store.read([&](const engine::Reader& reader) -> Result<void> {
        auto found = parts_.answers.told(reader, asked);
        if (!found) return engine::Err(found.error());
        told = std::move(*found);
        return {};
    });
    if (!done) return message(request, 503, "trouble");
    auto variables = about(asked, asked.link.issued_at);
    if (told) {
        variables.values["told"] = told->text;
        variables.values["told_at"] = parts_.correspondence.moment_in_words(told->at, asked.link.locale);
    }
    return show(200, fmt::format("tell_{}", asked.question->name), asked.link.locale, std::move(variables));
}

Response LinkPages::state_page(const Asked& asked) const {
    auto variables = about(asked, asked.link.issued_at);
    const auto moment = [&](Instant at) { return parts_.correspondence.moment_in_words(at, asked.link.locale); };
    switch (asked.state) {
        case LinkState::used:
            variables.values["answered_at"] = moment(*asked.link.used_at);
            return show(200, "already_answered", asked.link.locale, std::move(variables));
        case LinkState::expired:
            variables.values["expired_at"] = moment(asked.link.expires_at);
            return show(410, "expired", asked.link.locale, std::move(variables));
        case LinkState::open:
        case LinkState::revoked:
            break;
    }
    return show(410, "revoked", asked.link.locale, std::move(variables));
}

Response LinkPages::not_found(const Request& request, Instant now) {
    unknown_links_.count(request.client, now);
    return message(request, 404, "unknown");
}

Response LinkPages::message(const Request& request, int status, std::string_view page) const {
    auto response = show(status, page, language_of(request, parts_.context.house.locale), {});
    if (status == 429) response.fields.emplace_back("Retry-After", "600");
    if (status == 503) response.fields.emplace_back("Retry-After", "60");
    return response;
}

Response LinkPages::show(int status, std::string_view page, Locale locale, PageData variables) const {
    const auto& house = parts_.context.house;
    variables.values["cpts"] = house.name;
    variables.values["contact_address"] = house.contact_address;
    variables.values["contact_phone"] = house.contact_phone;
    variables.values["contact_call"] = dialled(house.contact_phone);
    auto rendered = parts_.renderer.render(page, locale, variables);
    if (!rendered) return {500, "text/plain; charset=utf-8", "Something went wrong here.\n", {}};
    return {status, "text/html; charset=utf-8", std::move(*rendered), {}};
}

/// A token that is not signed by us costs no look at the store.
Result<Asked> LinkPages::find(const Path& path, Instant now) const {
    if (!parts_.answers.tokens().read(path.token)) return engine::Err(Error::Code::not_found, "no such link");
    std::optional<Asked> asked;
    const auto done = parts_.store.read([&](const engine::Reader& reader) -> Result<void> {
        auto found = parts_.answers.find(reader, path.token, now);
        if (!found) return engine::Err(found.error());
        asked = std::move(*found);
        return {};
    });
    if (!done) return engine::Err(done.error());
    return std::move(*asked);
}

/// `due` while it lies ahead, `planned` whenever there is one.
PageData LinkPages::about(const Asked& asked, Instant now) const {
    PageData variables;
    variables.values["case"] = asked.number.text();
    if (!asked.due_at) return variables;
    const auto in_words = parts_.correspondence.due_in_words(*asked.due_at, asked.link.locale);
    variables.values["planned"] = in_words;
    if (*asked.due_at > now) variables.values["due"] = in_words;
    return variables;
}

}  // namespace rexflow::web
