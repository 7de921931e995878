#include "adapters/sqlite/people_table.hpp"

#include "adapters/sqlite/case_table.hpp"
#include "adapters/sqlite/codec.hpp"

namespace rexflow::sqlite::people_table {

namespace {

using engine::CaseId;
using engine::Member;
using engine::Participant;

struct Placed {
    std::int64_t position;
    Participant participant;
};

std::vector<Placed> placed_participants(const Tools& tools, CaseId id) {
    auto found = tools.database.query(
        "SELECT position, role, answered, undeliverable, sealed, identity_key FROM participants "
        "JOIN cases ON cases.id = case_id WHERE case_id = ?1 ORDER BY position");
    found.bind(id);
    std::vector<Placed> all;
    while (found.next()) {
        const auto role = engine::parse_role(found.text(1));
        if (!role) fail_unknown("a participant of case " + std::to_string(id.value));
        const auto clear = open_sealed(tools, engine::KeyId{found.integer(5)}, found.blob(4));
        if (!clear) continue;
        Participant participant;
        participant.role = *role;
        participant.answered = found.integer(2) != 0;
        participant.undeliverable = found.integer(3) != 0;
        decode_private(*clear, participant);
        all.push_back({found.integer(0), std::move(participant)});
    }
    return all;
}

/// Positions of everyone at this address; the address itself is only known to the ciphertext.
std::vector<std::int64_t> positions_of(const Tools& tools, CaseId id, std::string_view address) {
    std::vector<std::int64_t> positions;
    for (const auto& [position, participant] : placed_participants(tools, id))
        if (lower(participant.address) == lower(address)) positions.push_back(position);
    return positions;
}

Member member_of(const Tools& tools, engine::KeyId key, const Query& found) {
    Member member;
    member.id = engine::MemberId{found.integer(0)};
    const auto role = engine::parse_member_role(found.text(2));
    if (!role) fail_unknown("member " + std::to_string(member.id.value));
    member.role = *role;
    member.locale = found.text(3) == "en" ? engine::Locale::en : engine::Locale::fr;
    member.active = found.integer(4) != 0;
    if (const auto clear = open_sealed(tools, key, found.blob(5))) decode_private(*clear, member);
    return member;
}

}  // namespace

std::vector<Participant> participants(const Tools& tools, CaseId id) {
    std::vector<Participant> all;
    for (auto& placed : placed_participants(tools, id)) all.push_back(std::move(placed.participant));
    return all;
}

void add_participant(const Tools& tools, CaseId id, const Participant& participant) {
    const auto role = to_text(participant.role);
    if (participant.role != engine::Role::participants)
        tools.database.run("DELETE FROM participants WHERE case_id = ?1 AND role = ?2", id, role);
    const auto sealed = tools.vault.seal(case_table::identity_key(tools, id), encode_private(participant));
    tools.database.run(
        "INSERT INTO participants SELECT ?1, coalesce(max(position), 0) + 1, ?2, ?3, ?4, ?5 FROM participants "
        "WHERE case_id = ?1",
        id, role, int{participant.answered}, int{participant.undeliverable}, Blob{sealed});
}

void mark_answered(const Tools& tools, CaseId id, std::string_view address) {
    for (const auto position : positions_of(tools, id, address))
        tools.database.run("UPDATE participants SET answered = 1 WHERE case_id = ?1 AND position = ?2", id, position);
}

void mark_undeliverable(const Tools& tools, CaseId id, std::string_view address) {
    for (const auto position : positions_of(tools, id, address))
        tools.database.run("UPDATE participants SET undeliverable = 1 WHERE case_id = ?1 AND position = ?2", id,
                           position);
}

std::vector<Member> members(const Tools& tools) {
    auto found = tools.database.query("SELECT * FROM members ORDER BY id");
    const auto key = system_key(tools);
    std::vector<Member> all;
    while (found.next()) all.push_back(member_of(tools, key, found));
    return all;
}

std::optional<Member> find_member(const Tools& tools, std::string_view address) {
    auto found = tools.database.query("SELECT * FROM members WHERE address_hash = ?1");
    found.bind(Blob{lookup_key(tools.vault, lower(address))});
    return found.next() ? std::optional(member_of(tools, system_key(tools), found)) : std::nullopt;
}

std::optional<Member> find_member(const Tools& tools, engine::MemberId id) {
    auto found = tools.database.query("SELECT * FROM members WHERE id = ?1");
    found.bind(id);
    return found.next() ? std::optional(member_of(tools, system_key(tools), found)) : std::nullopt;
}

engine::MemberId add_member(const Tools& tools, const Member& member) {
    const auto hash = lookup_key(tools.vault, lower(member.address));
    if (tools.database.number("SELECT 1 FROM members WHERE address_hash = ?1", Blob{hash}) != 0)
        throw EnvironmentFailure(
            {engine::Error::Code::already_there, "there is a member with this address", "rexflow member list"});
    const auto sealed = tools.vault.seal(system_key(tools), encode_private(member));
    tools.database.run("INSERT INTO members VALUES (NULL, ?1, ?2, ?3, ?4, ?5)", Blob{hash}, to_text(member.role),
                       member.locale == engine::Locale::en ? "en" : "fr", int{member.active}, Blob{sealed});
    return engine::MemberId{tools.database.last_row_id()};
}

void update_member(const Tools& tools, const Member& member) {
    auto kept = find_member(tools, member.id);
    if (!kept) throw EnvironmentFailure({engine::Error::Code::not_found, "there is no such member", ""});
    kept->name = member.name;
    const auto sealed = tools.vault.seal(system_key(tools), encode_private(*kept));
    tools.database.run("UPDATE members SET role = ?2, locale = ?3, active = ?4, sealed = ?5 WHERE id = ?1", member.id,
                       to_text(member.role), member.locale == engine::Locale::en ? "en" : "fr", int{member.active},
                       Blob{sealed});
}

std::optional<std::string> note(const Tools& tools, std::string_view key) {
    auto found = tools.database.query("SELECT value FROM notes WHERE name = ?1");
    found.bind(key);
    return found.next() ? std::optional<std::string>(found.text(0)) : std::nullopt;
}

void set_note(const Tools& tools, std::string_view key, std::string_view value) {
    tools.database.run("INSERT INTO notes VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", key, value);
}

engine::KeyId system_key(const Tools& tools) {
    return engine::KeyId{tools.database.number("SELECT key_id FROM meta WHERE name = 'system_key'")};
}

}  // namespace rexflow::sqlite::people_table
