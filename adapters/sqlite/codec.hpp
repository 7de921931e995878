#pragma once

#include "engine/event.hpp"
#include "engine/letter.hpp"
#include "engine/ports/store.hpp"

#include <string>
#include <string_view>
#include <vector>

/// How values are written into one column: compact JSON, so that the sqlite3 shell and its JSON functions can read it.
/// The same value always gives the same text (keys are sorted), as the history chain is computed over it. Reading
/// throws EnvironmentFailure on anything this file did not write.
namespace rexflow::sqlite {

[[nodiscard]] std::string encode(const engine::Payload& payload);
[[nodiscard]] engine::Payload decode_payload(std::string_view text);

[[nodiscard]] std::string encode(const engine::Effects& effects);
[[nodiscard]] engine::Effects decode_effects(std::string_view text);

[[nodiscard]] std::string encode(const std::vector<std::string>& names);
[[nodiscard]] std::vector<std::string> decode_names(std::string_view text);

/// The part of a letter that says who gets what: addressee, variables, and the ids of the mail it answers.
[[nodiscard]] std::string encode_private(const engine::Letter& letter);
void decode_private(std::string_view text, engine::Letter& letter);

/// Name, address and phone.
[[nodiscard]] std::string encode_private(const engine::Participant& participant);
void decode_private(std::string_view text, engine::Participant& participant);

/// Address and name.
[[nodiscard]] std::string encode_private(const engine::Member& member);
void decode_private(std::string_view text, engine::Member& member);

}  // namespace rexflow::sqlite
