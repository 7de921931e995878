#include "adapters/cell/today.hpp"

#include "adapters/cell/case_file.hpp"
#include "adapters/cell/due_words.hpp"
#include "adapters/cell/event_groups.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"
#include "engine/reading/next_call.hpp"
#include "engine/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

namespace rexflow::cell {

namespace {

namespace reading = engine::reading;
using engine::DueCase;
using engine::Instant;
using engine::PageData;
using engine::Text;

constexpr int days_ahead = 7;
constexpr int most_duties = 100;
constexpr int most_questions = 20;
constexpr std::size_t most_shown = 30;
constexpr int most_histories = 40;

constexpr std::string_view not_taken = "received";

struct QuestionWords {
    std::string_view key;
    Text words;
};
constexpr std::array question_words{
    QuestionWords{"reply_waits", {"Une réponse est arrivée après la clôture.", "An answer arrived after the closing."}},
    QuestionWords{"split_offered",
                  {"Un message parle peut-être d’une autre situation.", "A message may be about another matter."}},
    QuestionWords{"link_offered", {"Un autre dossier lui ressemble.", "Another case resembles it."}},
};

bool is_call(const DueCase& due) {
    const auto& key = due.obligation.obligation;
    return key == first_contact || key == next_call;
}

bool is_not_taken(const DueCase& due) { return !due.of.row.states.empty() && due.of.row.states.front() == not_taken; }

bool is_new(const DueCase& due) { return due.obligation.obligation == first_contact && is_not_taken(due); }

class Day {
public:
    Day(const Viewpoint& view, KnownCalls& known_calls)
        : view_(view), known_calls_(known_calls), words_(view.words()) {}

    [[nodiscard]] PageData page(bool may_act, const std::string& mailbox_trouble) {
        const auto others = due_others();
        const auto calls = due_calls();
        add_new(calls);
        for (const auto& due : calls)
            if (!is_new(due)) place(due);
        for (const auto& due : others) place(due);
        add_questions();
        add_frame(may_act, mailbox_trouble);
        if (static_cast<int>(others.size()) == most_duties) page_.values["more_late"] = "yes";
        return std::move(page_);
    }

private:
    /// Asked apart, so that no pile of late things hides who waits for a call.
    [[nodiscard]] std::vector<DueCase> due_calls() const {
        return due_cases({std::string(first_contact), std::string(next_call)});
    }

    [[nodiscard]] std::vector<DueCase> due_others() const {
        auto keys = shown_duties(view_);
        std::erase_if(keys, [](const std::string& key) { return key == first_contact || key == next_call; });
        return due_cases(std::move(keys));
    }

    [[nodiscard]] std::vector<DueCase> due_cases(std::vector<std::string> keys) const {
        engine::DueQuery query;
        query.seen_by = view_.member.id;
        query.obligations = std::move(keys);
        const auto today = std::chrono::sys_days(view_.context.calendar.zone().local(view_.now).on);
        query.until = view_.context.calendar.end_of(engine::Day(today + std::chrono::days(days_ahead)));
        query.limit = most_duties;
        return view_.reader.registers().case_lists->due(query, view_.now);
    }

    /// Whoever can be reached at this moment comes first, then who came first. No history is opened that is not shown.
    void add_new(const std::vector<DueCase>& calls) {
        std::vector<const DueCase*> waiting;
        for (const auto& due : calls)
            if (is_new(due)) waiting.push_back(&due);
        std::ranges::stable_sort(waiting, {}, [](const DueCase* due) { return due->of.row.opened_at; });
        if (waiting.size() > most_shown) waiting.resize(most_shown);

        std::vector<PageData> items;
        for (const auto* due : waiting) items.push_back(new_item(*due));
        std::ranges::stable_partition(items, [](const PageData& item) { return !item.value("is_reachable").empty(); });
        for (auto& item : items) keep("new", std::move(item));
    }

    /// With the hours the reporter gave, which name nobody; who they are is for whoever takes the case.
    [[nodiscard]] PageData new_item(const DueCase& due) const {
        auto item = item_of(due);
        item.values["opened"] = words_.moment(due.of.row.opened_at);
        if (item.value("is_late").empty()) item.values["chip"] = "";
        const auto facts = known_calls_.of(view_.reader, due.of.row);
        const auto hours = facts ? facts->windows : std::vector<reading::Window>{};
        item.values["hours"] = hours_in_words(hours, view_.locale);
        item.values["no_hours"] = facts && hours.empty() ? "yes" : "";
        const auto at = reading::next_callable(hours, view_.now, view_.context.calendar);
        item.values["is_reachable"] = at == view_.now ? "yes" : "";
        return item;
    }

    void place(const DueCase& due) {
        if (is_call(due) && !is_not_taken(due) && histories_ < most_histories) return place_call(due);
        if (view_.now > due.obligation.due_at) return add(due, "late");
        if (!is_not_taken(due)) add(due, "soon");
    }

