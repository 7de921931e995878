#include "adapters/api/calendar_feed.hpp"

#include "adapters/cell/case_file.hpp"
#include "engine/case_words.hpp"
#include "engine/icalendar.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

#include <charconv>

namespace rexflow::api {

namespace {

constexpr std::string_view meeting = "meeting";
constexpr std::chrono::days ahead{400};
constexpr int most = 1000;
constexpr int usual_meeting = 60;  ///< minutes
constexpr int usual_moment = 15;   ///< minutes a deadline with an hour takes up

/// How long the meeting that was planned last takes.
int minutes_of_meeting(const engine::Reader& reader, engine::CaseId id) {
    const auto history = reader.history(id);
    if (!history) return usual_meeting;
    for (auto entry = history->rbegin(); entry != history->rend(); ++entry) {
        if (entry->event.type != "meeting_planned") continue;
        const auto text = engine::text_of(entry->event.payload, "minutes");
        int minutes = 0;
        std::from_chars(text.data(), text.data() + text.size(), minutes);
        return minutes > 0 ? minutes : usual_meeting;
    }
    return usual_meeting;
}

}  // namespace

std::string calendar_feed(const engine::Reader& reader, const engine::Context& context, const engine::Member& member,
                          engine::Instant now) {
    const engine::CaseWords words(reader, context, member.locale);
    engine::DueQuery query;
    query.seen_by = member.id;
    query.until = now + ahead;
    query.limit = most;
    std::vector<engine::CalendarEntry> entries;
    for (const auto& due : reader.registers().case_lists->due(query, now)) {
        const auto& live = due.obligation;
        if (live.obligation == "identity_retention" && member.role < engine::MemberRole::coordinator) continue;
        const auto& number = due.of.row.number;
        const auto on = context.calendar.zone().local(live.due_at).on;
        engine::CalendarEntry entry{
            fmt::format("{}.{}@{}", live.case_id.value, live.obligation, context.house.mail_domain),
            fmt::format("{} – {}", number.text(), words.duty(live.rule)),
            context.house.public_url.empty() ? "" : context.house.public_url + cell::address_of(number), on};
        if (live.obligation == meeting)
            entry.when = engine::TimeSpan{live.due_at, minutes_of_meeting(reader, live.case_id)};
        else if (live.due_at != context.calendar.end_of(on))
            entry.when = engine::TimeSpan{live.due_at, usual_moment};
        entries.push_back(std::move(entry));
    }
    return engine::write_feed(context.house.name, entries, now);
}

}  // namespace rexflow::api
