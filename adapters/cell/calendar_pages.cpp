#include "adapters/cell/calendar_pages.hpp"

#include "adapters/cell/case_file.hpp"
#include "adapters/cell/due_words.hpp"
#include "adapters/cell/looking.hpp"
#include "adapters/cell/paths.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"
#include "engine/wording.hpp"

#include <fmt/format.h>

#include <chrono>

namespace rexflow::cell {

namespace {

using engine::DueCase;
using engine::Instant;
using engine::PageData;
using engine::text_of;
using std::chrono::year_month;

constexpr std::string_view meeting = "meeting";
constexpr std::string_view mine = "miens";
constexpr std::string_view everybodys = "tous";
constexpr int most_late = 50;
constexpr int most_of_a_month = 400;
constexpr int first_year = 2000;
constexpr int last_year = 2100;

/// "2026-11".
std::string to_text(year_month month) {
    return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

/// The month that is asked for, or the present one.
year_month month_in(std::string_view text, year_month present) {
    const auto first = engine::parse_day(fmt::format("{}-01", text));
    if (!first) return present;
    const auto year = static_cast<int>(first->year());
    return year < first_year || year > last_year ? present : year_month(first->year(), first->month());
}

class Agenda {
public:
    Agenda(const Viewpoint& view, year_month month, bool only_mine)
        : view_(view), words_(view.words()), month_(month), only_mine_(only_mine) {}

    [[nodiscard]] PageData page(year_month present) {
        const auto& calendar = view_.context.calendar;
        const auto first = calendar.zone().instant(month_ / 1, engine::TimeOfDay{0});
        const auto last = calendar.end_of(month_ / std::chrono::last);
        if (month_ == present) {
            for (const auto& due : due_between({}, view_.now - std::chrono::seconds(1), most_late))
                page_.add("late", item_of(due));
            if (static_cast<int>(page_.list("late").size()) == most_late) page_.values["more_late"] = "yes";
        }
        const auto rows = due_between(month_ == present ? view_.now : first, last, most_of_a_month);
        for (const auto& due : rows) place(due);
        if (static_cast<int>(rows.size()) == most_of_a_month) page_.values["more"] = "yes";
        add_frame(present);
        return std::move(page_);
    }

private:
    [[nodiscard]] std::vector<DueCase> due_between(Instant from, Instant until, int limit) const {
        engine::DueQuery query;
        query.seen_by = view_.member.id;
        query.obligations = shown_duties(view_);
        query.from = from;
        query.until = until;
        if (only_mine_) query.pilot = view_.member.id;
        query.limit = limit;
        return view_.reader.registers().case_lists->due(query, view_.now);
    }

    /// The rows come in order of time: a day is begun when the first of it comes.
    void place(const DueCase& due) {
        const auto on = view_.context.calendar.zone().local(due.obligation.due_at).on;
        auto& days = page_.lists["days"];
        if (days.empty() || days.back().value("day_key") != engine::to_text(on)) {
            PageData day;
            day.values = {{"day_key", engine::to_text(on)},
                          {"day", words_.day(due.obligation.due_at, view_.now)},
                          {"is_off", view_.context.calendar.is_working_day(on) ? "" : "yes"}};
            days.push_back(std::move(day));
        }
        days.back().add("duties", item_of(due));
    }

    [[nodiscard]] PageData item_of(const DueCase& due) const {
        const auto& row = due.of.row;
        const auto at = due.obligation.due_at;
        const bool is_whole_day = at == view_.context.calendar.end_of(view_.context.calendar.zone().local(at).on);
        PageData item;
        item.values = {{"number", row.number.text()},
                       {"case_address", cell::address_of(row.number)},
                       {"duty", words_.duty(due.obligation.rule)},
                       {"due", words_.day(at, view_.now)},
                       {"hour", is_whole_day ? std::string{} : words_.hour(at)},
                       {"pilot", words_.pilot(row)},
                       {"is_meeting", due.obligation.obligation == meeting ? "yes" : ""}};
        add_chip(item, view_, words_, at);
        return item;
    }

    void add_frame(year_month present) {
        const auto address = [&](year_month month, bool only_mine) {
            return fmt::format("{}?mois={}&qui={}", paths::calendar, to_text(month), only_mine ? mine : everybodys);
        };
        const std::chrono::months one{1};
        page_.values["month"] = engine::month_in_words(month_, view_.locale);
        page_.values["before"] = engine::month_in_words(month_ - one, view_.locale);
        page_.values["before_address"] = address(month_ - one, only_mine_);
        page_.values["after"] = engine::month_in_words(month_ + one, view_.locale);
        page_.values["after_address"] = address(month_ + one, only_mine_);
        if (month_ != present) page_.values["present_address"] = address(present, only_mine_);
        page_.values["mine_address"] = address(month_, true);
        page_.values["all_address"] = address(month_, false);
        page_.values["only_mine"] = only_mine_ ? "yes" : "";
        page_.values["is_quiet"] = page_.lists.empty() ? "yes" : "";
    }

    const Viewpoint& view_;
    engine::CaseWords words_;
    year_month month_;
    bool only_mine_;
    PageData page_;
};

}  // namespace

std::vector<Route> CalendarPages::routes() const {
    return {{"GET", paths::calendar, Gate::member, engine::Task::see_cases,
             [this](const Call& call) { return show(call); }}};
}

/// Whoever follows cases sees their own first, others everybody's.
web::Response CalendarPages::show(const Call& call) const {
    return look(parts_, printer_, call, [&](const Viewpoint& view) {
        const auto today = view.context.calendar.zone().local(view.now).on;
        const year_month present(today.year(), today.month());
        const auto wanted = text_of(call.query, "qui");
        const bool only_mine =
            wanted == mine || (wanted != everybodys && view.member.role == engine::MemberRole::member);
        Agenda agenda(view, month_in(text_of(call.query, "mois"), present), only_mine);
        return printer_.show(200, "calendar", call.visitor, agenda.page(present));
    });
}

}  // namespace rexflow::cell
