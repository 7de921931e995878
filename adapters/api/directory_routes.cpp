#include "adapters/api/handlers.hpp"
#include "adapters/api/idempotency.hpp"
#include "adapters/api/json_body.hpp"
#include "adapters/cell/whole_number.hpp"
#include "engine/directory_import.hpp"
#include "engine/ports/registers.hpp"

#include <algorithm>
#include <array>
#include <utility>

/// The professionals of the territory.
namespace rexflow::api {

namespace {

using engine::Professional;
using engine::text_of;

constexpr std::array<std::pair<const char*, std::string Professional::*>, 6> members{
    {{"profession", &Professional::profession},
     {"place", &Professional::place},
     {"name", &Professional::name},
     {"phone", &Professional::phone},
     {"address", &Professional::address},
     {"note", &Professional::note}}};

Json json_of(const Professional& professional) {
    Json json{{"id", professional.id.value}};
    for (const auto& [name, member] : members) json[name] = professional.*member;
    return json;
}

Professional professional_in(const Json& body) {
    Professional professional;
    for (const auto& [name, member] : members)
        if (body.contains(name)) professional.*member = body.at(name).get<std::string>();
    return professional;
}

/// The entry as it is kept: who is the same is found by name, profession and place.
web::Response kept(const engine::Reader& reader, const Professional& professional, int status) {
    const auto all = reader.registers().directory->list({professional.profession, professional.place, {}});
    const auto same = std::ranges::find(all, engine::identity_of(professional), engine::identity_of);
    return same == all.end() ? problem(Trouble::unavailable, "the entry was not kept")
                             : json_answer(json_of(*same), status);
}

}  // namespace

web::Response list_directory(const ApiParts& parts, const Call& call) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        auto all = view.reader.registers().directory->list({std::string(text_of(call.query, "profession")),
                                                            std::string(text_of(call.query, "place")),
                                                            std::string(text_of(call.query, "words"))});
        std::ranges::sort(all, {}, &Professional::id);
        return paged(
            call, "professionals", all, [](const auto& row) { return row.id.value; }, json_of);
    });
}

web::Response put_professional(const ApiParts& parts, const Call& call) {
    const auto professional = professional_in(call.body);
    if (const auto trouble = engine::trouble_with(professional))
        return problem(Trouble::invalid_fields, call.in(*trouble));
    return once(parts, call, [&](engine::Unit& unit) {
        unit.edit_registers().directory->put(professional);
        return kept(unit, professional, 201);
    });
}

web::Response change_professional(const ApiParts& parts, const Call& call) {
    const auto professional = professional_in(call.body);
    if (const auto trouble = engine::trouble_with(professional))
        return problem(Trouble::invalid_fields, call.in(*trouble));
    return once(parts, call, [&](engine::Unit& unit) {
        const auto id = cell::id_of<engine::ProfessionalId>(call.parts.front());
        return engine::replace(*unit.edit_registers().directory, id, professional)
                   ? kept(unit, professional, 200)
                   : problem(Trouble::not_found, "the directory has no entry of that number");
    });
}

web::Response remove_professional(const ApiParts& parts, const Call& call) {
    return once(parts, call, [&](engine::Unit& unit) {
        return unit.edit_registers().directory->remove(cell::id_of<engine::ProfessionalId>(call.parts.front()))
                   ? json_answer({{"done", true}})
                   : problem(Trouble::not_found, "the directory has no entry of that number");
    });
}

/// Bad lines are left out and named; with "check" nothing is written.
web::Response import_directory(const ApiParts& parts, const Call& call) {
    const auto bytes = from_base64(call.body.at("file").at("base64").get_ref<const std::string&>());
    const auto file = bytes ? engine::read_directory(*bytes)
                            : engine::Err(engine::Error::Code::invalid_input, "the file is no base64");
    if (!file) return problem(Trouble::invalid_fields, file.error().message, file.error().hint);
    Json json{{"readable", file->professionals.size()},
              {"bad", Json::array()},
              {"added", 0},
              {"changed", 0},
              {"unchanged", 0}};
    for (const auto& bad : file->bad) json["bad"].push_back({{"line", bad.line}, {"reason", call.in(bad.reason)}});
    if (call.body.value("check", false)) return json_answer(json);
    return once(parts, call, [&](engine::Unit& unit) {
        const auto done = engine::import_into(*unit.edit_registers().directory, file->professionals);
        json["added"] = done.added;
        json["changed"] = done.changed;
        json["unchanged"] = done.unchanged;
        return json_answer(json);
    });
}

}  // namespace rexflow::api
