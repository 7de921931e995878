#include "tests/system/data_folder.hpp"

#include <sqlite3.h>
#include <strings.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace rexflow::testing {

Words rexflow_words(const Arguments& arguments, std::string input) {
    Words words{{REXFLOW_PROGRAM}, std::move(input), {}};
    words.words.insert(words.words.end(), arguments.begin(), arguments.end());
    return words;
}

Ended call_rexflow(const Arguments& arguments, std::string input) {
    return run(rexflow_words(arguments, std::move(input)));
}

Words after_shell(const std::string& script, const Words& words) {
    auto wrapped = words;
    wrapped.words = {"/bin/sh", "-c", script + "\nexec \"$@\"", "sh"};
    wrapped.words.insert(wrapped.words.end(), words.words.begin(), words.words.end());
    return wrapped;
}

DataFolder::DataFolder(Use use) {
    Arguments arguments{"init", path().string()};
    if (use == Use::simulated) arguments.emplace_back("--simulated");
    if (const auto made = call_rexflow(arguments); made.status != done) throw std::runtime_error(made.err);
}

DataFolder::DataFolder(const DataFolder& other) : clock_(other.clock_) {
    std::filesystem::copy(other.path(), path(), std::filesystem::copy_options::recursive);
}

Words DataFolder::words(Arguments arguments, std::string input) const {
    Arguments all{"--data", path().string()};
    if (!clock_.empty()) all.insert(all.end(), {"--clock", clock_});
    all.insert(all.end(), arguments.begin(), arguments.end());
    return rexflow_words(all, std::move(input));
}

Ended DataFolder::rexflow(Arguments arguments, std::string input) const {
    return run(words(std::move(arguments), std::move(input)));
}

nlohmann::json DataFolder::json(Arguments arguments) const {
    arguments.emplace_back("--json");
    const auto ended = rexflow(arguments);
    if (ended.status != done) throw std::runtime_error(arguments.front() + ": " + ended.err);
    return nlohmann::json::parse(ended.out);
}

nlohmann::json DataFolder::intake(const std::string& mail) const {
    const auto ended = rexflow({"intake"}, mail);
    if (ended.status != done) throw std::runtime_error("intake: " + ended.err);
    return nlohmann::json::parse(ended.out);
}

void DataFolder::write_settings(const nlohmann::json& settings) const {
    write_file(path() / "rexflow.json", settings.dump(2));
}

std::string DataFolder::file(const std::string& name, const std::string& text) const {
    write_file(scratch() / name, text);
    return (scratch() / name).string();
}

void DataFolder::tamper(const std::string& script) const {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open((path() / "rexflow.db").c_str(), &opened);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, &sqlite3_close);
    const auto all = "DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted;" + script;
    if (code != SQLITE_OK || sqlite3_exec(database.get(), all.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(database.get()));
}

std::string DataFolder::stored(const std::string& question) const {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open((path() / "rexflow.db").c_str(), &opened);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, &sqlite3_close);
    std::string answer;
    const auto keep_first = [](void* kept, int, char** values, char**) {
        auto& text = *static_cast<std::string*>(kept);
        if (text.empty() && values[0] != nullptr) text = values[0];
        return 0;
    };
    if (code != SQLITE_OK || sqlite3_exec(database.get(), question.c_str(), keep_first, &answer, nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(database.get()));
    return answer;
}

std::string contents_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text << std::flush;
    if (!file) throw std::runtime_error("a file of the test cannot be written");
}

std::vector<std::string> contents_below(const std::filesystem::path& folder) {
    std::vector<std::string> contents;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) contents.push_back(contents_of(entry.path()));
    return contents;
}

std::string header_of(const std::string& mail, const std::string& field) {
    std::istringstream lines(mail);
    std::string value;
    bool is_found = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty()) break;
        const bool continues = line.front() == ' ' || line.front() == '\t';
        if (is_found && !continues) break;
        if (is_found) value += line;
        if (!is_found && line.size() > field.size() && line[field.size()] == ':' &&
            ::strncasecmp(line.c_str(), field.c_str(), field.size()) == 0) {
            is_found = true;
            value = line.substr(field.size() + 1);
        }
    }
    const auto start = value.find_first_not_of(" \t");
    return start == std::string::npos ? "" : value.substr(start);
}

}  // namespace rexflow::testing
