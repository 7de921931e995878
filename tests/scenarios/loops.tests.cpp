#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// Machines that answer each other come to an end, whatever they leave out of their mails.
namespace rexflow::testing {

namespace {

constexpr const char* ours = "qualite@cpts.example";
constexpr const char* theirs = "qualite@autre-cpts.example";

/// What a relay leaves of a mail that keeps nothing: sender, subject, text.
std::string stripped(const std::string& bytes, const std::string& from) {
    return "From: " + from + "\r\nSubject: Re: votre message\r\n\r\n" + bytes.substr(bytes.find("\r\n\r\n") + 4);
}

std::ptrdiff_t mails_to(const Office& office, const std::string& address) {
    return std::ranges::count(office.transport.taken, address, &RecordingTransport::Taken::to);
}

/// Carries everything one office sent to an address to the other, once.
int carry(Office& from, std::size_t& carried, const std::string& address, Office& to,
          const std::function<std::string(const std::string&)>& relay) {
    int mails = 0;
    for (; carried < from.transport.taken.size(); ++carried) {
        const auto& mail = from.transport.taken[carried];
        if (mail.to != address) continue;
        to.takes(relay(mail.bytes));
        ++mails;
    }
    return mails;
}

}  // namespace

TEST_CASE("two quality cells that write to each other exchange one mail", "[loop]") {
    Office here("2026-03-02 09:00");
    Office there("2026-03-02 09:00");
    there.move_to(theirs);
    here.mail(Mail().from(theirs));

    std::size_t from_here = 0;
    std::size_t from_there = 0;
    int carried = 0;
    for (int day = 2; day < 12; ++day) {
        const auto evening = "2026-03-" + std::string(day < 10 ? "0" : "") + std::to_string(day) + " 20:00";
        here.pass_until(evening);
        there.pass_until(evening);
        const auto as_sent = [](const std::string& bytes) { return bytes; };
        carried += carry(here, from_here, theirs, there, as_sent) + carry(there, from_there, ours, here, as_sent);
    }

    CHECK(carried == 1);
    CHECK(here.count_cases() == 1);
    CHECK(there.count_cases() == 0);
}

TEST_CASE("two cells behind relays that strip every field end after ten mails and eleven cases", "[loop]") {
    Office here("2026-03-02 09:00");
    Office there("2026-03-02 09:00");
    there.move_to(theirs);
    here.mail(Mail().from(theirs));

    std::size_t from_here = 0;
    std::size_t from_there = 0;
    int carried = 0;
    for (int round = 0; round < 40; ++round) {
        here.deliver();
        there.deliver();
        carried += carry(here, from_here, theirs, there, [](const auto& bytes) { return stripped(bytes, ours); });
        carried += carry(there, from_there, ours, here, [](const auto& bytes) { return stripped(bytes, theirs); });
    }

    CHECK(carried == 10);
    CHECK(here.count_cases() == 6);
    CHECK(there.count_cases() == 5);
}

TEST_CASE("an autoresponder that strips every field gets five answers, and no more the days after", "[loop]") {
    Office office("2026-03-02 09:00");
    office.mail(Mail().from(lea));

    std::size_t seen = 0;
    for (int minute = 0; minute < 30; ++minute) {
        const auto clock = "2026-03-02 10:" + std::string(minute < 10 ? "0" : "") + std::to_string(minute);
        office.pass_until(clock);
        for (; seen < office.transport.taken.size(); ++seen)
            if (office.transport.taken[seen].to == lea)
                office.takes("From: " + std::string(lea) + "\r\n\r\nJe suis absente, je lirai votre message " +
                             std::to_string(seen));
    }

    CHECK(mails_to(office, lea) == 5);
    CHECK(office.count_cases() == 6);

    office.pass_until("2026-03-06 18:00");
    CHECK(mails_to(office, lea) == 5);
    CHECK(office.outbox("REX-2026-0006").front().state == engine::OutboxState::given_up);
}

}  // namespace rexflow::testing
