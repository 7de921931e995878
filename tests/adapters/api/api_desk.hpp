#pragma once

#include "adapters/api/api.hpp"
#include "adapters/api/json.hpp"
#include "adapters/mustache/letter_samples.hpp"
#include "tests/support/office.hpp"
#include "tests/support/plain_passwords.hpp"
#include "tests/support/told_caretaking.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rexflow::testing {

/// What a program got back.
struct ApiAnswer {
    web::Response response;
    [[nodiscard]] int status() const { return response.status; }
    /// Null for a body that is no JSON.
    [[nodiscard]] api::Json json() const { return api::Json::parse(response.body, nullptr, false); }
    [[nodiscard]] std::string field(const std::string& name) const;
    /// "changed" of "urn:rexflow:problem:changed"; empty for no problem.
    [[nodiscard]] std::string problem() const;
};

/// A whole quality cell and its API, asked without a socket.
class ApiDesk {
public:
    explicit ApiDesk(const std::string& now = "2025-03-03 09:00", std::unique_ptr<Archive> archive = in_memory());

    static constexpr const char* administrator = "administration@cpts.example";
    static constexpr const char* reader_only = "lecture@cpts.example";

    /// A token of a member with these scopes, or with all of them.
    std::string token(const std::string& address, std::vector<std::string> scopes = {});

    ApiAnswer ask(web::Request request);
    /// `address` below /api/v1, with its query.
    ApiAnswer get(const std::string& token, const std::string& address);
    ApiAnswer post(const std::string& token, const std::string& path, const api::Json& body,
                   const std::string& idempotency_key = {});
    /// A request as get() would send it, to be changed first.
    static web::Request request(const std::string& method, const std::string& token, const std::string& path);

    static constexpr const char* password = "un mot de passe (exemple)";
    static constexpr const char* other_password = "un autre mot de passe (exemple)";
    /// An account for a member, with the first of these.
    void give_account(const std::string& address);
    /// A session of theirs at a browser.
    engine::SessionId begin_session(const std::string& address);
    /// The code an app shows now for the secret that was offered to them.
    [[nodiscard]] std::string code_of_app(const std::string& address);

    /// Everything that is stored of cases, to see that nothing was changed.
    [[nodiscard]] std::string everything();

    Office office;
    api::RequestMeter meter;
    std::vector<api::MailboxAge> mailboxes;
    ToldCaretaking caretaking;

private:
    CountingNonces nonces_;  ///< the office's own begin anew with every transaction
    engine::Context context_;
    mustache::ManifestSamples letter_samples_;
    PlainPasswords passwords_;
    engine::AccountRules account_rules_;
    engine::Accounts accounts_;
    engine::AccountLinks account_links_;
    engine::OwnAccount own_account_;
    api::Api api_;
};

}  // namespace rexflow::testing
