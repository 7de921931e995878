#include "tests/adapters/api/api_desk.hpp"

#include "engine/access_scopes.hpp"
#include "engine/totp.hpp"

#include <stdexcept>

namespace rexflow::testing {

namespace {

constexpr const char* health = R"({"healthy": true, "reasons": [], "cases": 1})";

}  // namespace

std::string ApiAnswer::field(const std::string& name) const {
    for (const auto& [key, value] : response.fields)
        if (key == name) return value;
    return {};
}

std::string ApiAnswer::problem() const {
    if (response.content_type != "application/problem+json") return {};
    const auto type = json().at("type").get<std::string>();
    return type.substr(type.rfind(':') + 1);
}

ApiDesk::ApiDesk(const std::string& now, std::unique_ptr<Archive> archive)
    : office(now, std::move(archive)),
      context_{office.context().workflows, office.context().policy, office.context().calendar,
               office.context().house,     office.context().signer, nonces_,
               office.context().letters},
      accounts_(context_, passwords_, account_rules_),
      account_links_(context_, passwords_, accounts_),
      own_account_(context_, passwords_, accounts_),
      api_({office.store(), context_, office.dispatcher(), office.intake(), office.message_reader(),
            office.letter_renderer(), letter_samples_, caretaking, account_links_, own_account_, office.clock,
            [](engine::Locale) { return std::string(health); }, true},
           meter, [this](const engine::Reader&) { return mailboxes; }) {
    office.house.public_url = "https://rex.cpts.example";
    nonces_.go_on_from(1'000'000);
    office.writes([](engine::Unit& unit) -> engine::Result<void> {
        unit.add_member({{}, administrator, "Dora Exemple", engine::MemberRole::administrator});
        unit.add_member({{}, reader_only, "Elsa Exemple", engine::MemberRole::reader});
        return {};
    });
}

std::string ApiDesk::token(const std::string& address, std::vector<std::string> scopes) {
    if (scopes.empty())
        for (const auto& scope : engine::access_scopes) scopes.emplace_back(scope.name);
    std::string text;
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        engine::AccessToken token;
        token.member = unit.find_member(address).value().id;
        token.scopes = scopes;
        token.made_at = office.clock.now();
        auto made = engine::give_token(unit, nonces_, token, std::nullopt);
        if (!made) throw std::runtime_error(made.error().message);
        text = *made;
        return {};
    });
    return text;
}

web::Request ApiDesk::request(const std::string& method, const std::string& token, const std::string& path) {
    web::Request request{method, path.substr(0, path.find('?'))};
    if (const auto mark = path.find('?'); mark != std::string::npos) request.query = path.substr(mark + 1);
    if (!token.empty()) request.fields["authorization"] = "Bearer " + token;
    request.client = "192.0.2.1";
    return request;
}

ApiAnswer ApiDesk::ask(web::Request request) { return {api_.answer(request)}; }

ApiAnswer ApiDesk::get(const std::string& token, const std::string& address) {
    return ask(request("GET", token, "/api/v1" + address));
}

ApiAnswer ApiDesk::post(const std::string& token, const std::string& path, const api::Json& body,
                        const std::string& idempotency_key) {
    auto asked = request("POST", token, "/api/v1" + path);
    asked.body = body.dump();
    asked.fields["content-type"] = "application/json";
    if (!idempotency_key.empty()) asked.fields["idempotency-key"] = idempotency_key;
    return ask(std::move(asked));
}

void ApiDesk::give_account(const std::string& address) {
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        engine::Account account;
        account.member = unit.find_member(address)->id;
        account.password_hash = passwords_.hash(password).value();
        unit.change_accounts().set_account(account);
        return {};
    });
}

engine::SessionId ApiDesk::begin_session(const std::string& address) {
    engine::SessionId id;
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        engine::AccountSession session;
        session.member = unit.find_member(address)->id;
        session.created_at = session.last_seen_at = office.clock.now();
        session.expires_at = office.clock.now() + std::chrono::hours(8);
        session.browser = "Firefox (exemple)";
        id = unit.change_accounts().add_session(nonces_.next(), session);
        return {};
    });
    return id;
}

std::string ApiDesk::code_of_app(const std::string& address) {
    return office.sees([&](const engine::Reader& reader) {
        const auto account = reader.accounts().find_account(reader.find_member(address)->id);
        const auto step = std::chrono::floor<std::chrono::seconds>(office.clock.now()).time_since_epoch().count() / 30;
        return account ? engine::hotp(account->totp_offered, static_cast<std::uint64_t>(step), 6) : std::string{};
    });
}

std::string ApiDesk::everything() {
    return office.sees([](const engine::Reader& reader) {
        std::string all;
        for (const auto& row : reader.cases({}, 1000)) {
            all += row.number.text() + " " + std::to_string(row.last_seq) + " " + engine::to_text(row.updated_at);
            for (const auto& state : row.states) all += " " + state;
            all += "\n";
        }
        for (const auto state : {engine::OutboxState::queued, engine::OutboxState::sent})
            all += std::to_string(reader.count_letters(state)) + "\n";
        return all;
    });
}

}  // namespace rexflow::testing
