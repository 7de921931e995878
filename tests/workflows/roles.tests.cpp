#include "engine/roles.hpp"
#include "workflows/corrective_action/workflow.hpp"
#include "workflows/rex_case/workflow.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace rexflow::testing {

namespace {

using engine::MemberRole;
using engine::Task;
using States = std::vector<engine::StateName>;

std::vector<std::unique_ptr<engine::Workflow>> both_workflows() {
    std::vector<std::unique_ptr<engine::Workflow>> both;
    both.push_back(rex_case::make_workflow());
    both.push_back(corrective_action::make_workflow());
    return both;
}

bool has_state(const engine::Workflow& workflow, std::string_view name) {
    for (const auto& region : workflow.regions())
        for (const auto& state : region.states)
            if (state.name == name) return true;
    return false;
}

}  // namespace

TEST_CASE("the table of roles is the published one, row for row", "[roles]") {
    const auto file = std::filesystem::path(REXFLOW_SOURCE_DIR) / "tests/workflows/expected/roles.tsv";
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the only thread
    if (std::getenv("REXFLOW_APPROVE") != nullptr) std::ofstream(file, std::ios::binary) << engine::roles_tsv();
    std::ifstream in(file, std::ios::binary);
    const std::string expected{std::istreambuf_iterator<char>(in), {}};

    CHECK(engine::roles_tsv() == expected);
}

TEST_CASE("every event of both workflows has its row, once, and every row its event and state", "[roles]") {
    std::set<std::pair<std::string, std::string>> known;
    for (const auto& workflow : both_workflows())
        for (const auto& event : workflow->events()) known.emplace(workflow->name(), event.name);
    std::set<std::pair<std::string, std::string>> whatever_the_state;
    std::set<std::tuple<std::string, std::string, std::string>> rows;

    for (const auto& rule : engine::event_rules()) {
        INFO(rule.workflow << " " << rule.event << " " << rule.state);
        CHECK(known.contains({std::string(rule.workflow), std::string(rule.event)}));
        CHECK(rows.emplace(rule.workflow, rule.event, rule.state).second);
        if (rule.state.empty()) whatever_the_state.emplace(rule.workflow, rule.event);
        for (const auto& workflow : both_workflows())
            if (workflow->name() == rule.workflow && !rule.state.empty()) CHECK(has_state(*workflow, rule.state));
    }
    CHECK(whatever_the_state == known);
}

TEST_CASE("a reader changes nothing, and each role may what those before it may", "[roles]") {
    for (const auto& workflow : both_workflows())
        for (const auto& event : workflow->events())
            for (const auto& region : workflow->regions())
                for (const auto& state : region.states) {
                    const States states{std::string(state.name)};
                    INFO(event.name << " in " << state.name);
                    CHECK_FALSE(engine::may_record(MemberRole::reader, workflow->name(), event.name, states));
                    for (std::size_t more = 1; more < engine::member_roles.size(); ++more)
                        CHECK(engine::may_record(engine::member_roles.at(more).role, workflow->name(), event.name,
                                                 states) >= engine::may_record(engine::member_roles.at(more - 1).role,
                                                                               workflow->name(), event.name, states));
                }
    CHECK(engine::may(MemberRole::reader, Task::see_cases));
    CHECK_FALSE(engine::may(MemberRole::reader, Task::see_identity));
    CHECK_FALSE(engine::may(MemberRole::coordinator, Task::manage_accounts));
    CHECK(engine::may(MemberRole::administrator, Task::manage_accounts));
}

TEST_CASE("what an event asks for depends on the state the case is in", "[roles]") {
    const States collecting{"collecting", "not_assessed", "unshared"};
    const States analysed{"n3_gaps_and_factors", "not_assessed", "unshared"};

    CHECK(engine::may_record(MemberRole::member, "rex_case", "case_dismissed", collecting));
    CHECK_FALSE(engine::may_record(MemberRole::member, "rex_case", "case_dismissed", analysed));
    CHECK(engine::may_record(MemberRole::coordinator, "rex_case", "case_dismissed", analysed));
    CHECK_FALSE(engine::may_record(MemberRole::administrator, "rex_case", "message_received", collecting));
    CHECK_FALSE(engine::may_record(MemberRole::administrator, "rex_case", "no_such_event", collecting));
}

TEST_CASE("who is set aside from a case, or is no member any more, sees nothing of it", "[roles]") {
    engine::Member member;
    member.id = engine::MemberId{3};
    engine::Situation situation;
    CHECK(engine::may_see(member, situation));

    situation.set_aside = {engine::MemberId{3}};
    CHECK_FALSE(engine::may_see(member, situation));
    member.role = MemberRole::administrator;
    CHECK_FALSE(engine::may_see(member, situation));
    situation.set_aside = {engine::MemberId{4}};
    CHECK(engine::may_see(member, situation));
    member.active = false;
    CHECK_FALSE(engine::may_see(member, situation));
}

}  // namespace rexflow::testing
