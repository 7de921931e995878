#include "adapters/app/commands.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

using engine::Err;
using engine::Error;
using nlohmann::ordered_json;

Result<void> verify(Session& session) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    const auto troubles = (*installation)->verify();
    auto json = ordered_json::array();
    std::string words;
    for (const auto& trouble : troubles) {
        json.push_back({{"message", trouble.message}, {"hint", trouble.hint}});
        words += trouble.message + (trouble.hint.empty() ? "\n" : "\n    " + trouble.hint + "\n");
    }
    session.print({{"troubles", json}},
                  troubles.empty() ? "all is well: database, chains, and every case equals its replay" : words);
    if (troubles.empty()) return {};
    return Err(Error::Code::history_mismatch, fmt::format("troubles found: {}", troubles.size()));
}

Result<void> backup(Session& session, const std::filesystem::path& file) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    if (auto done = (*installation)->backup(file); !done) return done;
    session.print(
        {{"backup", file.string()}, {"keys", file.string() + ".keys"}},
        fmt::format("data: {}\nkeys: {}.keys (keep it apart, and for a shorter time)", file.string(), file.string()));
    return {};
}

Result<void> restore(Session& session, const std::filesystem::path& file, Rehearsal rehearsal) {
    const auto restored = app::restore(session.options().data, file, rehearsal);
    if (!restored) return Err(restored.error());
    session.print({{"restored", rehearsal == Rehearsal::no}, {"report", *restored}}, *restored);
    return {};
}

}  // namespace rexflow::app::commands
