#include "adapters/app/commands.hpp"
#include "adapters/app/limit_settings.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using nlohmann::ordered_json;

std::string_view name_of(engine::Locale locale) { return locale == engine::Locale::fr ? "fr" : "en"; }

Result<std::string> settings_text(const Session& session) {
    std::ifstream file(session.options().data / "rexflow.json", std::ios::binary);
    if (!file)
        return Err(Error::Code::configuration, "there is no rexflow.json in the data folder",
                   "rexflow init DIR makes a data folder; --data DIR or REXFLOW_DATA names it");
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string_view name_of(mail::Security security) {
    switch (security) {
        case mail::Security::none:
            return "none";
        case mail::Security::starttls:
            return "starttls";
        case mail::Security::tls:
            return "tls";
    }
    return "";
}

std::string_view name_of(mail::AfterTaking after) {
    switch (after) {
        case mail::AfterTaking::leave:
            return "leave";
        case mail::AfterTaking::mark_seen:
            return "mark_seen";
        case mail::AfterTaking::move:
            return "move";
        case mail::AfterTaking::remove:
            return "remove";
    }
    return "";
}

/// Never the password, only where it is read from.
void add_server(ordered_json& json, const ServerAccess& server) {
    json["host"] = server.host;
    json["port"] = server.port;
    json["security"] = name_of(server.security);
    json["user"] = server.user;
    json["password_file"] = server.password_file.string();
    if (!server.token_command.empty()) json["token_command"] = server.token_command;
    json["ca_file"] = server.ca_file.string();
    if (!server.client_certificate.empty()) {
        json["client_certificate"] = server.client_certificate.string();
        json["client_key"] = server.client_key.string();
        json["client_key_password_file"] = server.client_key_password_file.string();
    }
    json["timeout_seconds"] = server.timeout.count();
}

ordered_json json_of(const MailboxSettings& mailbox) {
    const auto source = mailbox.source();
    ordered_json json{{"name", mailbox.name}, {"kind", source.substr(0, source.find(':'))}};
    if (mailbox.kind == MailboxSettings::Kind::maildir)
        json["path"] = mailbox.path.string();
    else
        add_server(json, mailbox.server);
    if (mailbox.kind == MailboxSettings::Kind::imap) json["folders"] = mailbox.folders;
    if (!mailbox.move_to.empty()) json["move_to"] = mailbox.move_to;
    json["after"] = name_of(mailbox.after);
    json["every_seconds"] = mailbox.every.count();
    json["tell_after_failures"] = mailbox.tell_after_failures;
    return json;
}

ordered_json json_of(const OutgoingSettings& outgoing) {
    const bool maildir = outgoing.kind == OutgoingSettings::Kind::maildir;
    ordered_json json{{"kind", maildir ? "maildir" : "smtp"}};
    if (maildir)
        json["path"] = outgoing.path.string();
    else
        add_server(json, outgoing.server);
    return json;
}

ordered_json json_of(const Settings& settings) {
    const auto& house = settings.house;
    ordered_json json{{"cpts",
                       {{"name", house.name},
                        {"contact_address", house.contact_address},
                        {"contact_phone", house.contact_phone},
                        {"authserv_id", house.authserv_id},
                        {"locale", name_of(house.locale)},
                        {"time_zone", settings.time_zone},
                        {"holidays", settings.holidays},
                        {"extra_holidays", settings.extra_holidays},
                        {"worked_holidays", settings.worked_holidays},
                        {"open_hours", settings.open_hours}}},
                      {"mailboxes", ordered_json::array()}};
    for (const auto& mailbox : settings.mailboxes) json["mailboxes"].push_back(json_of(mailbox));
    json["outgoing"] = json_of(settings.outgoing);
    json["outgoing"]["subaddressing"] = house.subaddressing;
    json["web"] = {{"public_url", house.public_url},
                   {"listen", settings.web.listen},
                   {"trusted_proxies", settings.web.trusted_proxies},
                   {"links_last_days", house.links_last.count()}};
    auto& accounts = json["accounts"];
    accounts["second_factor_for"] = ordered_json::array();
    for (const auto role : settings.accounts.second_factor_for)
        accounts["second_factor_for"].push_back(engine::to_text(role));
    accounts["idle_minutes"] = settings.accounts.idle.count();
    accounts["longest_hours"] = settings.accounts.longest.count();
    accounts["invitation_hours"] = settings.accounts.invitation_lasts.count();
    accounts["password_link_minutes"] = settings.accounts.password_link_lasts.count();
    accounts["charter"] = settings.charter_file.string();
    accounts["charter_text"] = settings.accounts.charter.fingerprint;
    if (settings.lmtp)
        json["lmtp"] = {{"listen", settings.lmtp->listen},
                        {"recipients", settings.lmtp->recipients},
                        {"longest_message_mb", settings.lmtp->longest_message_mb}};
    json["policy"]["changed"] = ordered_json::array();
    for (const auto& [key, unused] : settings.obligations) json["policy"]["changed"].push_back(key);
    for (const auto& limit : limit_settings) json["reading"][limit.key] = settings.reading.*limit.limit / limit.unit;
    return json;
}

}  // namespace

