#pragma once

#include "adapters/api/api.hpp"
#include "adapters/app/installation.hpp"
#include "adapters/app/mailbox_looks.hpp"

namespace rexflow::app {

/// The API, the feeds and the counters of a running program, and the meter of all its requests.
class ApiSide {
public:
    /// What it is given outlives it.
    ApiSide(const Installation& installation, const MailboxLooks& looks, const engine::LetterSamples& letter_samples,
            const engine::Caretaking& caretaking);
    ApiSide(const ApiSide&) = delete;
    ApiSide& operator=(const ApiSide&) = delete;

    /// Answers what is asked with a token; everything else goes to `others`.
    [[nodiscard]] web::Response answer(const web::Request& request, const web::Handler& others);
    /// Answers by `whole`, and counts it.
    [[nodiscard]] web::Response metered(const web::Request& request, const web::Handler& whole);

private:
    api::RequestMeter meter_;
    api::Api api_;
};

}  // namespace rexflow::app
