#include "adapters/app/commands.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using nlohmann::ordered_json;

std::string_view name_of(engine::MemberRole role) {
    return role == engine::MemberRole::coordinator ? "coordinator" : "member";
}

std::string_view name_of(engine::Locale locale) { return locale == engine::Locale::fr ? "fr" : "en"; }

Result<std::string> settings_text(const Session& session) {
    std::ifstream file(session.options().data / "rexflow.json", std::ios::binary);
    if (!file)
        return Err(Error::Code::configuration, "there is no rexflow.json in the data folder",
                   "rexflow init DIR makes a data folder; --data DIR or REXFLOW_DATA names it");
    return std::string(std::istreambuf_iterator<char>(file), {});
}

ordered_json json_of(const MailboxSettings& mailbox) {
    if (mailbox.kind == MailboxSettings::Kind::maildir)
        return {{"name", mailbox.name}, {"kind", "maildir"}, {"path", mailbox.path.string()}};
    return {{"name", mailbox.name}, {"kind", "pop3"}, {"host", mailbox.server.host}, {"port", mailbox.server.port}};
}

ordered_json json_of(const Settings& settings) {
    const auto& house = settings.house;
    ordered_json json{{"cpts",
                       {{"name", house.name},
                        {"contact_address", house.contact_address},
                        {"contact_phone", house.contact_phone},
                        {"locale", name_of(house.locale)},
                        {"time_zone", settings.time_zone},
                        {"holidays", settings.holidays}}},
                      {"mailboxes", ordered_json::array()}};
    for (const auto& mailbox : settings.mailboxes) json["mailboxes"].push_back(json_of(mailbox));
    const auto& outgoing = settings.outgoing;
    json["outgoing"] =
        outgoing.kind == OutgoingSettings::Kind::maildir
            ? ordered_json{{"kind", "maildir"}, {"path", outgoing.path.string()}}
            : ordered_json{{"kind", "smtp"}, {"host", outgoing.server.host}, {"port", outgoing.server.port}};
    json["outgoing"]["subaddressing"] = house.subaddressing;
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
    member.role = added.role == "coordinator" ? engine::MemberRole::coordinator : engine::MemberRole::member;
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
                            {"role", name_of(member.role)},
                            {"locale", name_of(member.locale)},
                            {"active", member.active}});
            rows.push_back({std::to_string(member.id.value), member.address, member.name,
                            std::string(name_of(member.role)), std::string(name_of(member.locale)),
                            member.active ? "" : "inactive"});
        }
        session.print(json, to_table({"ID", "ADDRESS", "NAME", "ROLE", "LANGUAGE", ""}, rows));
        return {};
    });
}

}  // namespace rexflow::app::commands
