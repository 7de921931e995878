#include "engine/bounce.hpp"

#include "engine/classification.hpp"
#include "engine/reading/folded.hpp"
#include "engine/server_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rexflow::engine {

namespace {

constexpr std::size_t looked_at = 16'384;  // bytes of a body: what a server has to say stands in front

/// Where the letter that came back begins in a server's text; folded.
constexpr auto returned_letter_marks = std::to_array<std::string_view>({
    "--- below this line is a copy of the message",
    "--- this is a copy of the message",
    "this is a copy of your message",
    "--- original message",
    "--- returned message",
    "--- unsent message follows",
    "--- message header follows",
    "message headers follow",
    "---------- message transfere",
    "--- the header of the original message",
    "\nreturn-path:",
    "\nreceived: ",
});

std::string_view words_of_the_server(std::string_view folded) {
    auto end = std::min(folded.size(), looked_at);
    for (const auto mark : returned_letter_marks)
        if (const auto found = folded.find(mark); found != std::string_view::npos && found > 0)
            end = std::min(end, found);
    return folded.substr(0, end);
}

Fate fate_of_class(std::string_view status) {
    switch (status.empty() ? ' ' : status.front()) {
        case '2':
            return Fate::delivered;
        case '4':
            return Fate::failed_for_now;
        case '5':
            return Fate::failed_for_good;
        default:
            return Fate::unknown;
    }
}

/// RFC 3464, 2.3.3; what else stands there is decided by the status code.
Fate fate_of(const DeliveryStatus& report, std::string_view status) {
    if (report.action == "delayed") return Fate::delayed;
    if (report.action == "delivered" || report.action == "relayed" || report.action == "expanded")
        return Fate::delivered;
    const auto fate = fate_of_class(status);
    return report.action == "failed" && (fate == Fate::unknown || fate == Fate::delivered) ? Fate::failed_for_now
                                                                                           : fate;
}

/// A status that names no subject ("5.0.0") says less than the server's own answer.
std::string status_of(const DeliveryStatus& report) {
    const auto code = enhanced_code_in(report.status);
    if (!code.empty() && !code.ends_with(".0.0")) return code;
    const auto answer = status_in(reading::fold(report.diagnostic));
    return answer.empty() || (!code.empty() && answer.ends_with(".0.0")) ? code : answer;
}

void read_reports(const std::vector<DeliveryStatus>& reports, Bounce& bounce) {
    for (const auto& report : reports) {
        auto status = status_of(report);
        const auto fate = fate_of(report, status);
        if (fate > bounce.fate || bounce.recipient.empty())
            bounce = {std::move(bounce.letter), report.recipient, std::move(status), std::max(fate, bounce.fate)};
    }
}

constexpr std::string_view marks_of_an_address = ".!#$%&'*+-/=?^_{|}~@";  // RFC 5322, 3.2.3
constexpr std::string_view marks_after_an_address = ".'!?";

bool is_in_address(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || marks_of_an_address.find(c) != std::string_view::npos;
}

bool is_of_the_bounce_itself(std::string_view address, const InboundEmail& email) {
    const auto is_it = [&](std::string_view known) { return reading::fold(known) == address; };
    return std::ranges::any_of(email.recipients, is_it) ||
           std::ranges::any_of(email.from, [&](const Mailbox& from) { return is_it(from.address); });
}

/// The first address in a text that is not one of ours or the server's own.
std::string recipient_in(std::string_view text, const InboundEmail& email) {
    for (auto sign = text.find('@'); sign != std::string_view::npos; sign = text.find('@', sign + 1)) {
        auto begin = sign;
        while (begin > 0 && is_in_address(text[begin - 1])) --begin;
        auto end = sign;
        while (end < text.size() && is_in_address(text[end])) ++end;
        while (end > sign && marks_after_an_address.find(text[end - 1]) != std::string_view::npos) --end;
        const auto address = text.substr(begin, end - begin);
        if (is_usable_address(address) && !is_of_the_bounce_itself(address, email)) return std::string(address);
    }
    return {};
}

/// What a server says in its own words fills what the report leaves open.
void read_words(std::string_view words, const std::string& subject, Bounce& bounce) {
    if (!bounce.status.empty() && !bounce.status.ends_with(".0.0")) return;
    auto status = status_in(words);
    if (status.empty() || status.ends_with(".0.0"))
        if (auto of_subject = status_in(subject); !of_subject.empty()) status = std::move(of_subject);
    if (status.empty() || (!bounce.status.empty() && status.ends_with(".0.0"))) return;
    if (!bounce.status.empty()) status[0] = bounce.status[0];
    bounce.status = std::move(status);
    if (bounce.fate == Fate::unknown) bounce.fate = fate_of_class(bounce.status);
}

std::string letter_of(const InboundEmail& email, const Tokens& tokens) {
    for (const auto& recipient : email.recipients)
        if (auto letter = tokens.read_return_path(recipient)) return *letter;
    auto named = failed_message_id(email);
    if (tokens.read_message_id(named)) return named;
    if (tokens.read_message_id(email.in_reply_to)) return email.in_reply_to;
    for (const auto& reference : email.references)
        if (tokens.read_message_id(reference)) return reference;
    return named;
}

}  // namespace

Bounce read_bounce(const InboundEmail& email, const Tokens& tokens) {
    const auto text = reading::fold(email.text);
    const auto subject = reading::fold(email.subject);
    const auto words = words_of_the_server(text);
    Bounce bounce;
    bounce.letter = letter_of(email, tokens);
    read_reports(email.delivery_statuses, bounce);
    if (bounce.recipient.empty()) bounce.recipient = recipient_in(words, email);
    read_words(words, subject, bounce);
    const bool may_be_a_warning = bounce.fate == Fate::unknown || bounce.fate == Fate::failed_for_now;
    if (email.delivery_statuses.empty() && may_be_a_warning && (says_delayed(subject) || says_delayed(words)))
        bounce.fate = Fate::delayed;
    return bounce;
}

}  // namespace rexflow::engine
