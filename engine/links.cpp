#include "engine/links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace rexflow::engine {

namespace {

using namespace std::chrono_literals;

/// Characters of an id, and of a signature (see Nonces and Signer).
constexpr std::size_t part_size = 16;

/// Of letters whose link leads to a page that only tells.
constexpr const char* telling_variable = "link";

/// How long a page may stay open before its form has to be asked for again.
constexpr auto form_lasts = 24h;

const QuestionDescriptor* asked_by(const Workflow& workflow, std::string_view letter) {
    for (const auto& question : workflow.questions())
        if (std::ranges::find(question.letters, letter) != question.letters.end()) return &question;
    return nullptr;
}

bool is_alive(const Reader& reader, CaseId id, std::string_view obligation) {
    const auto live = reader.obligations(id);
    return std::ranges::find(live, obligation, &ObligationRow::obligation) != live.end();
}

template <typename Condition>
void revoke_if(Unit& unit, CaseId id, Instant now, const Condition& condition) {
    for (const auto& link : unit.links_of(id))
        if (condition(link)) unit.revoke_link(link.id, now);
}

}  // namespace

bool is_same_secret(std::string_view one, std::string_view other) {
    if (one.size() != other.size()) return false;
    unsigned difference = 0;
    for (std::size_t at = 0; at < one.size(); ++at)
        difference |= static_cast<unsigned char>(one[at]) ^ static_cast<unsigned char>(other[at]);
    return difference == 0;
}

std::string LinkTokens::token(std::string_view token_id) const {
    return fmt::format("{}{}", token_id, signer_.sign(fmt::format("link:{}", token_id)));
}

std::optional<std::string> LinkTokens::read(std::string_view token) const {
    if (token.size() != 2 * part_size) return std::nullopt;
    const auto token_id = token.substr(0, part_size);
    if (!is_same_secret(token, this->token(token_id))) return std::nullopt;
    return std::string(token_id);
}

std::string LinkTokens::form_token(std::string_view token_id, Instant at) const {
    const auto seconds = at.time_since_epoch().count();
    return fmt::format("{}.{}", seconds, signer_.sign(fmt::format("form:{}:{}", token_id, seconds)));
}

bool LinkTokens::is_form_token(std::string_view text, std::string_view token_id, Instant now) const {
    std::int64_t seconds = 0;
    const auto dot = std::min(text.find('.'), text.size());
    const auto [rest, error] = std::from_chars(text.data(), text.data() + dot, seconds);
    if (error != std::errc{} || rest != text.data() + dot) return false;
    const Instant at{std::chrono::seconds(seconds)};
    return is_same_secret(text, form_token(token_id, at)) && at <= now && now - at <= form_lasts;
}

void Links::offer(Unit& unit, const CaseRow& row, std::string_view letter, const Correspondent& to, Instant now,
                  LetterVariables& variables) const {
    const auto* const workflow = context_.workflows.find(row.workflow);
    if (context_.house.public_url.empty() || workflow == nullptr) return;
    const auto* const question = asked_by(*workflow, letter);
    if (question == nullptr) return;
    if (!question->obligation.empty() && !is_alive(unit, row.id, question->obligation)) return;

    const auto token_id = context_.nonces.next();
    Link link;
    link.case_id = row.id;
    link.question = question->name;
    link.role = question->asked;
    link.address = to.address;
    link.locale = to.locale;
    link.issued_at = now;
    link.expires_at = now + context_.house.links_last;
    unit.add_link(token_id, link);

    const auto address = address_of(token_id);
    if (question->answers.empty()) variables.values[telling_variable] = address;
    for (const auto& answer : question->answers)
        variables.values[std::string(answer.variable)] =
            question->answers.size() == 1 ? address : fmt::format("{}/{}", address, answer.name);
}

std::string Links::address_of(std::string_view token_id) const {
    return fmt::format("{}/l/{}", context_.house.public_url, tokens_.token(token_id));
}

void Links::settle(Unit& unit, const CaseRow& row, const Effects& effects, Instant now) const {
    const auto* const workflow = context_.workflows.find(row.workflow);
    if (workflow == nullptr) return;
    for (const auto& question : workflow->questions()) {
        const bool is_over = std::ranges::find(effects.cleared, question.obligation) != effects.cleared.end();
        const bool is_another =
            question.when_asked_anew == OldLinks::revoked &&
            std::ranges::find(effects.set, question.obligation, &Effects::Set::obligation) != effects.set.end();
        if (is_over || is_another)
            revoke_if(unit, row.id, now, [&](const Link& link) { return link.question == question.name; });
    }
}

void Links::take_back(Unit& unit, CaseId id, Role role, std::string_view present_address, Instant now) const {
    revoke_if(unit, id, now, [&](const Link& link) { return link.role == role && link.address != present_address; });
}

}  // namespace rexflow::engine
