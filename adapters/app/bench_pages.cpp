#include "adapters/app/bench.hpp"
#include "adapters/cell/cell.hpp"
#include "adapters/mustache/page_renderer.hpp"
#include "adapters/qrcode/qr_writer.hpp"

#include <fmt/format.h>

#include <array>

/// Pages of the cell as they leave the desk: session, model and template; the HTTP server is measured elsewhere.
namespace rexflow::app::bench {

namespace {

using engine::Result;

constexpr int usual_cases = 100'000;
constexpr int members = 50;
constexpr double milliseconds = 1e3;

void add_members(Installation& installation) {
    must(installation.store().write([](engine::Unit& unit) -> Result<void> {
        for (int i = 0; i < members; ++i) {
            engine::Member member;
            member.address = fmt::format("membre.{}@cpts.example", i);
            member.name = fmt::format("Membre {}", i);
            unit.add_member(member);
        }
        return {};
    }));
}

/// What the open cases of the last weeks wait for; the closed ones wait for their people to be forgotten.
constexpr std::array<std::pair<const char*, const char*>, 4> waits{{{"received", "first_contact"},
                                                                    {"contacting", "next_call"},
                                                                    {"awaiting_follow_up", "orientation_follow_up"},
                                                                    {"collecting", "severity_assessment"}}};

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
                if (i % 3 != 0) situation.pilot = engine::MemberId{i % members + 1};
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

/// The cell with a session of the first member, asked as a browser asks.
class Visit {
public:
    explicit Visit(Installation& installation)
        : renderer_(must(mustache::make_page_renderer())),
          cell_({installation.store(), installation.context(), installation.dispatcher(), installation.intake(),
                 installation.message_reader(), installation.letter_renderer(), installation.accounts(),
                 installation.account_links(), installation.own_account(), qr_writer_, *renderer_,
                 installation.clock()}),
          cookie_(fmt::format("rexflow={}", token)) {
        must(installation.store().write([&](engine::Unit& unit) -> Result<void> {
            const auto member = unit.find_member("pilote@cpts.example");
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

    [[nodiscard]] std::size_t get(const std::string& path) const {
        web::Request request{"GET", path.substr(0, path.find('?'))};
        if (const auto mark = path.find('?'); mark != std::string::npos) request.query = path.substr(mark + 1);
        request.fields["cookie"] = cookie_;
        const auto response = cell_.answer(request);
        if (response.status != 200) throw std::runtime_error(fmt::format("{} answered {}", path, response.status));
        return response.body.size();
    }

private:
    static constexpr const char* token = "bench";
    std::unique_ptr<engine::PageRenderer> renderer_;
    qrcode::QrencodeWriter qr_writer_;
    cell::Cell cell_;
    const std::string cookie_;
};

double p99(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() * 99 / 100];
}

/// A page beside the same installation's page of somebody with nothing to read: what the desk and a template cost.
Figure measure(int size, const char* path) {
    constexpr int turns = 300;
    Ground ground;
    add_members(ground.installation());
    fill_cases(ground.installation(), size > 0 ? size : usual_cases);
    const auto rows = long_cases(ground.installation(), 1);
    const auto page = fmt::format(fmt::runtime(path), rows.front().number.text());
    const Visit visit(ground.installation());
    std::vector<double> ours;
    std::vector<double> limit;
    std::size_t bytes = 0;
    for (int turn = 0; turn < turns; ++turn) {
        ours.push_back(seconds_of([&] { bytes = visit.get(page); }) * milliseconds);
        limit.push_back(seconds_of([&] { static_cast<void>(visit.get("/charte")); }) * milliseconds);
    }
    return {p99(ours), p99(limit), "ms (p99)", fmt::format("the page of the charter; {} KiB here", bytes / 1024)};
}

}  // namespace

Figure pages_today(int size) { return measure(size, "/"); }
Figure pages_list(int size) { return measure(size, "/dossiers?vue=tous"); }
Figure pages_case(int size) { return measure(size, "/dossiers/{}"); }

}  // namespace rexflow::app::bench
