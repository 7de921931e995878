#include "adapters/api/problem.hpp"

#include <array>

namespace rexflow::api {

namespace {

using engine::Error;

struct Known {
    Trouble trouble;
    std::string_view name;
    int status;
    std::string_view title;
};

/// In the order of the enumeration.
constexpr std::array known{
    Known{Trouble::bad_request, "bad_request", 400, "The request is not what the document says"},
    Known{Trouble::unauthorized, "unauthorized", 401, "A token is needed"},
    Known{Trouble::forbidden, "forbidden", 403, "This token or member may not do this"},
    Known{Trouble::not_found, "not_found", 404, "There is nothing of that name"},
    Known{Trouble::method, "method", 405, "This method is not possible here"},
    Known{Trouble::changed, "changed", 409, "The case has changed meanwhile"},
    Known{Trouble::refused, "refused", 409, "This is refused as things stand"},
    Known{Trouble::media_type, "media_type", 415, "The body has to be JSON"},
    Known{Trouble::invalid_fields, "invalid_fields", 422, "The fields are not right"},
    Known{Trouble::key_used, "key_used", 422, "The key or form was used for another request"},
    Known{Trouble::too_many, "too_many", 429, "Too many attempts"},
    Known{Trouble::unavailable, "unavailable", 503, "Please try again later"},
};

const Known& row_of(Trouble trouble) { return known.at(static_cast<std::size_t>(trouble)); }

/// What is stored is UTF-8; a byte that is not would end the answer, and is shown as a replacement instead.
std::string written(const Json& body) { return body.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n'; }

}  // namespace

web::Response problem(Trouble trouble, std::string_view detail, std::string_view hint, Json more) {
    const auto& row = row_of(trouble);
    Json body{{"type", "urn:rexflow:problem:" + std::string(row.name)},
              {"title", row.title},
              {"status", row.status},
              {"detail", detail}};
    if (!hint.empty()) body["hint"] = hint;
    for (const auto& [key, value] : more.items()) body[key] = value;
    web::Response response{row.status, "application/problem+json", written(body), {}};
    if (trouble == Trouble::unauthorized) response.fields.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

web::Response problem_of(const Error& error) {
    if (error.retryable()) return problem(Trouble::unavailable, "the store cannot be reached now");
    switch (error.code) {
        case Error::Code::not_found:
        case Error::Code::erased:
            return problem(Trouble::not_found, error.message, error.hint);
        case Error::Code::refused:
            return problem(Trouble::forbidden, error.message, error.hint);
        case Error::Code::invalid_input:
            return problem(Trouble::bad_request, error.message, error.hint);
        default:
            return problem(Trouble::unavailable, "this case cannot be shown now", "rexflow verify says what is wrong");
    }
}

web::Response json_answer(const Json& body, int status) { return {status, "application/json", written(body), {}}; }

}  // namespace rexflow::api
