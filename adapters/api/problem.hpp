#pragma once

#include "adapters/api/json.hpp"
#include "adapters/web/http.hpp"
#include "engine/error.hpp"

#include <string_view>

/// Errors as RFC 9457 has them.
namespace rexflow::api {

/// What can go wrong, with the status it has. Its name ends the `type`: "urn:rexflow:problem:changed".
enum class Trouble {
    bad_request,     ///< parameters or body are not what the document says
    unauthorized,    ///< no token, or none that counts
    forbidden,       ///< the token's scopes or the member's role say no
    not_found,       ///< nothing there, or nothing this member may see
    method,          ///< the path is known, the method is not
    changed,         ///< the case went on since `expected_seq`
    refused,         ///< the workflow, or how things stand, says no
    media_type,      ///< the body is not JSON
    invalid_fields,  ///< a form says no
    key_used,        ///< the idempotency key, or the form of a report, came with another request
    too_many,        ///< too many unknown tokens or wrong passwords
    unavailable,     ///< try again later
};

/// @param detail in words for a person, without anything that was sent
[[nodiscard]] web::Response problem(Trouble trouble, std::string_view detail, std::string_view hint = {},
                                    Json more = Json::object());

/// The problem an Error of the engine is.
[[nodiscard]] web::Response problem_of(const engine::Error& error);

[[nodiscard]] web::Response json_answer(const Json& body, int status = 200);

}  // namespace rexflow::api
