#include "adapters/app/bare_sqlite.hpp"
#include "adapters/app/bench.hpp"
#include "adapters/app/reading_ahead.hpp"

#include <fmt/format.h>

#include <thread>

namespace rexflow::app::bench {

namespace {

engine::IntakeLine line_of(Installation& installation) {
    return {installation.store(), installation.message_reader(), installation.intake(), [](const auto&) {}};
}

}  // namespace

void take_one_by_one(Ground& ground, int count) {
    auto& installation = ground.installation();
    ReadingAhead ahead;
    engine::IntakeLine line(
        installation.store(), installation.message_reader(), installation.intake(), [](const auto&) {},
        ahead.starter());
    const engine::Origin origin{"bench", {}};
    for (int i = 0; i < count; ++i) must(line.take(origin, ground.next_mail(), ground.now()));
    must(line.finish(ground.now()));
}

/// Each of `threads` people waits until their mail is durable before they send the next.
void take_together(Ground& ground, int count, int threads) {
    std::vector<std::vector<std::string>> mails(static_cast<std::size_t>(threads));
    for (int i = 0; i < count; ++i) mails[static_cast<std::size_t>(i % threads)].push_back(ground.next_mail());
    std::vector<std::jthread> people;
    for (auto& own : mails)
        people.emplace_back([&ground, &own] {
            auto line = line_of(ground.installation());
            for (auto& mail : own) must(line.take({"bench", {}}, std::move(mail), ground.now()));
            must(line.finish(ground.now()));
        });
}

namespace {

/// What a mail makes SQLite write, in bytes a commit: the log, and the same again at the next checkpoint.
std::size_t bytes_written_a_mail(Ground& ground) {
    constexpr int sample = 500;
    const auto before = bytes_written();
    take_one_by_one(ground, sample);
    return (bytes_written() - before) / sample / 2;
}

Figure one_at_a_time(int size, std::size_t bytes, Ground& ground, const std::string& limit_is) {
    const int count = size > 0 ? size : 1000;
    BareSqlite bare(ground.bare(), bytes);
    bare.commit_each(count / 10 + 1);
    std::vector<double> ours;
    std::vector<double> limit;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(count / seconds_of([&] { take_one_by_one(ground, count); }));
        limit.push_back(count / seconds_of([&] { bare.commit_each(count); }));
    }
    return {median(ours), median(limit), "mails/s", fmt::format("bare SQLite commits {} {} bytes", limit_is, bytes)};
}

}  // namespace

Figure intake_one_at_a_time(int size) {
    Ground ground;
    const auto bytes = bytes_written_a_mail(ground);
    return one_at_a_time(size, bytes, ground, "writing the same");
}

/// A harder limit: one row with the mail's own content and as much again, and none of the indices.
Figure intake_one_row(int size) {
    Ground ground;
    take_one_by_one(ground, 100);
    return one_at_a_time(size, 2 * Ground::bytes_a_mail, ground, "of one row of");
}

Figure intake_concurrent(int size) {
    constexpr int people = 50;
    const int count = size > 0 ? size : 5000;
    Ground ground;
    const auto bytes = 2 * Ground::bytes_a_mail;
    BareSqlite bare(ground.bare(), bytes);
    take_together(ground, people * 4, people);
    std::vector<double> ours;
    std::vector<double> limit;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(count / seconds_of([&] { take_together(ground, count, people); }));
        limit.push_back(count / seconds_of([&] { bare.commit_groups(count, people); }));
    }
    return {median(ours), median(limit), "mails/s",
            fmt::format("bare SQLite, {} rows of {} bytes a commit", people, bytes)};
}

/// Cost of a mail among 100,000 cases against among 1,000; the smaller the ratio the better.
Figure intake_among_many(int size) {
    constexpr int few = 1000;
    constexpr int sample = 600;
    constexpr int people = 50;
    const int many = size > 0 ? size : 100'000;
    Ground small;
    Ground large;
    take_together(small, few, people);
    take_together(large, many, people);
    std::vector<double> ours;
    std::vector<double> limit;
    constexpr double microseconds = 1e6;
    for (int round = 0; round < rounds; ++round) {
        limit.push_back(seconds_of([&] { take_one_by_one(small, sample); }) * microseconds / sample);
        ours.push_back(seconds_of([&] { take_one_by_one(large, sample); }) * microseconds / sample);
    }
    return {median(ours), median(limit), "us/mail", "the same with 1,000 cases; ratio is the cost's"};
}

}  // namespace rexflow::app::bench
