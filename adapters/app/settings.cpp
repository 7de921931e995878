#include "adapters/app/settings.hpp"

#include "adapters/app/charter_file.hpp"
#include "adapters/app/limit_settings.hpp"
#include "adapters/app/settings_mail.hpp"
#include "adapters/app/settings_walk.hpp"
#include "adapters/web/client_address.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <utility>

namespace rexflow::app {

namespace {

using engine::Err;
using engine::Error;
using nlohmann::json;

constexpr std::array<std::pair<std::string_view, engine::Locale>, 2> locales{
    {{"fr", engine::Locale::fr}, {"en", engine::Locale::en}}};

std::string domain_of(const std::string& address) {
    const auto at = address.find('@');
    return at == std::string::npos ? "rexflow.invalid" : address.substr(at + 1);
}

void read_house(const Walk& walk, Settings& settings) {
    auto& house = settings.house;
    walk.object(
        {{"name", [&](const Walk& at) { at.read(house.name); }},
         {"authserv_id", [&](const Walk& at) { at.read(house.authserv_id); }},
         {"contact_address",
          [&](const Walk& at) {
              at.read(house.contact_address);
              if (house.contact_address.find('@') == std::string::npos)
                  at.mistake("is not a mail address", "the address professionals write to");
          }},
         {"contact_phone", [&](const Walk& at) { at.read(house.contact_phone); }},
         {"locale", [&](const Walk& at) { at.read(house.locale, locales); }},
         {"time_zone", [&](const Walk& at) { at.read(settings.time_zone); }},
         {"holidays", [&](const Walk& at) { at.read(settings.holidays); }},
         {"extra_holidays",
          [&](const Walk& at) { at.each([&](const Walk& day) { day.read(settings.extra_holidays.emplace_back()); }); }},
         {"worked_holidays",
          [&](const Walk& at) {
              at.each([&](const Walk& day) { day.read(settings.worked_holidays.emplace_back()); });
          }},
         {"open_hours", [&](const Walk& at) {
              at.entries([&](const std::string& day, const Walk& hours) { hours.read(settings.open_hours[day]); });
          }}});
}

/// "https://rex.cpts.example": a scheme, a host and nothing after it, as pages know only addresses from the root.
/// Without TLS only on this machine, for trying.
bool is_public_address(const std::string& url) {
    const auto scheme_end = url.find("://");
    if (scheme_end == std::string::npos) return false;
    const auto scheme = url.substr(0, scheme_end);
    const auto place = url.substr(scheme_end + 3);
    const auto host = place.substr(0, place.rfind(':'));
    const bool is_here = host == "localhost" || host == "127.0.0.1" || host == "[::1]";
    return (scheme == "https" || (scheme == "http" && is_here)) && !place.empty() &&
           place.find_first_of("/?#@ \"'<>\\") == std::string::npos;
}

/// "HOST:PORT"
bool is_listening_address(const std::string& text) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) return false;
    const auto port = text.substr(colon + 1);
    return !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos &&
           std::stoi(port) <= 65535;
}

void read_web(const Walk& walk, Settings& settings) {
    auto& house = settings.house;
    auto& web = settings.web;
    walk.object({{"public_url",
                  [&](const Walk& at) {
                      at.read(house.public_url);
                      while (house.public_url.ends_with('/')) house.public_url.pop_back();
                      if (!is_public_address(house.public_url))
                          at.mistake("is not an address letters can lead to",
                                     "written https://rex.cpts.example, without a path; http:// only for localhost");
                  }},
                 {"listen",
                  [&](const Walk& at) {
                      at.read(web.listen);
                      if (!is_listening_address(web.listen))
                          at.mistake("is not a place to listen at", "HOST:PORT, for example 127.0.0.1:8080");
                  }},
                 {"trusted_proxies",
                  [&](const Walk& at) {
                      at.each([&](const Walk& proxy) {
                          auto& address = web.trusted_proxies.emplace_back();
                          proxy.read(address);
                          if (!web::is_ip_address(address))
                              proxy.mistake("is not an IP address", "the proxy's, for example 127.0.0.1");
                      });
                  }},
                 {"public_report", [&](const Walk& at) { at.read(web.public_report); }},
                 {"links_last_days", [&](const Walk& at) {
                      auto days = static_cast<int>(house.links_last.count());
                      at.read(days, 1, 366);
                      house.links_last = std::chrono::days(days);
                  }}});
    if (web.public_report && house.public_url.empty())
        walk.mistake("has a public_report and no public_url",
                     "add \"public_url\", where people find the page: \"https://rex.cpts.example\"");
    if (!house.public_url.empty() && web.listen.empty())
        walk.mistake("has a public_url and nothing listens",
                     "add \"listen\", where the proxy finds this program: \"127.0.0.1:8080\"");
}

