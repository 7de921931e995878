#include "tests/support/mail_builder.hpp"
#include "tests/system/data_folder.hpp"

#include <unistd.h>
#include <catch2/catch.hpp>

#include <filesystem>

namespace rexflow::testing {
namespace {

Mail mail_from(const std::string& name) {
    return Mail().from(name + " <" + name + "@idel.example>").id(name + "@idel.example");
}

/// A shell script in a mount namespace of its own, where it may mount what it likes.
Ended in_private_mounts(const std::string& script, const Arguments& arguments, const std::string& input = {}) {
    Words words{{"unshare", "--mount", "/bin/sh", "-eu", "-c", script, "sh"}, input, {}};
    words.words.insert(words.words.end(), arguments.begin(), arguments.end());
    return run(words);
}

/// Empty when file systems can be mounted here, else why not.
std::string why_no_mounts() {
    if (::geteuid() != 0) return "only root can mount file systems";
    const auto tried = in_private_mounts("mount -t tmpfs none /mnt", {});
    return tried.status == done ? "" : "file systems cannot be mounted here";
}

}  // namespace

TEST_CASE("a disk that takes no more bytes: try again, and nothing is lost", "[bad_disk]") {
    const DataFolder data(DataFolder::Use::simulated);
    static_cast<void>(data.intake(mail_from("lea").raw()));
    const std::string no_room = "trap '' XFSZ; ulimit -f 8";  // no file beyond 4 KiB

    for (const auto& [words, input] :
         std::vector<std::pair<Arguments, std::string>>{{{"intake"}, mail_from("paul").raw()},
                                                        {{"case", "do", "REX-2026-0001", "taken_in_charge",
                                                          "pilot=pilote@cpts.example", "--by", "pilote@cpts.example"},
                                                         ""},
                                                        {{"member", "add", "autre@cpts.example"}, ""},
                                                        {{"deliver"}, ""},
                                                        {{"backup", (data.scratch() / "backup.db").string()}, ""}}) {
        const auto ended = run(after_shell(no_room, data.words(words, input)));
        INFO(words[0] << ": " << ended.err);
        CHECK(ended.status == try_again);
        CHECK(ended.err.starts_with("rexflow: "));
        CHECK(ended.err.find("\n  ") != std::string::npos);
        CHECK(ended.err.find("example") == std::string::npos);
    }

    CHECK(data.json({"verify"})["troubles"].empty());
    CHECK(data.intake(mail_from("paul").raw())["outcome"] == "case_opened");
    CHECK(data.json({"case", "list"}).size() == 2);
    CHECK(data.rexflow({"backup", (data.scratch() / "backup.db").string()}).status == done);
}

TEST_CASE("on a full file system mail is not taken, and everything works again once there is room", "[bad_disk]") {
    if (const auto reason = why_no_mounts(); !reason.empty()) {
        WARN("skipped: " << reason);
        return;
    }
    const TemporaryFolder folder;
    const auto script = R"(
        mount -t tmpfs -o size=2m none "$2"
        "$1" init "$2/data" --simulated >"$2/said"
        dd if=/dev/zero of="$2/filler" bs=4k >"$2/said" 2>&1 || true
        status=0; "$1" --data "$2/data" intake <"$3" || status=$?
        echo "full: $status"
        rm "$2/filler"
        status=0; "$1" --data "$2/data" intake <"$3" || status=$?
        echo "room: $status"
        "$1" --data "$2/data" verify
    )";
    const TemporaryFolder outside;
    const auto mail = outside.path() / "mail.eml";
    write_file(mail, mail_from("lea").raw());

    const auto ended = in_private_mounts(script, {REXFLOW_PROGRAM, folder.path().string(), mail.string()});

