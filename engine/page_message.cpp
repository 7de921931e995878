#include "engine/page_message.hpp"

#include "engine/reading/lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace rexflow::engine {

namespace {

/// The first line of every report: without it a text that only looks like one would be read as fields.
constexpr std::string_view first_line = "Signalement par la page publique";

constexpr std::string_view between = " : ";
constexpr std::string_view agreed = "oui";

/// A line of the message, the field it is read as, and what it holds.
struct FieldLine {
    std::string_view label;
    std::string_view key;  ///< of the form fiche_rex
    std::string PageReport::*text;
};
constexpr std::array lines{
    FieldLine{"Nom", "family", &PageReport::family},
    FieldLine{"Prénom", "given", &PageReport::given},
    FieldLine{"Téléphone", "phone", &PageReport::phone},
    FieldLine{"Quand appeler", "availability", &PageReport::availability},
};
constexpr std::string_view only_a_call_label = "Souhaite seulement être rappelé(e)";
constexpr std::string_view only_a_call_key = "only_a_call";

std::string on_one_line(std::string text) {
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < ' ' || c == 127; }, ' ');
    return text;
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::size_t line_length = 76;  // RFC 2045, 6.8
    std::string text;
    std::size_t on_line = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto byte = [&](std::size_t next) {
            return at + next < bytes.size() ? static_cast<unsigned char>(bytes[at + next]) : 0U;
        };
        const auto group = byte(0) << 16U | byte(1) << 8U | byte(2);
        text += digits[group >> 18U & 63U];
        text += digits[group >> 12U & 63U];
        text += at + 1 < bytes.size() ? digits[group >> 6U & 63U] : '=';
        text += at + 2 < bytes.size() ? digits[group & 63U] : '=';
        on_line += 4;
        if (on_line < line_length) continue;
        text += "\r\n";
        on_line = 0;
    }
    return text + "\r\n";
}

/// RFC 5322, 3.3, in UTC.
std::string mail_date(Instant at) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(at - day);
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", days.at(std::chrono::weekday(day).c_encoding()),
                       static_cast<unsigned>(date.day()), months.at(static_cast<unsigned>(date.month()) - 1),
                       static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

std::string message(std::string_view text, std::string_view subject, const PageEnvelope& envelope) {
    const auto reply =
        envelope.in_reply_to.empty() ? std::string{} : fmt::format("In-Reply-To: <{}>\r\n", envelope.in_reply_to);
    return fmt::format(
        "From: Page publique <page-publique@rexflow.invalid>\r\nTo: <{}>\r\nSubject: {}\r\nDate: {}\r\n"
        "Message-ID: <page.{}@{}>\r\n{}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n{}",
        envelope.to, subject, mail_date(envelope.at), envelope.uid, envelope.domain, reply, base64(text));
}

std::optional<reading::FormField> field_in(std::string_view line) {
    const auto field = [&](std::string_view label, std::string_view key) -> std::optional<reading::FormField> {
        if (!line.starts_with(label) || !line.substr(label.size()).starts_with(between)) return std::nullopt;
        const std::string value(line.substr(label.size() + between.size()));
        return reading::FormField{std::string(key), value, {std::string(line), 1.0}};
    };
    for (const auto& known : lines)
        if (auto found = field(known.label, known.key)) return found;
    auto call = field(only_a_call_label, only_a_call_key);
    if (call) call->value = call->value == agreed ? "yes" : "";
    return call;
}

}  // namespace

std::string page_message(const PageReport& report, const PageEnvelope& envelope) {
    std::string text(first_line);
    text += '\n';
    for (const auto& line : lines)
        if (const auto value = on_one_line(report.*line.text); !value.empty())
            text += fmt::format("{}{}{}\n", line.label, between, value);
    if (report.only_a_call) text += fmt::format("{}{}{}\n", only_a_call_label, between, agreed);
    return message(text + "\n" + report.words, first_line, envelope);
}

std::string page_message(std::string_view words, const PageEnvelope& envelope) {
    return message(words, fmt::format("Re: {}", first_line), envelope);
}

std::string_view body_of(std::string_view raw) {
    constexpr std::string_view end_of_header = "\r\n\r\n";
    const auto at = raw.find(end_of_header);
    return at == std::string_view::npos ? std::string_view{} : raw.substr(at + end_of_header.size());
}

InboundEmail meant_by_page(InboundEmail email) {
    email.from.clear();
    email.sender = {};
    email.form.reset();
    std::string_view rest = email.text;
    if (reading::take_line(rest) != first_line) return email;
    reading::FilledForm form{"fiche_rex", {}, {}};
    while (!rest.empty()) {
        const auto line = reading::take_line(rest);
        auto field = field_in(line);
        if (!field) break;
        if (!field->value.empty()) form.fields.push_back(std::move(*field));
    }
    email.text = std::string(rest);
    email.form = std::move(form);
    return email;
}

}  // namespace rexflow::engine
