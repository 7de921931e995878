#include "adapters/app/settings.hpp"

#include "adapters/app/limit_settings.hpp"

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
using mail::AfterTaking;
using mail::Security;
using nlohmann::json;

/// Walks settings, remembering where it stands so that every mistake can be named.
class Walk {
public:
    Walk(const json& here, std::string place, std::vector<Error>& mistakes)
        : here_(here), place_(std::move(place)), mistakes_(mistakes) {}

    void mistake(const std::string& what, const std::string& hint = {}) const {
        mistakes_.push_back({Error::Code::configuration, place_.empty() ? what : place_ + ": " + what, hint});
    }

    /// Hands every key to its reader; a key without one is a mistake.
    using Readers = std::map<std::string, std::function<void(const Walk&)>>;
    void object(const Readers& readers) const {
        if (!here_.is_object()) return mistake("should be an object, written { ... }");
        for (const auto& [key, value] : here_.items()) {
            const auto reader = readers.find(key);
            const Walk inner(value, place_.empty() ? key : place_ + "." + key, mistakes_);
            if (reader == readers.end()) {
                std::vector<std::string> known;
                for (const auto& [name, unused] : readers) known.push_back(name);
                inner.mistake("is not a setting", fmt::format("the settings here are: {}", fmt::join(known, ", ")));
            } else {
                reader->second(inner);
            }
        }
    }

    void each(const std::function<void(const Walk&)>& reader) const {
        if (!here_.is_array()) return mistake("should be a list, written [ ... ]");
        for (std::size_t i = 0; i < here_.size(); ++i)
            reader(Walk(here_[i], fmt::format("{}[{}]", place_, i), mistakes_));
    }

    void entries(const std::function<void(const std::string&, const Walk&)>& reader) const {
        if (!here_.is_object()) return mistake("should be an object, written { ... }");
        for (const auto& [key, value] : here_.items()) reader(key, Walk(value, place_ + "." + key, mistakes_));
    }

    void read(std::string& text) const {
        if (!here_.is_string()) return mistake("should be a text, written \"...\"");
        text = here_.get<std::string>();
    }

    void read(std::filesystem::path& path) const {
        std::string text;
        read(text);
        if (!text.empty()) path = text;
    }

    void read(bool& flag) const {
        if (!here_.is_boolean()) return mistake("should be true or false");
        flag = here_.get<bool>();
    }

    void read(int& number, int least, int most) const {
        if (!here_.is_number_integer() || here_.get<std::int64_t>() < least || here_.get<std::int64_t>() > most)
            return mistake(fmt::format("should be a whole number from {} to {}", least, most));
        number = here_.get<int>();
    }

    void read(std::chrono::seconds& time, int least, int most) const {
        auto number = static_cast<int>(time.count());
        read(number, least, most);
        time = std::chrono::seconds(number);
    }

    template <typename Enum, std::size_t size>
    void read(Enum& value, const std::array<std::pair<std::string_view, Enum>, size>& spellings) const {
        std::vector<std::string_view> known;
        for (const auto& [name, meaning] : spellings) {
            if (here_.is_string() && here_.get<std::string>() == name) {
                value = meaning;
                return;
            }
            known.push_back(name);
        }
        mistake("is not one of the choices", fmt::format("one of: {}", fmt::join(known, ", ")));
    }

private:
    const json& here_;
    std::string place_;
    std::vector<Error>& mistakes_;
};

constexpr std::array<std::pair<std::string_view, Security>, 3> securities{
    {{"none", Security::none}, {"starttls", Security::starttls}, {"tls", Security::tls}}};
constexpr std::array<std::pair<std::string_view, AfterTaking>, 3> after_takings{
    {{"leave", AfterTaking::leave}, {"mark_seen", AfterTaking::mark_seen}, {"remove", AfterTaking::remove}}};
constexpr std::array<std::pair<std::string_view, MailboxSettings::Kind>, 2> mailbox_kinds{
    {{"maildir", MailboxSettings::Kind::maildir}, {"pop3", MailboxSettings::Kind::pop3}}};