void read_charter_setting(const Walk& walk, Settings& settings, const std::filesystem::path& folder) {
    std::string name;
    walk.read(name);
    if (name.empty()) return;
    settings.charter_file = folder / name;
    if (auto charter = read_charter(settings.charter_file))
        settings.accounts.charter = std::move(*charter);
    else
        walk.mistake(charter.error().message, charter.error().hint);
}

void read_accounts(const Walk& walk, Settings& settings, const std::filesystem::path& folder) {
    auto& rules = settings.accounts;
    const auto number = [](auto& limit, int most) {
        return [&limit, most](const Walk& at) {
            auto count = static_cast<int>(limit.count());
            at.read(count, 1, most);
            limit = std::remove_cvref_t<decltype(limit)>(count);
        };
    };
    walk.object({{"second_factor_for",
                  [&](const Walk& at) {
                      at.each([&](const Walk& one) {
                          std::string name;
                          one.read(name);
                          if (const auto role = engine::parse_member_role(name))
                              rules.second_factor_for.push_back(*role);
                          else
                              one.mistake("is not a role", "reader, member, coordinator or administrator");
                      });
                  }},
                 {"idle_minutes", number(rules.idle, 24 * 60)},
                 {"longest_hours", number(rules.longest, 30 * 24)},
                 {"invitation_hours", number(rules.invitation_lasts, 60 * 24)},
                 {"password_link_minutes", number(rules.password_link_lasts, 24 * 60)},
                 {"charter", [&](const Walk& at) { read_charter_setting(at, settings, folder); }}});
}

void read_obligation(const std::string& key, const Walk& walk, Settings& settings) {
    auto& obligation = settings.obligations[key];
    walk.object({{"due", [&](const Walk& at) { at.read(obligation.due.emplace()); }},
                 {"reminders", [&](const Walk& at) {
                      auto& reminders = obligation.reminders.emplace();
                      at.each([&](const Walk& one) {
                          auto& reminder = reminders.emplace_back();
                          one.entries([&](const std::string& name, const Walk& value) {
                              value.read(name == "when" ? reminder.when : reminder.attributes[name]);
                          });
                      });
                  }}});
}

void read_policy(const Walk& walk, Settings& settings) {
    walk.object(
        {{"obligations",
          [&](const Walk& at) {
              at.entries([&](const std::string& key, const Walk& one) { read_obligation(key, one, settings); });
          }},
         {"letters_per_address_and_day",
          [&](const Walk& at) { at.read(settings.letters_per_address_and_day.emplace(), 1, 1000); }},
         {"letters_per_hour", [&](const Walk& at) { at.read(settings.letters_per_hour.emplace(), 1, 100000); }}});
}

void read_limits(const Walk& walk, mail::ReadingLimits& limits) {
    Walk::Readers readers;
    for (const auto& setting : limit_settings)
        readers[std::string(setting.key)] = [&](const Walk& at) {
            auto number = static_cast<int>(limits.*setting.limit / setting.unit);
            at.read(number, 1, setting.most);
            limits.*setting.limit = static_cast<std::size_t>(number) * setting.unit;
        };
    walk.object(readers);
}

}  // namespace