Result<void> init(Session& session, const std::filesystem::path& folder, Use use) {
    if (auto created = Installation::create(folder, use); !created) return created;
    session.print({{"data", folder.string()}, {"simulated", use == Use::simulated}},
                  fmt::format("{} is ready.\n"
                              "  Settings: {}\n"
                              "  Keep the master key apart from backups of the data: {}\n"
                              "  Mail dropped into {} becomes a case; letters are written to {}",
                              folder.string(), (folder / "rexflow.json").string(), (folder / "master.key").string(),
                              (folder / "inbox/new").string(), (folder / "sent/new").string()));
    return {};
}

Result<void> config_check(Session& session) {
    const auto text = settings_text(session);
    if (!text) return Err(text.error());
    auto mistakes = read_settings(*text, session.options().data).mistakes;
    if (mistakes.empty()) {
        const auto installation = session.installation();  // time zone, holidays, policy, passwords
        if (!installation)
            mistakes.push_back(installation.error());
        else if (const auto inboxes = (*installation)->open_inboxes(); !inboxes)
            mistakes.push_back(inboxes.error());
    }
    auto json = ordered_json::array();
    std::string words;
    for (const auto& mistake : mistakes) {
        json.push_back({{"message", mistake.message}, {"hint", mistake.hint}});
        words += mistake.message + (mistake.hint.empty() ? "\n" : "\n    " + mistake.hint + "\n");
    }
    session.print({{"mistakes", json}}, mistakes.empty() ? "rexflow.json is right" : words);
    if (mistakes.empty()) return {};
    return Err(Error::Code::configuration, fmt::format("mistakes in rexflow.json: {}", mistakes.size()));
}

Result<void> config_show(Session& session) {
    const auto settings = load_settings(session.options().data);
    if (!settings) return Err(settings.error());
    const auto json = json_of(*settings);
    session.print(json, json.dump(2));
    return {};
}

Result<void> member_add(Session& session, const NewMember& added) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    engine::Member member;
    member.address = added.address;
    member.name = added.name;
    member.role = engine::parse_member_role(added.role).value_or(engine::MemberRole::member);
    member.locale = added.locale == "en" ? engine::Locale::en : engine::Locale::fr;
    if (member.address.find('@') == std::string::npos)
        return Err(Error::Code::invalid_input, "this is not a mail address", "write it as lea@example.org");
    return (*installation)->store().write([&](engine::Unit& unit) -> Result<void> {
        if (unit.find_member(member.address))
            return Err(Error::Code::already_there, "there is a member with this address already");
        const auto id = unit.add_member(member);
        const auto now = (*installation)->clock().now();
        engine::LetterOrder order;
        order.letter = "account_opened";
        order.to = engine::Role::cell;
        unit.enqueue((*installation)->correspondence().write(order, {member.address, member.name, member.locale}, now));
        session.print({{"id", id.value}}, fmt::format("member {} added", id.value));
        return {};
    });
}

Result<void> member_list(Session& session) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().read([&](const engine::Reader& reader) -> Result<void> {
        auto json = ordered_json::array();
        std::vector<std::vector<std::string>> rows;
        for (const auto& member : reader.members()) {
            json.push_back({{"id", member.id.value},
                            {"address", member.address},
                            {"name", member.name},
                            {"role", engine::to_text(member.role)},
                            {"locale", name_of(member.locale)},
                            {"active", member.active}});
            rows.push_back({std::to_string(member.id.value), member.address, member.name,
                            std::string(engine::to_text(member.role)), std::string(name_of(member.locale)),
                            member.active ? "" : "inactive"});
        }
        session.print(json, to_table({"ID", "ADDRESS", "NAME", "ROLE", "LANGUAGE", ""}, rows));
        return {};
    });
}

}  // namespace rexflow::app::commands