    INFO(ended.out << ended.err);
    CHECK(ended.status == done);
    CHECK(ended.out.find("full: 75\n") == 0);
    CHECK(ended.out.find("\"case_opened\"") != std::string::npos);
    CHECK(ended.out.find("room: 0\n") != std::string::npos);
    CHECK(ended.out.find("all is well") != std::string::npos);
    CHECK(ended.err.find("space") != std::string::npos);
}

TEST_CASE("on a read-only disk mail is not taken and the hint says why; later it is", "[bad_disk]") {
    if (const auto reason = why_no_mounts(); !reason.empty()) {
        WARN("skipped: " << reason);
        return;
    }
    const DataFolder data(DataFolder::Use::simulated);
    static_cast<void>(data.intake(mail_from("lea").raw()));
    const auto script = R"(
        mount --bind "$1" "$1"
        mount -o remount,bind,ro "$1"
        shift
        exec "$@"
    )";
    const auto on_read_only = [&](const Arguments& words, const std::string& input = {}) {
        Arguments all{data.path().string()};
        for (const auto& word : data.words(words).words) all.push_back(word);
        return in_private_mounts(script, all, input);
    };

    const auto taken = on_read_only({"intake"}, mail_from("paul").raw());
    INFO(taken.err);
    CHECK(taken.status == try_again);
    CHECK(taken.err.find("read-only") != std::string::npos);
    CHECK(on_read_only({"deliver"}).status == try_again);

    CHECK(data.intake(mail_from("paul").raw())["outcome"] == "case_opened");
    CHECK(data.json({"verify"})["troubles"].empty());
}

TEST_CASE("letters wait while their Maildir cannot be written, and go out when it can", "[bad_disk]") {
    const DataFolder data(DataFolder::Use::real);
    static_cast<void>(data.intake(mail_from("lea").raw()));
    std::filesystem::remove_all(data.path() / "sent");
    write_file(data.path() / "sent", "a file in the folder's place");

    const auto delivered = data.json({"deliver"});
    CHECK(delivered["sent"] == 0);
    CHECK(delivered["postponed"] == 1);
    const auto waiting = data.json({"outbox", "list"});
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0]["attempts"] == 1);
    CHECK_FALSE(waiting[0]["status"].get<std::string>().empty());

    std::filesystem::remove(data.path() / "sent");
    const auto id = std::to_string(waiting[0]["id"].get<int>());
    REQUIRE(data.rexflow({"outbox", "retry", id}).status == done);
    CHECK(data.json({"deliver"})["sent"] == 1);
    CHECK(contents_below(data.path() / "sent" / "new").size() == 1);
}

TEST_CASE("a mailbox that cannot be read is named with a hint, and does not keep the next from being read",
          "[bad_disk]") {
    const DataFolder data(DataFolder::Use::real);
    data.write_settings({{"cpts", {{"name", "CPTS (exemple)"}, {"contact_address", "cellule@cpts.example"}}},
                         {"mailboxes",
                          {{{"name", "broken"}, {"kind", "maildir"}, {"path", "broken"}},
                           {{"name", "inbox"}, {"kind", "maildir"}, {"path", "inbox"}}}}});
    write_file(data.path() / "broken", "a file in the folder's place");
    write_file(data.path() / "inbox" / "new" / "1", mail_from("lea").raw());

    const auto fetched = data.rexflow({"fetch"});

    INFO(fetched.err);
    CHECK(fetched.status == try_again);
    CHECK(fetched.err.find("maildir:broken: the Maildir is not there, or is not a folder") != std::string::npos);
    CHECK(fetched.err.find("check the path of this mailbox in rexflow.json") != std::string::npos);
    CHECK(fetched.out.find("case_opened") != std::string::npos);

    std::filesystem::remove(data.path() / "broken");
    std::filesystem::create_directories(data.path() / "broken" / "new");
    write_file(data.path() / "broken" / "new" / "2", mail_from("paul").raw());
    CHECK(data.rexflow({"fetch"}).status == done);
    CHECK(data.json({"case", "list"}).size() == 2);
}

}  // namespace rexflow::testing
