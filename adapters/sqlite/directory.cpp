#include "adapters/sqlite/directory.hpp"

#include "adapters/sqlite/codec.hpp"

namespace rexflow::sqlite {

namespace {

using engine::DirectoryChange;
using engine::KeyId;
using engine::Professional;
using engine::ProfessionalId;

std::string encode_private(const Professional& professional) {
    return encode(std::vector{professional.profession, professional.place, professional.name, professional.phone,
                              professional.address, professional.note});
}

Professional professional_of(ProfessionalId id, std::string_view text) {
    auto parts = decode_names(text);
    parts.resize(6);
    return {id,
            std::move(parts[0]),
            std::move(parts[1]),
            std::move(parts[2]),
            std::move(parts[3]),
            std::move(parts[4]),
            std::move(parts[5])};
}

KeyId find_key(const Tools& tools) {
    return KeyId{tools.database.number("SELECT key_id FROM meta WHERE name = 'directory_key'")};
}

KeyId make_key(const Tools& tools) {
    if (const auto key = find_key(tools); key.value != 0) return key;
    const auto key = tools.vault.next_key();
    tools.database.run("INSERT INTO meta (name, key_id) VALUES ('directory_key', ?1)", key);
    return key;
}

std::vector<Professional> all_rows(const Tools& tools, Query& found) {
    const auto key = find_key(tools);
    std::vector<Professional> rows;
    while (found.next())
        if (const auto clear = open_sealed(tools, key, found.blob(1)))
            rows.push_back(professional_of(ProfessionalId{found.integer(0)}, *clear));
    return rows;
}

}  // namespace

std::vector<Professional> SqliteDirectory::list(const engine::DirectoryFilter& filter) const {
    auto found = tools_.database.query("SELECT id, sealed FROM professionals ORDER BY id");
    return engine::chosen(all_rows(tools_, found), filter);
}

std::optional<Professional> SqliteDirectory::find(ProfessionalId id) const {
    auto found = tools_.database.query("SELECT id, sealed FROM professionals WHERE id = ?1");
    auto rows = all_rows(tools_, found.bind(id));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

DirectoryChange SqliteDirectory::put(const Professional& professional) {
    const auto hash = lookup_key(tools_.vault, "professional:" + identity_of(professional));
    const auto key = make_key(tools_);
    const ProfessionalId known{
        tools_.database.number("SELECT id FROM professionals WHERE identity_hash = ?1", Blob{hash})};
    if (known.value == 0) {
        tools_.database.run("INSERT INTO professionals VALUES (NULL, ?1, ?2)", Blob{hash},
                            Blob{tools_.vault.seal(key, encode_private(professional))});
        return DirectoryChange::added;
    }
    auto wanted = professional;
    wanted.id = known;
    if (find(known) == wanted) return DirectoryChange::unchanged;
    tools_.database.run("UPDATE professionals SET sealed = ?2 WHERE id = ?1", known,
                        Blob{tools_.vault.seal(key, encode_private(professional))});
    return DirectoryChange::changed;
}

bool SqliteDirectory::remove(ProfessionalId id) {
    return tools_.database.run("DELETE FROM professionals WHERE id = ?1", id) == 1;
}

}  // namespace rexflow::sqlite
