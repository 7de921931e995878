#pragma once

#include "adapters/app/installation.hpp"
#include "engine/text.hpp"

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace rexflow::app {

/// What the command line says before the command.
struct GlobalOptions {
    std::filesystem::path data;
    bool json = false;
    std::optional<engine::Locale> language;
    std::optional<engine::Instant> clock;
};

/// How a command ends: 0 done, 1 refused with the reason, 2 wrong usage, 75 try again (EX_TEMPFAIL of sysexits).
enum class Exit { done = 0, refused = 1, usage = 2, try_again = 75 };

[[nodiscard]] Exit exit_of(const engine::Error& error);

/// One call of the program: its options, the data folder opened when first needed, and how it speaks.
class Session {
public:
    explicit Session(GlobalOptions options) : options_(std::move(options)) {}

    [[nodiscard]] const GlobalOptions& options() const { return options_; }
    [[nodiscard]] engine::Result<Installation*> installation();

    /// The language of what this call prints: --lang, else the one of the settings, else French.
    [[nodiscard]] engine::Locale language() const;

    /// What a person reads, or with --json its JSON.
    void print(const nlohmann::ordered_json& json, const std::string& text) const;
    void print_line(const std::string& text) const;

    /// On standard error, with the hint; JSON with --json.
    void complain(const engine::Error& error) const;

private:
    GlobalOptions options_;
    std::unique_ptr<Installation> installation_;
};

/// Rows under headings, columns aligned; a column counts characters, not bytes.
[[nodiscard]] std::string to_table(const std::vector<std::string>& headings,
                                   const std::vector<std::vector<std::string>>& rows);

}  // namespace rexflow::app
