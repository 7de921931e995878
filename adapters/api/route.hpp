#pragma once

#include "adapters/api/json.hpp"
#include "adapters/web/http.hpp"
#include "engine/access_scopes.hpp"
#include "engine/dispatcher.hpp"
#include "engine/intake.hpp"
#include "engine/own_account.hpp"
#include "engine/ports/caretaking.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/letter_samples.hpp"
#include "engine/ports/letter_writer.hpp"
#include "engine/ports/message_reader.hpp"
#include "engine/roles.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::api {

/// What the routes work with; all of it outlives them.
struct ApiParts {
    engine::Store& store;
    const engine::Context& context;
    const engine::Dispatcher& dispatcher;
    const engine::Intake& intake;
    const engine::MessageReader& message_reader;
    const engine::LetterRenderer& letter_renderer;
    const engine::LetterSamples& letter_samples;
    const engine::Caretaking& caretaking;
    const engine::AccountLinks& account_links;
    const engine::OwnAccount& own_account;
    const engine::Clock& clock;
    std::function<std::string(engine::Locale)> health;  ///< the JSON of /healthz
    bool takes_reports = false;                         ///< whether anybody may report, as on the page /declarer
};

/// A request whose token, scope, role, parameters and body are right.
struct Call {
    const web::Request& request;
    engine::TokenBearer bearer;
    engine::Locale locale = engine::Locale::fr;
    engine::Instant now;
    std::vector<std::string> parts = {};  ///< what stands in the path for each {part}
    engine::Payload query = {};
    Json body = {};

    [[nodiscard]] std::string in(engine::Text text) const { return std::string(text.in(locale)); }
    [[nodiscard]] int number(std::string_view name, int usual) const;
};

enum class ParameterKind {
    count,    ///< a whole number from 1 to `most`
    flag,     ///< "true"; what it says otherwise is not asked
    one_of,   ///< one of `choices`
    instant,  ///< "2025-03-03T09:00:00Z"
    word,     ///< a name or cursor of ours: at most 100 letters, digits and "-_.:/"
    text,     ///< at most 100 bytes
};

/// A parameter of the query: makes both the check and its schema.
struct Parameter {
    std::string_view name;
    ParameterKind kind;
    std::string_view description;
    std::string_view choices = {};  ///< of one_of, with blanks between
    int most = 0;                   ///< of count
};

/// A row of the table from which requests are answered and the OpenAPI document is written.
struct Route {
    std::string_view method;   ///< "GET" (which serves HEAD as well) or "POST"
    std::string_view pattern;  ///< below /api/v1: "/cases/{number}"
    std::string_view scope;
    engine::Task task;  ///< what the role of the member must allow
    std::string_view summary;
    web::Response (*answer)(const ApiParts&, const Call&);
    std::string_view result;  ///< schema of the answer
    std::span<const Parameter> parameters = {};
    std::string_view body = {};  ///< schema of the body of a POST
    int status = 200;            ///< of an answer that went well
    bool keeps_answers = false;  ///< takes an Idempotency-Key
};

inline constexpr std::string_view root = "/api/v1";

[[nodiscard]] std::span<const Route> routes();

/// Whether a parameter may have this value.
[[nodiscard]] bool is_right(const Parameter& parameter, std::string_view value);
[[nodiscard]] Json schema_of(const Parameter& parameter);

/// Rows in the order of their ids, of which a page is shown: `after` and `limit` of the query say which.
struct Page {
    std::int64_t after = 0;
    std::size_t limit = 50;
};
[[nodiscard]] Page page_of(const Call& call);

}  // namespace rexflow::api