std::string default_settings_text() {
    return R"json({
    // RexFlow: the settings of this CPTS. Comments like this one are allowed.
    // "rexflow config check" explains every mistake, "rexflow config show" prints what is in force.
    "cpts": {
        "name": "CPTS (à compléter)",
        "contact_address": "qualite@cpts.example",
        "contact_phone": "",
        "locale": "fr",
        "time_zone": "Europe/Paris",
        "holidays": "metropole"
    },
    // Where reports come in: any number of Maildirs, IMAP and POP3 accounts.
    "mailboxes": [
        { "name": "inbox", "kind": "maildir", "path": "inbox", "after": "mark_seen", "every_seconds": 2 }
    ],
    // How letters go out. While no SMTP server is set they are written into the Maildir sent/.
    "outgoing": { "kind": "maildir", "path": "sent" },
    // The CPTS's own deadlines; "rexflow policy" prints all rows in this notation.
    "policy": { "obligations": {} }
}
)json";
}

SettingsReading read_settings(const std::string& text, const std::filesystem::path& folder) {
    SettingsReading reading;
    json root;
    try {
        root = json::parse(text, nullptr, true, true);
    } catch (const json::parse_error& error) {
        reading.mistakes.push_back({Error::Code::configuration,
                                    fmt::format("rexflow.json is not JSON, near character {}", error.byte),
                                    "look for a missing comma, quote or bracket there"});
        return reading;
    }
    auto& settings = reading.settings;
    Walk(root, "", reading.mistakes)
        .object({{"cpts", [&](const Walk& at) { read_house(at, settings); }},
                 {"mailboxes",
                  [&](const Walk& at) { at.each([&](const Walk& one) { read_mailbox(one, settings, folder); }); }},
                 {"outgoing", [&](const Walk& at) { read_outgoing(at, settings, folder); }},
                 {"lmtp", [&](const Walk& at) { read_lmtp(at, settings, folder); }},
                 {"policy", [&](const Walk& at) { read_policy(at, settings); }},
                 {"reading", [&](const Walk& at) { read_limits(at, settings.reading); }},
                 {"accounts", [&](const Walk& at) { read_accounts(at, settings, folder); }},
                 {"web", [&](const Walk& at) { read_web(at, settings); }}});
    const auto miss = [&](const char* what, const char* hint) {
        reading.mistakes.push_back({Error::Code::configuration, what, hint});
    };
    if (settings.house.contact_address.empty())
        miss("cpts.contact_address: is missing", "the address professionals write to; letters come from it");
    if (settings.house.name.empty()) miss("cpts.name: is missing", "the name letters are signed with");
    std::set<std::string> names;
    for (const auto& mailbox : settings.mailboxes)
        if (!mailbox.name.empty() && !names.insert(mailbox.name).second)
            miss("mailboxes: two have the same name", "the name tells a mailbox's messages from another's for ever");
    settings.outgoing.path = folder / settings.outgoing.path;
    settings.house.mail_domain = domain_of(settings.house.contact_address);
    return reading;
}

engine::Result<Settings> load_settings(const std::filesystem::path& folder) {
    std::ifstream file(folder / "rexflow.json", std::ios::binary);
    if (!file)
        return Err(Error::Code::configuration, "there is no rexflow.json in the data folder",
                   "rexflow init DIR makes a data folder; --data DIR or REXFLOW_DATA names it");
    std::ostringstream text;
    text << file.rdbuf();
    auto reading = read_settings(text.str(), folder);
    if (reading.mistakes.empty()) return std::move(reading.settings);
    auto error = reading.mistakes.front();
    if (reading.mistakes.size() > 1) error.message += fmt::format(" (and {} more)", reading.mistakes.size() - 1);
    if (error.hint.empty()) error.hint = "rexflow config check explains every mistake";
    return Err(std::move(error));
}

}  // namespace rexflow::app
