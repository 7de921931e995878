#include "tests/adapters/web/cell_site.hpp"

#include "adapters/mustache/page_renderer.hpp"
#include "tests/scenarios/stories.hpp"
#include "tests/support/sqlite_data.hpp"

namespace rexflow::testing {

CellSite::CellSite(std::unique_ptr<Archive> archive)
    : office("2025-03-03 09:00", std::move(archive)),
      answers_(office.context(), office.dispatcher()),
      renderer_(value_of(mustache::make_page_renderer())),
      accounts_(office.context(), passwords_, rules_),
      account_links_(office.context(), passwords_, accounts_),
      own_account_(office.context(), passwords_, accounts_),
      cell_({office.store(), office.context(), office.dispatcher(), office.intake(), office.message_reader(),
             office.letter_renderer(), accounts_, account_links_, own_account_, qr_writer_, *renderer_, office.clock,
             caretaking_, letter_samples_}),
      site_(
          {office.store(), office.context(), answers_, office.correspondence(), *renderer_, office.clock},
          {mustache::style_sheet(), mustache::script()},
          [] {
              return web::HealthReport{true, "{\"healthy\": true}\n"};
          },
          [this](const web::Request& request) { return cell_.answer(request); }) {
    office.house.public_url = public_url;
    web::ServerSettings settings;
    settings.threads = 8;
    serve(settings);
}

void CellSite::serve(web::ServerSettings settings) {
    settings.listen = "127.0.0.1:0";
    server_.reset();
    server_ = value_of(web::Server::start(
        settings, [this](const web::Request& request) { return site_.answer(request); },
        [this] { return cell_.news(); }));
}

std::string CellSite::session_of(const std::string& address) {
    const auto token = "session-" + std::to_string(++sessions_);
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        engine::Account account;
        account.member = unit.find_member(address)->id;
        account.charter_accepted_at = office.clock.now();
        unit.change_accounts().set_account(account);
        engine::AccountSession session;
        session.member = account.member;
        session.created_at = session.last_seen_at = office.clock.now();
        session.expires_at = office.clock.now() + std::chrono::hours(12);
        unit.change_accounts().add_session(token, session);
        return {};
    });
    // The house has an https address, so the cookie carries the prefix that only such a one may set.
    return "__Host-rexflow=" + token;
}

void CellSite::ask_follow_up() {
    reach_reporter(office);
    orient(office);
    office.pass_until("2025-03-13 18:00");
}

std::string CellSite::path(const std::string& letter, const std::string& variable) {
    const auto& values = office.last_letter(letter).letter.variables.values;
    const auto found = values.find(variable);
    if (found == values.end()) throw std::runtime_error("the letter carries no " + variable);
    return found->second.substr(std::string(public_url).size());
}

}  // namespace rexflow::testing
