#include "adapters/app/settings.hpp"

#include "adapters/app/settings_mail.hpp"
#include "adapters/app/settings_walk.hpp"

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
                 {"policy", [&](const Walk& at) { read_policy(at, settings); }}});
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
