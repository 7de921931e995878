#include "adapters/cell/case_list.hpp"

#include "adapters/cell/case_file.hpp"
#include "adapters/cell/due_words.hpp"
#include "engine/ports/drafts.hpp"
#include "engine/ports/registers.hpp"
#include "engine/ports/search_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace rexflow::cell {

namespace {

using engine::ListDirection;
using engine::ListOrder;
using engine::PageData;
using engine::Payload;
using engine::Text;

constexpr int rows_a_page = 30;
constexpr int most_counted = 100;
constexpr int most_found = 500;

/// A list people come back to: some filters under a name.
struct View {
    std::string_view name;
    Text label;
    void (*apply)(engine::CaseFilter&, engine::MemberId);
};

using Filter = engine::CaseFilter;

constexpr std::array views{
    View{"en-cours", {"En cours", "Open"}, [](Filter& filter, engine::MemberId) { filter.rest = engine::Rest::open; }},
    View{"les-miens",
         {"Les miens", "Mine"},
         [](Filter& filter, engine::MemberId member) {
             filter.rest = engine::Rest::open;
             filter.pilot = member;
         }},
    View{"sans-pilote",
         {"Sans pilote", "Without a pilot"},
         [](Filter& filter, engine::MemberId) {
             filter.rest = engine::Rest::open;
             filter.workflow = "rex_case";
             filter.pilot = engine::NoPilot{};
         }},
    View{"en-retard", {"En retard", "Late"}, [](Filter& filter, engine::MemberId) { filter.only_late = true; }},
    View{"a-decider", {"À décider", "To decide"}, [](Filter& filter, engine::MemberId) { filter.only_asking = true; }},
    View{"actions",
         {"Actions", "Actions"},
         [](Filter& filter, engine::MemberId) {
             filter.rest = engine::Rest::open;
             filter.workflow = "corrective_action";
         }},
    View{"termines",
         {"Terminés", "Over"},
         [](Filter& filter, engine::MemberId) { filter.rest = engine::Rest::at_rest; }},
    View{"tous", {"Tous", "All"}, [](Filter&, engine::MemberId) {}},
};

struct Order {
    std::string_view name;
    ListOrder order;
};
constexpr std::array orders{Order{"numero", ListOrder::number}, Order{"ouverture", ListOrder::opened},
                            Order{"activite", ListOrder::updated}, Order{"echeance", ListOrder::next_due}};

/// What the columns are called, and what each is sorted by.
struct Column {
    Text label;
    std::string_view order;
};
constexpr std::array columns{Column{{"Numéro", "Number"}, "numero"},
                             Column{{"État", "State"}, ""},
                             Column{{"Niveau", "Level"}, ""},
                             Column{{"Suivi par", "Followed by"}, ""},
                             Column{{"Prochaine échéance", "Next deadline"}, "echeance"},
                             Column{{"Reste", "Left"}, ""}};

bool is_state(const engine::Context& context, std::string_view name) {
    for (const auto& workflow : context.workflows.all())
        for (const auto& region : workflow->regions())
            for (const auto& state : region.states)
                if (state.name == name) return true;
    return false;
}

/// A value as part of an address.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                              c == '.' || c == '_';
        result += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

std::string query_of(const Payload& fields) {
    std::string query;
    for (const auto& [name, value] : fields)
        if (!value.empty() && name != "apres")
            query += fmt::format("{}{}={}", query.empty() ? "" : "&", escaped(name), escaped(value));
    return query;
}

/// The same list with some of its parts otherwise; an empty value takes one out.
std::string address_with(const Payload& asked,
                         std::initializer_list<std::pair<std::string_view, std::string>> changes) {
    Payload fields = asked;
    fields.erase("apres");
    for (const auto& [name, value] : changes) fields[std::string(name)] = value;
    std::string address = "/dossiers";
    char before = '?';
    for (const auto& [name, value] : fields) {
        if (value.empty()) continue;
        address += fmt::format("{}{}={}", before, escaped(name), escaped(value));
        before = '&';
    }
    return address;
}

void read_pilot(std::string_view text, ListWish& wish) {
    const auto member = engine::Actor{std::string(text)}.member();
    if (member)
        wish.query.filter.pilot = *member;
    else
        wish.is_clean = false;
}

void read_order(const Payload& asked, ListWish& wish) {
    const auto name = engine::text_of(asked, "tri");
    const auto* const found = std::ranges::find(orders, name, &Order::name);
    if (found != orders.end()) wish.query.order = found->order;
    if (found == orders.end() && !name.empty()) wish.is_clean = false;
    const auto direction = engine::text_of(asked, "sens");
    if (direction == "montant") wish.query.direction = ListDirection::ascending;
    if (direction == "descendant") wish.query.direction = ListDirection::descending;
    if (const auto after = engine::text_of(asked, "apres"); !after.empty()) {
        auto cursor = engine::parse_list_cursor(after);
        if (cursor)
            wish.query.after = std::move(*cursor);
        else
            wish.is_clean = false;
    }
}

class List {
public:
    List(const Viewpoint& view, const Payload& asked, const ListWish& wish)
        : view_(view), asked_(asked), wish_(wish), words_(view.words()) {}

