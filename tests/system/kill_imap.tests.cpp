#include "tests/support/stepped_program.hpp"
#include "tests/system/imap_cell.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace rexflow::testing {
namespace {

/// Kills `fetch` before each of its visible statements in turn, with new mail each time, and lets a second run finish
/// what it left. @return at how many statements it was killed
int kill_everywhere(const ImapCell& cell, const std::string& settled_in, const std::string& settled_as) {
    constexpr int mails_a_run = 2;
    const auto folder = cell.servers.maildir(MailServers::cell);
    int mails = 0;
    for (int step = 1;; ++step) {
        for (int i = 0; i < mails_a_run; ++i) cell.deliver(++mails);
        const auto stepped = run_until(cell.data.words({"fetch"}), step);
        INFO("killed before statement " << step);
        if (stepped.was_killed) {
            const auto finished = cell.data.rexflow({"fetch"});
            INFO(finished.err);
            REQUIRE(finished.status == done);
        } else {
            REQUIRE(stepped.status == done);
        }
        REQUIRE(cell.flags(settled_in) == std::map<std::string, int>{{settled_as, mails}});
        if (!settled_in.empty()) REQUIRE(cell.flags().empty());
        if (!stepped.was_killed) {
            CHECK(cell.data.json({"case", "list", "--limit", "100000"}).size() == static_cast<std::size_t>(mails));
            return step - 1;
        }
    }
}

/// One acknowledgement a case, and nothing that could not be understood.
void check_that_all_is_well(const ImapCell& cell) {
    std::set<std::string> acknowledged;
    int letters = 0;
    for (const auto& letter : cell.data.json({"outbox", "list"})) {
        ++letters;
        acknowledged.insert(letter["case"].get<std::string>());
    }
    CHECK(letters == static_cast<int>(acknowledged.size()));
    CHECK(acknowledged.size() == cell.data.json({"case", "list"}).size());
    CHECK(cell.data.json({"quarantine", "list"}).empty());
    CHECK(cell.data.json({"verify"})["troubles"].empty());
    CHECK(cell.data.json({"health"})["healthy"] == true);
}

bool is_skipped() {
    auto reason = MailServers::why_not(MailServers::Parts::dovecot);
    if (reason.empty()) reason = why_no_steps();
    if (!reason.empty()) WARN("skipped: " << reason);
    return !reason.empty();
}

}  // namespace

TEST_CASE("wherever a fetch is killed between reading a mail and marking it, the mail is one case and marked",
          "[kill][imap]") {
    if (is_skipped()) return;
    const ImapCell cell("mark_seen");

    const int kills = kill_everywhere(cell, "", "S");

    CHECK(kills > 20);
    check_that_all_is_well(cell);
    CHECK(cell.data.rexflow({"reconcile"}).status == done);
}

TEST_CASE("wherever a fetch is killed between reading a mail and moving it, the mail is one case and moved once",
          "[kill][imap]") {
    if (is_skipped()) return;
    const ImapCell cell("move");

    const int kills = kill_everywhere(cell, ".Trait&AOk-s", "");

    CHECK(kills > 20);
    check_that_all_is_well(cell);
}

}  // namespace rexflow::testing
