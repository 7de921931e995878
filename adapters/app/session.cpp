#include "adapters/app/session.hpp"

#include "engine/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace rexflow::app {

namespace {

using engine::Error;

const char* name_of(Error::Code code) {
    switch (code) {
        case Error::Code::invalid_input:
            return "invalid_input";
        case Error::Code::refused:
            return "refused";
        case Error::Code::not_found:
            return "not_found";
        case Error::Code::already_there:
            return "already_there";
        case Error::Code::no_matching_case:
            return "no_matching_case";
        case Error::Code::unreadable_message:
            return "unreadable_message";
        case Error::Code::history_mismatch:
            return "history_mismatch";
        case Error::Code::broken_chain:
            return "broken_chain";
        case Error::Code::erased:
            return "erased";
        case Error::Code::key_trouble:
            return "key_trouble";
        case Error::Code::newer_database:
            return "newer_database";
        case Error::Code::store_trouble:
            return "store_trouble";
        case Error::Code::configuration:
            return "configuration";
        case Error::Code::connection:
            return "connection";
        case Error::Code::protocol:
            return "protocol";
        case Error::Code::authentication:
            return "authentication";
        case Error::Code::refused_for_now:
            return "refused_for_now";
        case Error::Code::refused_for_good:
            return "refused_for_good";
        case Error::Code::left_behind:
            return "left_behind";
        case Error::Code::busy:
            return "busy";
        case Error::Code::ended:
            return "ended";
    }
    return "";
}

}  // namespace

Exit exit_of(const Error& error) { return error.retryable() ? Exit::try_again : Exit::refused; }

engine::Result<Installation*> Session::installation() {
    if (!installation_) {
        auto opened = Installation::open(options_.data, options_.clock);
        if (!opened) return engine::Err(opened.error());
        installation_ = std::move(*opened);
    }
    return installation_.get();
}

engine::Locale Session::language() const {
    if (options_.language) return *options_.language;
    return installation_ ? installation_->settings().house.locale : engine::Locale::fr;
}

void Session::print(const nlohmann::ordered_json& json, const std::string& text) const {
    print_line(options_.json ? json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) : text);
}

void Session::print_line(const std::string& text) const {
    fmt::print("{}{}", text, text.ends_with('\n') ? "" : "\n");
    std::fflush(stdout);
}

void Session::complain(const Error& error) const {
    if (options_.json) {
        const nlohmann::ordered_json json{
            {"error", name_of(error.code)}, {"message", error.message}, {"hint", error.hint}};
        fmt::print(stderr, "{}\n", json.dump());
        return;
    }
    fmt::print(stderr, "rexflow: {}\n", error.message);
    if (!error.hint.empty()) fmt::print(stderr, "  {}\n", error.hint);
}

std::string to_table(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& heading : headings) widths.push_back(engine::count_characters(heading));
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], engine::count_characters(row[i]));

    const auto line = [&](const std::vector<std::string>& cells) {
        std::string text;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            text += cells[i];
            if (i + 1 < cells.size()) text.append(widths[i] - engine::count_characters(cells[i]) + 2, ' ');
        }
        return text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
    };
    auto table = line(headings);
    for (const auto& row : rows) table += line(row);
    return table;
}

}  // namespace rexflow::app
