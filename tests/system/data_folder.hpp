#pragma once

#include "tests/support/program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace rexflow::testing {

using Arguments = std::vector<std::string>;

/// The statuses the program ends with (README, "Exit status").
enum Status { done = 0, refused = 1, usage = 2, try_again = 75 };

/// A call of the real program.
[[nodiscard]] Words rexflow_words(const Arguments& arguments, std::string input = {});
[[nodiscard]] Ended call_rexflow(const Arguments& arguments, std::string input = {});

/// The same call by way of a shell that does something first, for example "ulimit -f 64".
[[nodiscard]] Words after_shell(const std::string& script, const Words& words);

/// A data folder made by the real program in a temporary folder of its own.
class DataFolder {
public:
    enum class Use { real, simulated };
    explicit DataFolder(Use use);
    /// A copy of a folder nothing works on.
    DataFolder(const DataFolder& other);
    DataFolder& operator=(const DataFolder&) = delete;
    ~DataFolder() = default;

    [[nodiscard]] std::filesystem::path path() const { return scratch_.path() / "data"; }
    /// Beside the data folder, for the test's own files.
    [[nodiscard]] const std::filesystem::path& scratch() const { return scratch_.path(); }

    [[nodiscard]] Words words(Arguments arguments, std::string input = {}) const;
    [[nodiscard]] Ended rexflow(Arguments arguments, std::string input = {}) const;

    /// What a command prints with --json. @throws std::runtime_error with its complaint when it is refused
    [[nodiscard]] nlohmann::json json(Arguments arguments) const;

    /// One call of `intake` for a mail; its line.
    [[nodiscard]] nlohmann::json intake(const std::string& mail) const;

    /// Every later call is made at this moment. Only a simulated folder lets it.
    void set_clock(std::string instant) { clock_ = std::move(instant); }

    void write_settings(const nlohmann::json& settings) const;
    /// Writes a file of the test's own.
    [[nodiscard]] std::string file(const std::string& name, const std::string& text) const;

    /// Changes the database behind the program's back, with its triggers out of the way.
    void tamper(const std::string& script) const;
    /// Asks the database past the program: the first column of the first row, empty when there is none.
    [[nodiscard]] std::string stored(const std::string& question) const;

private:
    TemporaryFolder scratch_;
    std::string clock_;
};

[[nodiscard]] std::string contents_of(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, const std::string& text);

/// Every regular file below a folder, as text.
[[nodiscard]] std::vector<std::string> contents_below(const std::filesystem::path& folder);

/// The value of a header field of a mail, unfolded; empty when it has none.
[[nodiscard]] std::string header_of(const std::string& mail, const std::string& field);

}  // namespace rexflow::testing