    /// A call is for now while the person can be reached; else it waits for their hours, late where its day is over.
    /// Whoever waits for two calls is called once.
    void place_call(const DueCase& due) {
        if (!called_.insert(due.obligation.case_id).second) return;
        ++histories_;
        const auto facts = known_calls_.of(view_.reader, due.of.row);
        if (!facts) return add(due, "late");
        const auto at = callable_at(due, *facts, view_.now, view_.context.calendar);
        if (at > view_.now && words_.days_until(due.obligation.due_at, view_.now) < 0) return add(due, "late");

        auto item = item_of(due);
        add_call(item, due, *facts);
        if (words_.days_until(due.obligation.due_at, view_.now) >= 0) item.values["chip"] = "";
        const auto days = words_.days_until(at, view_.now);
        if (at > view_.now) {
            item.values["callable_at"] =
                days == 0 ? words_.hour(at)
                          : fmt::format("{}, {}", engine::days_in_words(days, view_.locale), words_.hour(at));
            return keep("later_calls", std::move(item));
        }
        keep("calls", std::move(item));
    }

    void add_call(PageData& item, const DueCase& due, const CallFacts& facts) const {
        item.values["hours"] = hours_in_words(facts.windows, view_.locale);
        item.values["try"] = facts.tries == 0                     ? std::string{}
                             : view_.locale == engine::Locale::fr ? fmt::format("{}e essai", facts.tries + 1)
                                                                  : fmt::format("try {}", facts.tries + 1);
        item.values["phone"] = "";
        item.values["on_page"] = facts.has_receipt ? "yes" : "";
        for (const auto& person : view_.reader.participants(due.obligation.case_id))
            if (person.role == engine::Role::reporter && !person.phone.empty()) {
                item.values["phone"] = phone_in_pairs(person.phone);
                item.values["phone_call"] = dialled(person.phone);
            }
    }

    [[nodiscard]] PageData item_of(const DueCase& due) const {
        const auto& row = due.of.row;
        const auto event = event_for_duty(due.obligation.obligation);
        PageData item;
        item.values = {{"number", row.number.text()},
                       {"case_address", address_of(row.number)},
                       {"seq", std::to_string(row.last_seq)},
                       {"state", words_.state(row, 0)},
                       {"pilot", words_.pilot(due.of.row)},
                       {"duty", words_.duty(due.obligation.rule)},
                       {"due", words_.day(due.obligation.due_at, view_.now)},
                       {"act", view_.in(button_for_duty(due.obligation.obligation))},
                       {"act_address", event.empty() ? address_of(row.number)
                                                     : fmt::format("{}/faire/{}", address_of(row.number), event)}};
        add_chip(item, view_, words_, due.obligation.due_at);
        return item;
    }

    void add(const DueCase& due, std::string_view list) { keep(list, item_of(due)); }

    void keep(std::string_view list, PageData item) {
        if (page_.list(list).size() < most_shown)
            page_.add(list, std::move(item));
        else if (list == "late")
            page_.values["more_late"] = "yes";
    }

    void add_questions() {
        engine::CaseListQuery query;
        query.filter.seen_by = view_.member.id;
        query.filter.only_asking = true;
        query.limit = most_questions;
        for (const auto& listed : view_.reader.registers().case_lists->page(query, view_.now).rows)
            for (const auto& question : listed.questions) {
                const auto* const known = std::ranges::find(question_words, question.key, &QuestionWords::key);
                page_.add("questions",
                          {{{"number", listed.row.number.text()},
                            {"case_address", address_of(listed.row.number)},
                            {"question", known == question_words.end() ? question.key : view_.in(known->words)}},
                           {}});
            }
    }

    void add_frame(bool may_act, const std::string& mailbox_trouble) {
        const auto counted = [&](std::string_view list) {
            const auto count = page_.list(list).size();
            return count == 0 ? std::string{} : std::to_string(count);
        };
        const auto some = [](int count) { return count == 0 ? std::string{} : std::to_string(count); };
        page_.values["today"] = words_.day(view_.now, view_.now);
        page_.values["hour"] = words_.hour(view_.now);
        page_.values["late_count"] = counted("late");
        page_.values["call_count"] = counted("calls");
        page_.values["new_count"] = counted("new");
        page_.values["is_quiet"] = page_.lists.empty() ? "yes" : "";
        page_.values["may_act"] = may_act ? "yes" : "";
        page_.values["reviews"] = some(view_.reader.count_reviews());
        page_.values["quarantined"] = some(view_.reader.count_messages(engine::Outcome::quarantined));
        page_.values["held"] = some(view_.reader.count_messages(engine::Outcome::auto_held));
        page_.values["mailbox_trouble"] = mailbox_trouble;
    }

    const Viewpoint& view_;
    KnownCalls& known_calls_;
    engine::CaseWords words_;
    PageData page_;
    std::set<engine::CaseId> called_;
    int histories_ = 0;
};

}  // namespace

PageData today(const Viewpoint& view, KnownCalls& known_calls, bool may_act, const std::string& mailbox_trouble) {
    return Day(view, known_calls).page(may_act, mailbox_trouble);
}

}  // namespace rexflow::cell