    [[nodiscard]] PageData page() const {
        const auto& lists = *view_.reader.registers().case_lists;
        const auto found = lists.page(wish_.query, view_.now);
        PageData page;
        page.values = {{"list_heading", view_.in({"Dossiers", "Cases"})},
                       {"count_words", count_words(lists.count(wish_.query.filter, view_.now, most_counted + 1))},
                       {"sought", wish_.sought},
                       {"bad_filter", wish_.is_clean ? "" : "yes"},
                       {"is_filtered", asked_.empty() ? "" : "yes"},
                       {"query", query_of(asked_)}};
        for (const auto& view : view_.reader.registers().saved_views->of_member(view_.member.id))
            page.add("own_views", {{{"own_view", view.name},
                                    {"own_address", "/dossiers?" + view.query},
                                    {"own_id", std::to_string(view.id.value)},
                                    {"is_view", view.query == query_of(asked_) ? "yes" : ""}},
                                   {}});
        add_views(page);
        add_selects(page);
        add_columns(page);
        for (const auto& row : found.rows) page.add("rows", row_item(row));
        if (found.next) page.values["next_address"] = address_with(asked_, {{"apres", to_text(*found.next)}});
        if (wish_.query.after) page.values["first_address"] = address_with(asked_, {});
        return page;
    }

private:
    [[nodiscard]] std::string count_words(int count) const {
        const bool french = view_.locale == engine::Locale::fr;
        if (count > most_counted)
            return french ? fmt::format("plus de {}", most_counted) : fmt::format("over {}", most_counted);
        if (count == 1) return french ? "1 dossier" : "1 case";
        return french ? fmt::format("{} dossiers", count) : fmt::format("{} cases", count);
    }

    void add_views(PageData& page) const {
        const auto chosen = engine::text_of(asked_, "vue");
        for (const auto& view : views)
            page.add("views",
                     {{{"view_label", view_.in(view.label)},
                       {"view_address", fmt::format("/dossiers?vue={}", view.name)},
                       {"is_view", chosen == view.name || (asked_.empty() && &view == views.begin()) ? "yes" : ""}},
                      {}});
    }

    static void add_option(PageData& select, std::string value, std::string label, std::string_view chosen) {
        const bool is_on = value == chosen;
        select.add(
            "options",
            {{{"option_value", std::move(value)}, {"option_label", std::move(label)}, {"is_on", is_on ? "yes" : ""}},
             {}});
    }

    PageData& add_select(PageData& page, std::string_view name, Text label, Text any) const {
        auto& select = page.add("selects");
        select.values = {{"select_name", std::string(name)}, {"select_label", view_.in(label)}};
        add_option(select, "", view_.in(any), engine::text_of(asked_, name));
        return select;
    }

