#include "adapters/app/api_side.hpp"

#include "adapters/app/health.hpp"
#include "adapters/app/mailbox_troubles.hpp"

#include <nlohmann/json.hpp>

namespace rexflow::app {

namespace {

std::vector<api::MailboxAge> ages(const Installation& installation, const MailboxLooks& looks,
                                  const engine::Reader& reader) {
    std::vector<api::MailboxAge> all;
    for (const auto& mailbox : installation.settings().mailboxes) {
        const auto source = mailbox.source();
        const auto trouble = find_trouble(reader, source);
        all.push_back({source, looks.looked_at(source), trouble ? std::optional(trouble->since) : std::nullopt});
    }
    return all;
}

std::string health_json(const Installation& installation, const MailboxLooks& looks, engine::Locale locale) {
    const auto health = examine(installation, locale, Moments::as_utc, &looks);
    const auto json = health ? health->json()
                             : nlohmann::ordered_json{{"healthy", false}, {"reasons", nlohmann::ordered_json::array()}};
    return json.dump() + "\n";
}

}  // namespace

ApiSide::ApiSide(const Installation& installation, const MailboxLooks& looks,
                 const engine::LetterSamples& letter_samples, const engine::Caretaking& caretaking)
    : api_({installation.store(), installation.context(), installation.dispatcher(), installation.intake(),
            installation.message_reader(), installation.letter_renderer(), letter_samples, caretaking,
            installation.account_links(), installation.own_account(), installation.clock(),
            [&](engine::Locale locale) { return health_json(installation, looks, locale); },
            installation.settings().web.public_report},
           meter_, [&](const engine::Reader& reader) { return ages(installation, looks, reader); }) {}

web::Response ApiSide::answer(const web::Request& request, const web::Handler& others) {
    return api::Api::knows(request.path) ? api_.answer(request) : others(request);
}

web::Response ApiSide::metered(const web::Request& request, const web::Handler& whole) {
    const auto begun = std::chrono::steady_clock::now();
    auto response = whole(request);
    meter_.note(request.path, response.status,
                std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun));
    return response;
}

}  // namespace rexflow::app
