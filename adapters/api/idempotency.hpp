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

/// Does some work in one transaction, once for a key: an answer that went well is kept in the transaction of what it
/// answers; one that something was wrong undoes all of it.
[[nodiscard]] web::Response once(const ApiParts& parts, const Call& call,
                                 const std::function<web::Response(engine::Unit&)>& work);

}  // namespace rexflow::api
