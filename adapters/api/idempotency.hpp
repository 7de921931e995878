#pragma once

#include "adapters/api/route.hpp"
#include "engine/ports/store.hpp"

#include <optional>

/// The same request sent twice is carried out once: a client that got no answer may simply ask again.
namespace rexflow::api {

/// How long an answer is kept.
inline constexpr std::chrono::hours answers_are_kept{24};

/// The field Idempotency-Key: 1 to 200 visible characters. Empty where there is none; nullopt for a bad one.
[[nodiscard]] std::optional<std::string_view> idempotency_key(const web::Request& request);

/// The answer given before under this key; a problem when the key came with another request; none: carry it out.
[[nodiscard]] std::optional<web::Response> answered_before(const engine::Reader& reader, const engine::Signer& signer,
                                                           const Call& call);

/// Keeps an answer that went well in the transaction of what it answers.
void remember(engine::Unit& unit, const engine::Signer& signer, const Call& call, const web::Response& response);

}  // namespace rexflow::api
