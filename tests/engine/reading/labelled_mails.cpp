#include "tests/engine/reading/labelled_mails.hpp"

#include "engine/reading/folded.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace rexflow::testing {

namespace {

using engine::Day;
using engine::LocalTime;
using engine::TimeOfDay;
using engine::reading::Window;

constexpr std::array<std::string_view, 7> day_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
const std::set<unsigned> working_days{0, 1, 2, 3, 4};
constexpr std::string_view callable_day = "08:00-20:00";

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

std::vector<std::string> split(std::string_view text, std::string_view separator) {
    std::vector<std::string> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + separator.size());
    }
}

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

std::runtime_error broken(std::string_view what, std::string_view text) {
    return std::runtime_error(fmt::format("{}: '{}'", what, text));
}

Day day_of(const std::string& text) {
    const auto day = engine::parse_day(text);
    if (!day) throw broken("no date", text);
    return *day;
}

TimeOfDay time_of_day(const std::string& text) {
    const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) {
        throw broken("no time of day", text);
    }
    return std::chrono::hours(std::stoi(text.substr(0, 2))) + std::chrono::minutes(std::stoi(text.substr(3)));
}

std::string hours_and_minutes(TimeOfDay at) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(at).count();
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

/// "mon,thu", "mon-thu".
std::set<unsigned> days_of(const std::string& text) {
    std::set<unsigned> days;
    for (const auto& part : split(text, ",")) {
        const auto ends = split(part, "-");
        const auto number = [&](const std::string& name) {
            const auto found = std::find(day_names.begin(), day_names.end(), name);
            if (found == day_names.end()) throw broken("no day of the week", name);
            return static_cast<unsigned>(found - day_names.begin());
        };
        for (auto day = number(ends.front()); day <= number(ends.back()); ++day) days.insert(day);
    }
    return days;
}

/// A window but for its days: windows that share it are one.
struct Hours {
    bool excluded = false;
    std::string date;
    std::string hours{callable_day};
    auto operator<=>(const Hours&) const = default;
};

std::string spelled(const Hours& window, const std::set<unsigned>& days) {
    std::string when = window.date;
    if (when.empty() && (days.empty() || days == working_days)) when = "any";
    if (when.empty()) {
        for (const auto day : days) when += fmt::format("{}{}", when.empty() ? "" : ",", day_names.at(day));
    }
    return fmt::format("{}{}{}", window.excluded ? "not " : "", when,
                       window.hours == callable_day ? "" : " " + window.hours);
}

Hours hours_of(const Window& window) {
    Hours hours{window.excluded, window.date ? engine::to_text(*window.date) : "", std::string(callable_day)};
    if (window.from && window.to) {
        hours.hours = fmt::format("{}-{}", hours_and_minutes(*window.from), hours_and_minutes(*window.to));
    }
    return hours;
}

/// Nothing but a channel or a first day.
bool says_no_hours(const Window& window, const Hours& hours) {
    return (!window.channel.empty() || window.not_before) && window.days.empty() && hours == Hours{};
}

/// Adds labels of one kind; "-" among the alternatives: need not be read, "-" alone: must not be.
void add_label(std::vector<Label>& labels, std::string field, std::vector<std::string> alternatives, bool required) {
    const auto kept = std::remove(alternatives.begin(), alternatives.end(), "-");
    if (kept != alternatives.end()) required = false;
    alternatives.erase(kept, alternatives.end());
    if (!alternatives.empty()) labels.push_back({std::move(field), std::move(alternatives), required});
}

void add_person(std::vector<Label>& labels, const std::string& value, bool required) {
    const auto parts = split(value, " | ");
    if (parts.size() != 4) throw broken("a name is family | given | title | profession", value);
    constexpr std::array<std::string_view, 4> fields{"names", "names", "title", "profession"};
    constexpr std::array<std::string_view, 4> marks{"family ", "given ", "", ""};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto alternatives = split(parts[i], "||");
        for (auto& alternative : alternatives) {
            if (i < 2 && alternative != "-") alternative = engine::reading::fold(alternative);
            if (alternative != "-") alternative.insert(0, marks.at(i));
        }
        add_label(labels, std::string(fields.at(i)), std::move(alternatives), required);
    }
}

void add_windows(std::vector<Label>& labels, const std::string& value, bool required) {
    auto alternatives = split(value, "||");
    for (auto& alternative : alternatives) alternative = canonical_window(alternative);
    add_label(labels, "windows", std::move(alternatives), required);
}

void add_phone(std::vector<Label>& labels, const std::string& value, bool required) {
    const auto is_phone = [](const Label& label) { return label.field == "phones" && label.required; };
    if (required && std::none_of(labels.begin(), labels.end(), is_phone)) {
        add_label(labels, "first phone", {value}, true);
    }
    add_label(labels, "phones", {value}, required);
}

/// "-> field: value", or "~> field: value" for what may be read but need not be.
void add_line(std::vector<Label>& labels, const std::string& line) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> flags{
        {{"urgent", "urgent"}, {"eigs", "eigs"}, {"withdrawal", "withdrawal"}, {"forward", "forward"}}};
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> words{
        {{"request", "request"}, {"kind", "kind"}, {"scope", "scope"}, {"new text ends", "new text"}}};
    const bool required = starts_with(line, "->");
    const auto colon = line.find(':');
    const auto field = trimmed(std::string_view(line).substr(2, colon == std::string::npos ? colon : colon - 2));
    const auto value = colon == std::string::npos ? std::string() : trimmed(std::string_view(line).substr(colon + 1));

    if (field == "name") return add_person(labels, value, required);
    if (field == "phone") return add_phone(labels, value, required);
    if (field == "window") return add_windows(labels, value, required);
    for (const auto& [name, row] : flags) {
        if (field == name && value.empty()) return add_label(labels, std::string(row), {"yes"}, required);
    }
    for (const auto& [name, row] : words) {
        if (field == name && !value.empty()) return add_label(labels, std::string(row), split(value, "||"), required);
    }
    throw broken("no label", line);
}

