#include "adapters/app/bench.hpp"

#include <fmt/format.h>

#include <array>

/// A quality cell of the size the issue asks about, made without its mails.
namespace rexflow::app::bench {

namespace {

using engine::Result;

/// What the open cases of the last weeks wait for; the closed ones wait for their people to be forgotten.
constexpr std::array<std::pair<const char*, const char*>, 4> waits{{{"received", "first_contact"},
                                                                    {"contacting", "next_call"},
                                                                    {"awaiting_follow_up", "orientation_follow_up"},
                                                                    {"collecting", "severity_assessment"}}};

}  // namespace

double p99(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() * 99 / 100];
}

std::string address_of_member(int number) { return fmt::format("membre.{}@cpts.example", number); }

void add_members(Installation& installation) {
    must(installation.store().write([](engine::Unit& unit) -> Result<void> {
        for (int i = 0; i < members_of_a_cell; ++i) {
            engine::Member member;
            member.address = address_of_member(i);
            member.name = fmt::format("Membre {}", i);
            unit.add_member(member);
        }
        return {};
    }));
}

void add_session(Installation& installation, const std::string& address, const std::string& token) {
    must(installation.store().write([&](engine::Unit& unit) -> Result<void> {
        const auto member = unit.find_member(address);
        engine::Account account;
        account.member = member->id;
        account.charter_accepted_at = start;
        unit.change_accounts().set_account(account);
        engine::AccountSession session;
        session.member = member->id;
        session.created_at = session.last_seen_at = start;
        session.expires_at = start + std::chrono::hours(12);
        unit.change_accounts().add_session(token, session);
        return {};
    }));
}

/// Most cases are closed, one in twenty is open, and of those some are late.
void fill_cases(Installation& installation, int count) {
    constexpr int at_once = 500;
    for (int first = 0; first < count; first += at_once)
        must(installation.store().write([&](engine::Unit& unit) -> Result<void> {
            for (int i = first; i < std::min(first + at_once, count); ++i) {
                const auto opened_at = start - std::chrono::minutes(20) * (count - i);
                const auto row = unit.add_case("rex_case", 1, 2026, opened_at);
                const bool is_open = i % 20 == 0;
                const auto [state, duty] = waits.at(static_cast<std::size_t>(i / 20) % waits.size());
                engine::Situation situation;
                situation.states = {is_open ? state : "closed", "not_assessed", "unshared"};
                situation.levels = 1;
                if (i % 3 != 0) situation.pilot = engine::MemberId{i % members_of_a_cell + 1};
                situation.at_rest = !is_open;
                const std::string key = is_open ? duty : "identity_retention";
                const auto due_at = start + std::chrono::hours(is_open ? i % 2000 - 100 : i % 8000);
                situation.obligations[key] = {key, key, opened_at, due_at};
                const engine::Event report{"report_received",
                                           {{"channel", "mail"}, {"windows", "mon,tue,wed,thu,fri 08:00-18:00"}},
                                           opened_at,
                                           engine::Actor::reporter()};
                unit.append(row.id, {1, report, opened_at, {}});
                unit.add_participant(row.id, {engine::Role::reporter, "Camille Exemple", "", "+33639980042"});
                unit.update_case(row.id, situation, 1, opened_at + std::chrono::hours(i % 2000));
                unit.set_obligation({row.id, key, key, opened_at, due_at, opened_at, std::nullopt});
            }
            return {};
        }));
}

}  // namespace rexflow::app::bench
