#pragma once

#include "adapters/api/metrics.hpp"
#include "adapters/api/request_meter.hpp"
#include "adapters/api/route.hpp"
#include "adapters/web/unknown_links.hpp"

#include <mutex>

namespace rexflow::api {

/// What is asked for with a token instead of a session: /api/v1, the private calendar feeds and /metrics.
/// Safe from several threads.
class Api {
public:
    using Mailboxes = std::function<std::vector<MailboxAge>(const engine::Reader&)>;

    /// `meter` outlives the Api.
    Api(ApiParts parts, const RequestMeter& meter, Mailboxes mailboxes)
        : parts_(std::move(parts)), meter_(meter), mailboxes_(std::move(mailboxes)) {}

    /// Whether a path is one of those answered here.
    [[nodiscard]] static bool knows(std::string_view path);
    [[nodiscard]] web::Response answer(const web::Request& request);

private:
    [[nodiscard]] web::Response route(const web::Request& request, engine::Instant now);
    [[nodiscard]] web::Response ask(const Route& route, Call& call) const;
    [[nodiscard]] web::Response feed(const web::Request& request, engine::Instant now);
    [[nodiscard]] web::Response metrics(const web::Request& request, engine::Instant now);
    /// Who holds a token; a problem for nobody.
    [[nodiscard]] std::optional<engine::TokenBearer> bearer(const web::Request& request, std::string_view text,
                                                            engine::Instant now, web::Response& instead);

    ApiParts parts_;
    const RequestMeter& meter_;
    Mailboxes mailboxes_;
    web::UnknownLinks unknown_tokens_;
    std::mutex counted_mutex_;
    std::string counted_;  ///< what is stored, as counted last: many cases are not counted for every question
    engine::Instant counted_at_{};
};

}  // namespace rexflow::api
