#include "engine/public_reports.hpp"

#include "engine/ports/receipts.hpp"
#include "engine/ports/registers.hpp"
#include "engine/reading/phone.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::engine {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t nonce_length = 16;  // of Nonces: 80 bits

/// Twenty-five digits are 83 bits, and every language can dictate them.
constexpr int groups = 5;
constexpr std::size_t group_length = 5;

/// A second click, or a page that got lost on its way, still shows the code; later nothing does.
constexpr auto shown_again_within = 10min;

constexpr std::string_view left = "answer_left";
constexpr std::string_view told = "feedback_given";
constexpr std::string_view written = "message_received";
constexpr std::string_view read_event = "answers_read";

/// Five digits of a signature of 80 bits.
std::string digits_of(std::string_view signature) {
    constexpr unsigned base = 32;
    constexpr unsigned most = 100'000;
    unsigned value = 0;
    for (const char c : signature) {
        const unsigned digit = c >= 'a' && c <= 'z'   ? static_cast<unsigned>(c - 'a')
                               : c >= '2' && c <= '7' ? static_cast<unsigned>(c - '2') + 26
                                                      : 0;
        value = (value * base + digit) % most;
    }
    return fmt::format("{:05}", value);
}

bool is_for_the_reader(const Event& event) {
    return event.type == left || (event.type == told && text_of(event.payload, "by") == "receipt");
}

Error unknown_code() { return {Error::Code::not_found, "there is no such receipt", {}}; }

std::optional<StoredMessage> find_reported(const Reader& reader, std::string_view code) {
    const auto id = code.empty() ? std::nullopt : reader.registers().receipts->find(code);
    return id ? reader.find_message(*id) : std::nullopt;
}

std::optional<CaseRow> case_of(const Reader& reader, const StoredMessage& message) {
    return message.case_id ? reader.find_case(*message.case_id) : std::nullopt;
}

}  // namespace

std::string_view to_text(ReportTrouble trouble) {
    switch (trouble) {
        case ReportTrouble::too_long:
            return "too_long";
        case ReportTrouble::phone_trouble:
            return "phone_trouble";
        case ReportTrouble::phone_needed:
            return "phone_needed";
        case ReportTrouble::nothing_said:
            return "nothing_said";
    }
    return {};
}

std::vector<ReportTrouble> troubles_of(const PageReport& report, Region home) {
    constexpr std::size_t longest_line = 200;
    std::vector<ReportTrouble> troubles;
    const bool is_too_long =
        report.words.size() > longest_words || std::max({report.family.size(), report.given.size(), report.phone.size(),
                                                         report.availability.size()}) > longest_line;
    if (is_too_long) troubles.push_back(ReportTrouble::too_long);
    if (!report.phone.empty() && !reading::parse_phone(report.phone, home))
        troubles.push_back(ReportTrouble::phone_trouble);
    if (report.only_a_call && report.phone.empty()) troubles.push_back(ReportTrouble::phone_needed);
    if (!report.only_a_call && report.phone.empty() && report.words.empty())
        troubles.push_back(ReportTrouble::nothing_said);
    return troubles;
}

/// A message on its way into the store.
struct PublicReports::Arrival {
    std::string uid;
    std::string raw;
    std::string code;  ///< given out for it; empty for a reply
};

std::string PublicReports::form_token(Instant now) const {
    const auto nonce = context_.nonces.next();
    return fmt::format("{}.{}", nonce, form_tokens_.form_token("page:" + nonce, now));
}

std::optional<std::string> PublicReports::nonce_of(std::string_view token, Instant now) const {
    if (token.size() <= nonce_length || token[nonce_length] != '.') return std::nullopt;
    std::string nonce(token.substr(0, nonce_length));
    if (!form_tokens_.is_form_token(token.substr(nonce_length + 1), "page:" + nonce, now)) return std::nullopt;
    return nonce;
}

/// Made of the form's own secret, which is kept nowhere: a form that is sent twice gets the same code.
std::string PublicReports::code_of(std::string_view nonce) const {
    std::string code;
    for (int group = 0; group < groups; ++group)
        code += digits_of(context_.signer.sign(fmt::format("receipt:{}:{}", group, nonce)));
    return code;
}

PageEnvelope PublicReports::envelope(std::string_view nonce, Instant now) const {
    return {context_.signer.sign(fmt::format("page:{}", nonce)),
            context_.house.contact_address,
            context_.house.mail_domain,
            {},
            now};
}

Result<Sent> PublicReports::report(Store& store, std::string_view token, const PageReport& report, Instant now) const {
    const auto nonce = nonce_of(token, now);
    if (!nonce) return Sent{};
    const auto outside = envelope(*nonce, now);
    return take(store, {outside.uid, page_message(report, outside), code_of(*nonce)}, now);
}