engine::Mailbox mailbox_of(const std::string& value) {
    const auto open = value.rfind('<');
    if (open == std::string::npos) return {"", value};
    auto name = trimmed(std::string_view(value).substr(0, open));
    name.erase(std::remove(name.begin(), name.end(), '"'), name.end());
    return {name, value.substr(open + 1, value.find('>', open) - open - 1)};
}

engine::Attachment attachment_of(const std::string& file_name) {
    const std::map<std::string, std::string> types{
        {"pdf", "application/pdf"},
        {"odt", "application/vnd.oasis.opendocument.text"},
        {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}};
    return {file_name, types.at(file_name.substr(file_name.rfind('.') + 1)), 40'000};
}

void add_header(LabelledMail& mail, const std::string& line) {
    const auto colon = line.find(':');
    if (colon == std::string::npos) throw broken("no header field", line);
    const auto name = line.substr(0, colon);
    const auto value = trimmed(std::string_view(line).substr(colon + 1));
    if (name == "From") {
        mail.email.from = {mailbox_of(value)};
    } else if (name == "Subject") {
        mail.email.subject = value;
    } else if (name == "Attachment") {
        mail.email.attachments.push_back(attachment_of(value));
    } else if (name == "Date") {
        const auto parts = split(value, " ");
        if (parts.size() != 2) throw broken("no date and time", value);
        mail.circumstances.written_at = LocalTime{day_of(parts[0]), time_of_day(parts[1])};
    } else if (name == "Region") {
        const auto region = engine::parse_region(value);
        if (!region) throw broken("no region", value);
        mail.circumstances.home = *region;
    } else {
        throw broken("no header field", line);
    }
}

/// Reads a file line by line; knows which part of a mail it is in.
class Loader {
public:
    void take(const std::string& line) {
        if (starts_with(line, "== ")) return begin(line);
        if (mails_.empty()) throw broken("text before the first mail", line);
        auto& mail = mails_.back();
        const bool is_label = starts_with(line, "-> ") || starts_with(line, "~> ");
        if (part_ == Part::headers) {
            if (line.empty())
                part_ = Part::body;
            else
                add_header(mail, line);
        } else if (is_label) {
            part_ = Part::labels;
            add_line(mail.labels, line);
        } else if (part_ == Part::body) {
            mail.email.text += line + "\n";
        } else if (!line.empty()) {
            throw broken("text after the labels", line);
        }
    }

    std::vector<LabelledMail> mails() && {
        for (auto& mail : mails_) mail.email.text = trimmed(mail.email.text) + "\n";
        return std::move(mails_);
    }

private:
    enum class Part { headers, body, labels };

    void begin(const std::string& line) {
        auto words = split(line, " ");
        if (words.size() < 3) throw broken("a mail has an id and at least one habit", line);
        mails_.emplace_back();
        mails_.back().id = words[1];
        mails_.back().habits.assign(words.begin() + 2, words.end());
        part_ = Part::headers;
    }

    std::vector<LabelledMail> mails_;
    Part part_ = Part::labels;
};

}  // namespace

std::string canonical_window(const std::string& notation) {
    auto words = split(notation, " ");
    if (words.size() == 2 && words[0] == "via") return notation;
    if (words.size() == 2 && words[0] == "from") return "from " + engine::to_text(day_of(words[1]));
    Hours hours;
    if (words.front() == "not") {
        hours.excluded = true;
        words.erase(words.begin());
    }
    if (words.empty() || words.size() > 2) throw broken("no window", notation);
    std::set<unsigned> days;
    if (words[0].front() == '2') {
        hours.date = engine::to_text(day_of(words[0]));
    } else if (words[0] != "any") {
        days = days_of(words[0]);
    }
    if (words.size() == 2) {
        const auto ends = split(words[1], "-");
        if (ends.size() != 2) throw broken("no window", notation);
        hours.hours =
            fmt::format("{}-{}", hours_and_minutes(time_of_day(ends[0])), hours_and_minutes(time_of_day(ends[1])));
    }
    return spelled(hours, days);
}

std::vector<std::string> canonical_windows(const std::vector<Window>& windows) {
    std::set<std::string> found;
    std::map<Hours, std::set<unsigned>> days_by_hours;
    for (const auto& window : windows) {
        if (!window.channel.empty()) found.insert("via " + window.channel);
        if (window.not_before) found.insert("from " + engine::to_text(*window.not_before));
        const auto hours = hours_of(window);
        if (says_no_hours(window, hours)) continue;
        auto& days = days_by_hours[hours];
        for (const auto day : window.days) days.insert(day.iso_encoding() - 1);
        if (window.days.empty() && !window.date) days.insert(working_days.begin(), working_days.end());
    }
    for (const auto& [hours, days] : days_by_hours) found.insert(spelled(hours, days));
    return {found.begin(), found.end()};
}

std::vector<LabelledMail> load_labelled_mails(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) throw broken("no such file", file.filename().string());
    Loader loader;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        try {
            loader.take(line);
        } catch (const std::exception& error) {
            throw std::runtime_error(fmt::format("{}:{}: {}", file.filename().string(), number, error.what()));
        }
    }
    return std::move(loader).mails();
}

}  // namespace rexflow::testing
