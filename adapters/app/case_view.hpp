#pragma once

#include "adapters/app/installation.hpp"
#include "engine/reading/reading.hpp"
#include "engine/text.hpp"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace rexflow::app {

/// A mail with what it says.
struct ReadMail {
    engine::InboundEmail email;
    engine::reading::Reading reading;
};

/// A case as the command line shows it, in JSON and in words. Whoever may run it on the machine is trusted
/// (design.md 5), so names and addresses are there.
struct CaseView {
    const Installation& installation;
    const engine::Reader& reader;
    engine::Locale language;

    [[nodiscard]] nlohmann::ordered_json line(const engine::CaseRow& row) const;
    [[nodiscard]] nlohmann::ordered_json sheet(const engine::CaseRow& row) const;
    /// What the mails say that opened the case, read again from their bytes (docs/adr/0017); none once it is erased.
    [[nodiscard]] std::vector<ReadMail> readings(const engine::CaseRow& row) const;
    [[nodiscard]] engine::Result<nlohmann::ordered_json> history(const engine::CaseRow& row) const;
    [[nodiscard]] engine::Result<nlohmann::ordered_json> actions(const engine::CaseRow& row) const;

    [[nodiscard]] std::string state_label(const engine::CaseRow& row, std::size_t region) const;
    /// "member:3" as the member's address; other actors as they are.
    [[nodiscard]] std::string who(const std::string& actor) const;
    /// A local date and time, for a person.
    [[nodiscard]] std::string when(engine::Instant at) const;
};

[[nodiscard]] std::string sheet_text(const CaseView& view, const nlohmann::ordered_json& sheet);
[[nodiscard]] std::string history_text(const CaseView& view, const nlohmann::ordered_json& history);
[[nodiscard]] std::string actions_text(const CaseView& view, const nlohmann::ordered_json& actions);

}  // namespace rexflow::app
