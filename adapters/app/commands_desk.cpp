#include "adapters/app/commands.hpp"
#include "adapters/app/named_file.hpp"
#include "engine/case_words.hpp"
#include "engine/directory_import.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"
#include "engine/searching.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using engine::Reader;
using engine::Unit;
using nlohmann::ordered_json;

}  // namespace

Result<void> search(Session& session, const SearchWords& search) {
    std::string words;
    for (const auto& word : search.words) words += word + ' ';
    if (words.empty()) return Err(Error::Code::invalid_input, "nothing to search for", "rexflow search WORDS...");
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().read([&](const Reader& reader) -> Result<void> {
        const auto& registers = reader.registers();
        const auto reach = search.people ? engine::SearchReach::texts_and_people : engine::SearchReach::texts;
        engine::CaseListQuery query;
        query.filter.among = registers.search->find({words, reach, {}, search.limit});
        query.limit = search.limit;
        auto json = ordered_json::array();
        std::vector<std::vector<std::string>> rows;
        const engine::CaseWords words_of(reader, (*installation)->context(), session.language());
        for (const auto& listed : registers.case_lists->page(query, (*installation)->clock().now()).rows) {
            const auto& row = listed.row;
            const auto state = row.states.empty() ? std::string() : row.states.front();
            json.push_back(
                {{"case", row.number.text()}, {"state", state}, {"opened_at", engine::to_text(row.opened_at)}});
            rows.push_back({row.number.text(), state, engine::to_text(row.opened_at), words_of.pilot(row)});
        }
        session.print(json, to_table({"CASE", "STATE", "OPENED", "PILOT"}, rows));
        return {};
    });
}

Result<void> search_rebuild(Session& session) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    const auto filled = engine::rebuild_search((*installation)->store(), (*installation)->context().workflows,
                                               (*installation)->message_reader());
    if (!filled) return Err(filled.error());
    session.print({{"cases", *filled}}, fmt::format("{} cases can be searched", *filled));
    return {};
}

Result<void> directory_import(Session& session, const std::filesystem::path& path, Rehearsal rehearsal) {
    constexpr std::size_t largest_table = std::size_t{16} << 20U;
    const auto bytes = bytes_of(path, largest_table);
    if (!bytes) return Err(bytes.error());
    const auto file = engine::read_directory(*bytes);
    if (!file) return Err(file.error());
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    engine::DirectoryImport done;
    if (rehearsal == Rehearsal::no) {
        auto written = (*installation)->store().write([&](Unit& unit) -> Result<void> {
            done = engine::import_into(*unit.edit_registers().directory, file->professionals);
            return {};
        });
        if (!written) return written;
    }
    auto bad = ordered_json::array();
    std::string text;
    for (const auto& [line, reason] : file->bad) {
        const std::string words(reason.in(session.language()));
        bad.push_back({{"line", line}, {"reason", words}});
        text += fmt::format("{}: {}\n", line, words);
    }
    text += rehearsal == Rehearsal::yes ? fmt::format("{} read, {} bad lines; nothing was imported",
                                                      file->professionals.size(), file->bad.size())
                                        : fmt::format("{} added, {} changed, {} as they were, {} bad lines", done.added,
                                                      done.changed, done.unchanged, file->bad.size());
    session.print({{"read", file->professionals.size()},
                   {"added", done.added},
                   {"changed", done.changed},
                   {"unchanged", done.unchanged},
                   {"bad", bad}},
                  text);
    return {};
}

Result<void> directory_list(Session& session, const DirectoryWords& asked) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().read([&](const Reader& reader) -> Result<void> {
        auto json = ordered_json::array();
        std::vector<std::vector<std::string>> rows;
        for (const auto& professional :
             reader.registers().directory->list({asked.profession, asked.place, asked.words})) {
            json.push_back({{"id", professional.id.value},
                            {"profession", professional.profession},
                            {"place", professional.place},
                            {"name", professional.name},
                            {"phone", professional.phone},
                            {"address", professional.address},
                            {"note", professional.note}});
            rows.push_back({std::to_string(professional.id.value), professional.profession, professional.place,
                            professional.name, professional.phone, professional.address});
        }
        session.print(json, to_table({"ID", "PROFESSION", "PLACE", "NAME", "PHONE", "ADDRESS"}, rows));
        return {};
    });
}

Result<void> directory_remove(Session& session, std::int64_t id) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().write([&](Unit& unit) -> Result<void> {
        if (!unit.edit_registers().directory->remove(engine::ProfessionalId{id}))
            return Err(Error::Code::not_found, "there is no professional of that number",
                       "rexflow directory list shows them");
        session.print({{"id", id}, {"state", "removed"}}, fmt::format("professional {} is gone", id));
        return {};
    });
}

}  // namespace rexflow::app::commands