Result<Sent> PublicReports::take(Store& store, const Arrival& arrival, Instant now) const {
    Sent sent;
    MessageId id;
    const auto stored = store.write([&](Unit& unit) -> Result<void> {
        const Origin origin{std::string(page_source), arrival.uid};
        if (const auto before = unit.find_message(origin)) {
            const auto raw = unit.raw(before->id);
            if (!raw || body_of(*raw) != body_of(arrival.raw)) {
                sent.sending = Sending::is_changed;
                return {};
            }
            sent.sending = Sending::taken_before;
            if (const auto row = case_of(unit, *before)) sent.number = row->number;
            if (now - before->received_at <= shown_again_within) sent.code = arrival.code;
            return {};
        }
        id = unit.add_message(origin, arrival.raw, now);
        if (!arrival.code.empty()) unit.edit_registers().receipts->add(arrival.code, id, now);
        sent.sending = Sending::taken;
        sent.code = arrival.code;
        return {};
    });
    if (!stored) return Err(stored.error());
    if (sent.sending == Sending::taken) sent.number = understand(store, id, arrival.raw, now);
    return sent;
}

/// What goes wrong here is tried again by the loop that takes in what an earlier run left.
std::optional<CaseNumber> PublicReports::understand(Store& store, MessageId id, std::string_view raw,
                                                    Instant now) const {
    const auto read = intake_.read(message_reader_, raw, now);
    std::optional<CaseNumber> number;
    const auto done = store.write([&](Unit& unit) -> Result<void> {
        number = intake_.understand(unit, id, read, now).number;
        return {};
    });
    return done ? number : std::nullopt;
}

Result<std::optional<Followed>> PublicReports::follow(Store& store, std::string_view typed, Instant now) const {
    const auto code = read_code(typed);
    std::optional<StoredMessage> message;
    const auto looked = store.read([&](const Reader& reader) -> Result<void> {
        message = find_reported(reader, code);
        return {};
    });
    if (!looked) return Err(looked.error());
    std::optional<Followed> followed;
    if (!message) return followed;
    const auto done = store.write([&](Unit& unit) { return look(unit, *message, followed, now); });
    if (!done) return Err(done.error());
    return followed;
}

/// What is shown and what counts as read are the same entries: one transaction.
Result<void> PublicReports::look(Unit& unit, const StoredMessage& message, std::optional<Followed>& followed,
                                 Instant now) const {
    followed = Followed{.reported_at = message.received_at};
    const auto row = case_of(unit, message);
    const auto* const workflow = row ? context_.workflows.find(row->workflow) : nullptr;
    if (workflow == nullptr) return {};
    History history;
    const auto situation = dispatcher_.load(unit, *row, history);
    if (!situation) return Err(situation.error());
    followed->number = row->number;
    followed->is_taken = row->pilot.has_value();
    followed->is_at_rest = row->at_rest;
    add_lines(unit, *row, history, *followed);
    const auto offers = workflow->allowed(history);
    const bool is_news = std::ranges::any_of(
        offers, [](const Offer& offer) { return offer.event->name == read_event && offer.possible; });
    if (!is_news) return {};
    const auto handled =
        dispatcher_.handle(unit, *row, {std::string(read_event), {}, now, Actor::reporter()}, {now, {}});
    return handled ? Result<void>{} : Err(handled.error());
}

void PublicReports::add_lines(const Reader& reader, const CaseRow& row, const History& history,
                              Followed& followed) const {
    for (const auto& entry : history) {
        const auto& event = entry.event;
        const bool by_reporter = event.type == written && event.actor == Actor::reporter();
        if (!by_reporter && !is_for_the_reader(event)) continue;
        const auto sealed = text_of(event.payload, "text");
        followed.lines.push_back(
            {!by_reporter, event.occurred_at, sealed.empty() ? "" : reader.unseal(row.id, sealed).value_or("")});
    }
}

Result<Sent> PublicReports::reply(Store& store, std::string_view token, std::string_view typed, std::string_view words,
                                  Instant now) const {
    const auto code = read_code(typed);
    std::optional<CaseRow> row;
    const auto looked = store.read([&](const Reader& reader) -> Result<void> {
        if (const auto message = find_reported(reader, code)) row = case_of(reader, *message);
        return {};
    });
    if (!looked) return Err(looked.error());
    if (!row) return Err(unknown_code());
    const auto nonce = nonce_of(token, now);
    if (!nonce) return Sent{};
    auto outside = envelope(*nonce, now);
    outside.in_reply_to = tokens_.message_id(row->id, *nonce);
    return take(store, {outside.uid, page_message(words, outside), {}}, now);
}

std::string PublicReports::in_groups(std::string_view code) {
    std::string text;
    for (std::size_t at = 0; at < code.size(); at += group_length) {
        if (at > 0) text += ' ';
        text += code.substr(at, group_length);
    }
    return text;
}

std::string PublicReports::read_code(std::string_view typed) {
    std::string code;
    for (const char c : typed)
        if (c >= '0' && c <= '9') code += c;
    return code.size() == groups * group_length ? code : std::string{};
}

}  // namespace rexflow::engine
