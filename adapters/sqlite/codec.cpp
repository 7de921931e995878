#include "adapters/sqlite/codec.hpp"

#include "adapters/sqlite/json.hpp"

namespace rexflow::sqlite {

namespace {

using Strings = std::map<std::string, std::string, std::less<>>;

void write(JsonWriter& json, const Strings& strings) {
    json.open('{');
    for (const auto& [name, text] : strings) json.key(name).value(text);
    json.close('}');
}

Strings read_strings(JsonCursor& json) {
    Strings strings;
    json.open('{');
    while (json.more('}')) {
        auto name = json.key();
        strings.insert_or_assign(strings.end(), std::move(name), json.string());
    }
    return strings;
}

void write(JsonWriter& json, const std::vector<std::string>& names) {
    json.open('[');
    for (const auto& name : names) json.value(name);
    json.close(']');
}

std::vector<std::string> read_names(JsonCursor& json) {
    std::vector<std::string> names;
    json.open('[');
    while (json.more(']')) names.push_back(json.string());
    return names;
}

void write(JsonWriter& json, const engine::LetterVariables& variables) {
    write(json, variables.values);
    json.open('{');
    for (const auto& [name, lines] : variables.lists) {
        json.key(name).open('[');
        for (const auto& line : lines) write(json, line);
        json.close(']');
    }
    json.close('}');
}

std::vector<Strings> read_lines(JsonCursor& json) {
    std::vector<Strings> lines;
    json.open('[');
    while (json.more(']')) lines.push_back(read_strings(json));
    return lines;
}

engine::LetterVariables read_variables(JsonCursor& json) {
    engine::LetterVariables variables;
    variables.values = read_strings(json);
    json.next();
    json.open('{');
    while (json.more('}')) {
        auto name = json.key();
        variables.lists.insert_or_assign(std::move(name), read_lines(json));
    }
    return variables;
}

engine::Effects::Set read_set(JsonCursor& json) {
    engine::Effects::Set set;
    json.open('[');
    set.obligation = json.next_string();
    set.rule = json.next_string();
    set.started_at = json.next_instant();
    set.due_at = json.next_instant();
    json.close(']');
    return set;
}

engine::Effects::Letter read_letter(JsonCursor& json) {
    engine::Effects::Letter letter;
    json.open('[');
    letter.letter = json.next_string();
    letter.to = json.next_string();
    letter.message_id = json.next_string();
    json.close(']');
    return letter;
}

}  // namespace

std::string encode(const engine::Payload& payload) {
    JsonWriter json;
    write(json, payload);
    return json.take();
}

engine::Payload decode_payload(std::string_view text) {
    JsonCursor json(text);
    auto payload = read_strings(json);
    json.end();
    return payload;
}

/// [policy version, [set...], [cleared...], [letters...]]
std::string encode(const engine::Effects& effects) {
    JsonWriter json;
    json.open('[').value(effects.policy_version).open('[');
    for (const auto& set : effects.set)
        json.open('[').value(set.obligation).value(set.rule).value(set.started_at).value(set.due_at).close(']');
    json.close(']');
    write(json, effects.cleared);
    json.open('[');
    for (const auto& letter : effects.letters)
        json.open('[').value(letter.letter).value(letter.to).value(letter.message_id).close(']');
    json.close(']').close(']');
    return json.take();
}

engine::Effects decode_effects(std::string_view text) {
    engine::Effects effects;
    JsonCursor json(text);
    json.open('[');
    effects.policy_version = json.next_string();
    json.next();
    json.open('[');
    while (json.more(']')) effects.set.push_back(read_set(json));
    json.next();
    effects.cleared = read_names(json);
    json.next();
    json.open('[');
    while (json.more(']')) effects.letters.push_back(read_letter(json));
    json.close(']');
    json.end();
    return effects;
}

std::string encode(const std::vector<std::string>& names) {
    JsonWriter json;
    write(json, names);
    return json.take();
}

std::vector<std::string> decode_names(std::string_view text) {
    JsonCursor json(text);
    auto names = read_names(json);
    json.end();
    return names;
}

/// [address, name, locale, in_reply_to, [references...], {values}, {lists}]
std::string encode_private(const engine::Letter& letter) {
    JsonWriter json;
    json.open('[').value(letter.to.address).value(letter.to.name);
    json.value(letter.to.locale == engine::Locale::fr ? "fr" : "en").value(letter.in_reply_to);
    write(json, letter.references);
    write(json, letter.variables);
    json.close(']');
    return json.take();
}

void decode_private(std::string_view text, engine::Letter& letter) {
    JsonCursor json(text);
    json.open('[');
    letter.to.address = json.next_string();
    letter.to.name = json.next_string();
    letter.to.locale = json.next_string() == "en" ? engine::Locale::en : engine::Locale::fr;
    letter.in_reply_to = json.next_string();
    json.next();
    letter.references = read_names(json);
    json.next();
    letter.variables = read_variables(json);
    json.close(']');
    json.end();
}

std::string encode_private(const engine::Participant& participant) {
    return encode(std::vector{participant.name, participant.address, participant.phone});
}

void decode_private(std::string_view text, engine::Participant& participant) {
    auto parts = decode_names(text);
    parts.resize(3);
    participant.name = std::move(parts[0]);
    participant.address = std::move(parts[1]);
    participant.phone = std::move(parts[2]);
}

std::string encode_private(const engine::Member& member) { return encode(std::vector{member.address, member.name}); }

void decode_private(std::string_view text, engine::Member& member) {
    auto parts = decode_names(text);
    parts.resize(2);
    member.address = std::move(parts[0]);
    member.name = std::move(parts[1]);
}

}  // namespace rexflow::sqlite
