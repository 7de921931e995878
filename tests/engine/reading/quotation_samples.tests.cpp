#include "engine/reading/quotation.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

/// Pairs of replies and their new text made by others: where ours is another, the reason is here.
namespace {

using rexflow::engine::reading::split_quotation;

struct Disagreement {
    std::string_view mail;
    std::string_view reason;
};

constexpr auto disagreements = std::to_array<Disagreement>({
    {"embedded_email_7.txt", "they keep quoted lines that an answer follows; words of others are not new text to us"},
    {"embedded_email_16.txt", "the same: quoted lines above the answer"},
    {"embedded_email_17.txt", "the same: quoted lines between two answers"},
    {"quote_and_text.txt", "the same: a quoted line above the answer"},
    {"forwarded_message.txt",
     "they keep the mail passed on as if written by the sender; to us it is quoted, is_forward"},
});

constexpr double floor_of_agreement = 0.90;

std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Their new text has no signature; ours keeps it. What stands below one of these is one.
bool begins_signature(std::string_view line) {
    constexpr auto marks = std::to_array<std::string_view>({"Sent from ", "Sendt fra ", "Envoyé depuis "});
    return line == "--" || line == "ᐧ" ||
           std::ranges::any_of(marks, [&](std::string_view mark) { return line.starts_with(mark); });
}

/// Lines without blanks at their ends, to the signature.
std::string comparable(const std::string& text) {
    std::string result;
    std::string blank_lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        auto line = text.substr(at, end - at);
        line.erase(line.find_last_not_of(" \t\r") + 1);
        at = end + 1;
        if (begins_signature(line)) break;
        if (!line.empty() && !result.empty()) result += blank_lines;
        if (!line.empty()) blank_lines.clear();
        result += line;
        blank_lines += '\n';
    }
    return result;
}

std::vector<std::string> mails_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
}

const std::filesystem::path samples = std::filesystem::path(REXFLOW_SHARED_DIR) / "mail-samples";

}  // namespace

TEST_CASE("new text agrees with the pairs of another project but for the listed ones", "[quotation]") {
    const auto folder = samples / "reply-trimmer";
    if (!std::filesystem::exists(folder)) {
        WARN("skipped: " << folder << " is not there");
        return;
    }
    const auto mails = mails_in(folder / "emails");
    std::vector<std::string> different;
    for (const auto& mail : mails)
        if (comparable(split_quotation(content_of(folder / "emails" / mail)).new_text) !=
            comparable(content_of(folder / "trimmed" / mail)))
            different.push_back(mail);

    std::vector<std::string> listed;
    for (const auto& [mail, reason] : disagreements) listed.emplace_back(mail);
    std::ranges::sort(listed);
    CHECK(different == listed);
    REQUIRE(mails.size() == 64);
    const auto agreement = 1 - static_cast<double>(different.size()) / static_cast<double>(mails.size());
    WARN("agreement " << mails.size() - different.size() << " of " << mails.size());
    CHECK(agreement >= floor_of_agreement);
}

TEST_CASE("what is cut holds the mail answered", "[quotation]") {
    const auto folder = samples / "reply-trimmer";
    if (!std::filesystem::exists(folder / "embedded")) {
        WARN("skipped: " << folder << " is not there");
        return;
    }
    const auto unmarked = [](std::string text) {
        std::erase_if(text, [](char c) { return c == '>' || c == ' ' || c == '\n' || c == '\r' || c == '_'; });
        return text;
    };
    for (const auto& mail : mails_in(folder / "embedded")) {
        INFO(mail);
        const auto quoted = unmarked(split_quotation(content_of(folder / "emails" / mail)).quoted_text);
        CHECK(quoted.find(unmarked(content_of(folder / "embedded" / mail))) != std::string::npos);
    }
}