constexpr std::array<std::pair<std::string_view, OutgoingSettings::Kind>, 2> outgoing_kinds{
    {{"maildir", OutgoingSettings::Kind::maildir}, {"smtp", OutgoingSettings::Kind::smtp}}};
constexpr std::array<std::pair<std::string_view, engine::Locale>, 2> locales{
    {{"fr", engine::Locale::fr}, {"en", engine::Locale::en}}};

constexpr int longest_wait = 24 * 3600;

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

Walk::Readers server_readers(ServerAccess& server) {
    return {{"host", [&](const Walk& at) { at.read(server.host); }},
            {"port", [&](const Walk& at) { at.read(server.port, 1, 65535); }},
            {"security", [&](const Walk& at) { at.read(server.security, securities); }},
            {"user", [&](const Walk& at) { at.read(server.user); }},
            {"password_file", [&](const Walk& at) { at.read(server.password_file); }},
            {"ca_file", [&](const Walk& at) { at.read(server.ca_file); }},
            {"timeout_seconds", [&](const Walk& at) { at.read(server.timeout, 1, 600); }}};
}

/// Port and file names a reader may leave out.
void complete(ServerAccess& server, const std::array<int, 3>& usual_ports, const std::filesystem::path& folder) {
    if (server.port == 0) server.port = usual_ports.at(static_cast<std::size_t>(server.security));
    if (!server.password_file.empty()) server.password_file = folder / server.password_file;
    if (!server.ca_file.empty()) server.ca_file = folder / server.ca_file;
}

void read_mailbox(const Walk& walk, Settings& settings, const std::filesystem::path& folder) {
    MailboxSettings mailbox;
    auto readers = server_readers(mailbox.server);
    readers["name"] = [&](const Walk& at) { at.read(mailbox.name); };
    readers["kind"] = [&](const Walk& at) { at.read(mailbox.kind, mailbox_kinds); };
    readers["path"] = [&](const Walk& at) { at.read(mailbox.path); };
    readers["after"] = [&](const Walk& at) { at.read(mailbox.after, after_takings); };
    readers["every_seconds"] = [&](const Walk& at) { at.read(mailbox.every, 1, longest_wait); };
    walk.object(readers);
    if (mailbox.name.empty())
        walk.mistake("has no name", "add \"name\": it tells its messages from another's for ever");
    if (mailbox.kind == MailboxSettings::Kind::maildir) {
        if (mailbox.path.empty()) walk.mistake("has no path", "add \"path\", the folder of the Maildir");
        mailbox.path = folder / mailbox.path;
    } else {
        if (mailbox.server.host.empty()) walk.mistake("has no host", "add \"host\", the name of the POP3 server");
        complete(mailbox.server, {110, 110, 995}, folder);
    }
    settings.mailboxes.push_back(std::move(mailbox));
}

void read_outgoing(const Walk& walk, Settings& settings, const std::filesystem::path& folder) {
    auto& outgoing = settings.outgoing;
    auto readers = server_readers(outgoing.server);
    readers["kind"] = [&](const Walk& at) { at.read(outgoing.kind, outgoing_kinds); };
    readers["path"] = [&](const Walk& at) { at.read(outgoing.path); };
    readers["subaddressing"] = [&](const Walk& at) { at.read(settings.house.subaddressing); };
    walk.object(readers);
    if (outgoing.kind != OutgoingSettings::Kind::smtp) return;
    if (outgoing.server.host.empty()) walk.mistake("has no host", "add \"host\", the name of the SMTP server");
    complete(outgoing.server, {25, 587, 465}, folder);
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
    // Where reports come in: any number of Maildirs and POP3 accounts.
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
                 {"policy", [&](const Walk& at) { read_policy(at, settings); }},
                 {"reading", [&](const Walk& at) { read_limits(at, settings.reading); }}});
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