    void add_selects(PageData& page) const {
        auto& view = add_select(page, "vue", {"Vue", "View"}, {"En cours", "Open"});
        for (const auto& each : views)
            if (&each != views.begin())
                add_option(view, std::string(each.name), view_.in(each.label), engine::text_of(asked_, "vue"));
        auto& level = add_select(page, "niveau", {"Niveau", "Level"}, {"tous", "any"});
        for (int number = 1; number <= 4; ++number)
            add_option(level, std::to_string(number), std::to_string(number), engine::text_of(asked_, "niveau"));
        auto& state = add_select(page, "etat", {"État", "State"}, {"tous", "any"});
        std::set<std::string_view> seen;
        for (const auto& workflow : view_.context.workflows.all())
            for (const auto& region : workflow->regions())
                for (const auto& each : region.states)
                    if (&each != region.states.data() || region.name == "sharing" || region.name == "declaration")
                        if (seen.insert(each.name).second)
                            add_option(state, std::string(each.name), view_.in(each.label),
                                       engine::text_of(asked_, "etat"));
        auto& pilot = add_select(page, "pilote", {"Suivi par", "Followed by"}, {"toute la cellule", "anybody"});
        for (const auto& member : words_.members())
            if (member.active)
                add_option(pilot, engine::Actor::member(member.id).text, words_.member(member.id),
                           engine::text_of(asked_, "pilote"));
    }

    void add_columns(PageData& page) const {
        const bool ascending = wish_.query.direction == ListDirection::ascending;
        for (const auto& column : columns) {
            auto& item = page.add("columns");
            item.values = {{"column", view_.in(column.label)}, {"sort_address", ""}, {"sorted", ""}};
            const auto* const order = std::ranges::find(orders, column.order, &Order::name);
            if (order == orders.end()) continue;
            const bool is_sorted = wish_.query.order == order->order;
            item.values["sort_address"] = address_with(
                asked_,
                {{"tri", std::string(column.order)}, {"sens", is_sorted && ascending ? "descendant" : "montant"}});
            if (is_sorted) item.values["sorted"] = ascending ? "ascending" : "descending";
        }
    }

    [[nodiscard]] PageData row_item(const engine::ListedCase& listed) const {
        const auto& row = listed.row;
        const auto levels = engine::levels_of(row.levels);
        PageData item;
        item.values = {{"number", row.number.text()},
                       {"case_address", address_of(row.number)},
                       {"state", words_.state(row, 0)},
                       {"other_states", row.states.size() > 1 ? words_.state(row, 1) : ""},
                       {"level", levels.empty() ? "" : std::to_string(levels.back())},
                       {"pilot", words_.pilot(row)},
                       {"asks", listed.questions.empty() ? "" : "yes"},
                       {"at_rest", row.at_rest ? "yes" : ""},
                       {"duty", ""},
                       {"chip", ""}};
        if (listed.next_due && !(row.at_rest && !listed.late)) {
            item.values["duty"] = words_.duty(listed.next_due->obligation);
            item.values["due"] = words_.day(listed.next_due->at, view_.now);
            add_chip(item, view_, words_, listed.next_due->at);
        }
        return item;
    }

    const Viewpoint& view_;
    const Payload& asked_;
    const ListWish& wish_;
    engine::CaseWords words_;
};

}  // namespace

ListWish parse_list_wish(const Viewpoint& view, const Payload& asked) {
    ListWish wish;
    auto& filter = wish.query.filter;
    filter.seen_by = view.member.id;
    wish.query.limit = rows_a_page;
    wish.query.order = ListOrder::updated;
    const auto name = engine::text_of(asked, "vue");
    const auto* found = std::ranges::find(views, name, &View::name);
    if (found == views.end() && !name.empty()) wish.is_clean = false;
    (found == views.end() ? views.front() : *found).apply(filter, view.member.id);

    const auto level = engine::text_of(asked, "niveau");
    if (level.size() == 1 && level >= "1" && level <= "4")
        filter.level = level.front() - '0';
    else if (!level.empty())
        wish.is_clean = false;
    if (const auto state = engine::text_of(asked, "etat"); is_state(view.context, state))
        filter.state = state;
    else if (!state.empty())
        wish.is_clean = false;
    if (const auto pilot = engine::text_of(asked, "pilote"); !pilot.empty()) read_pilot(pilot, wish);
    if (engine::text_of(asked, "retard") == "oui") filter.only_late = true;
    read_order(asked, wish);
    wish.sought = engine::text_of(asked, "cherche");
    if (!wish.sought.empty())
        filter.among =
            view.reader.registers().search->find({wish.sought, engine::SearchReach::texts, view.member.id, most_found});
    return wish;
}

PageData case_list(const Viewpoint& view, const Payload& asked, const ListWish& wish) {
    return List(view, asked, wish).page();
}

}  // namespace rexflow::cell
