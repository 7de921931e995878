#pragma once

#include "engine/ports/store.hpp"

#include <variant>

namespace rexflow::engine {

/// What a list is sorted by. Equal ones stand in the order in which the cases were opened.
enum class ListOrder {
    number,  ///< the order in which numbers were given; an action stands where it was decided
    opened,
    updated,
    next_due,  ///< cases without any obligation come last
};

enum class ListDirection { ascending, descending };

enum class Rest { open, at_rest };

struct AnyPilot {
    bool operator==(const AnyPilot&) const = default;
};
struct NoPilot {
    bool operator==(const NoPilot&) const = default;
};
using PilotFilter = std::variant<AnyPilot, NoPilot, MemberId>;

/// Which cases are meant: those all given conditions hold for.
struct CaseFilter {
    /// Who looks: a case a member is set aside from, and its actions, are not there for them. None: everybody's view,
    /// for the command line.
    std::optional<MemberId> seen_by = {};
    std::string workflow = {};  ///< empty: any
    std::string state = {};     ///< a state of any region; empty: any
    int level = 0;              ///< 1 to 4: the case reached that level; 0: any
    PilotFilter pilot = {};
    std::optional<Rest> rest = {};
    bool only_late = false;    ///< the next obligation is due before now
    bool only_asking = false;  ///< something waits for a person's word
    std::optional<Instant> opened_from = {};
    std::optional<Instant> opened_before = {};
    std::optional<std::vector<CaseId>> among = {};  ///< only these, a search's finds say
};

/// Where a page ended: the sort key of its last row, and its case.
struct ListCursor {
    std::string key;  ///< empty for ListOrder::number, else the instant as UTC text
    CaseId id;
    bool operator==(const ListCursor&) const = default;
};

/// "2025-03-03T09:00:00Z.17", fit for an address.
[[nodiscard]] std::string to_text(const ListCursor& cursor);
/// Error::Code::invalid_input for anything that to_text does not write.
[[nodiscard]] Result<ListCursor> parse_list_cursor(std::string_view text);

struct CaseListQuery {
    CaseFilter filter;
    ListOrder order = ListOrder::number;
    ListDirection direction = ListDirection::descending;
    std::optional<ListCursor> after = {};  ///< of a query with the same order and direction
    int limit = 50;
};

/// Where a question of a case points; Question without its words.
struct QuestionKey {
    std::string key;
    std::string about;
    bool operator==(const QuestionKey&) const = default;
};

struct NextDue {
    std::string obligation;
    Instant at;
    bool operator==(const NextDue&) const = default;
};

/// A case as a line of a list.
struct ListedCase {
    CaseRow row;
    std::optional<NextDue> next_due;
    bool late = false;
    std::vector<QuestionKey> questions;
};

struct CasePage {
    std::vector<ListedCase> rows;
    std::optional<ListCursor> next;  ///< none: this was the last page
};

/// Live obligations with their cases.
struct DueQuery {
    std::optional<MemberId> seen_by = {};       ///< as in CaseFilter
    std::vector<std::string> obligations = {};  ///< keys; empty: every one
    Instant from = {};                          ///< due at that moment or later
    Instant until = {};                         ///< due at that moment or before
    std::optional<MemberId> pilot = {};         ///< of the case; none: whoever looks after it, or nobody
    int limit = 100;
};

struct DueCase {
    ObligationRow obligation;
    ListedCase of;
};

/// The cases as lists show them. A case is listed once its first event was recorded; what lists know of it is written
/// by Unit::update_case. No history is read.
class CaseLists {
public:
    virtual ~CaseLists() = default;

    /// Rows that are added meanwhile move no other from one page to the next; one whose sort key changes moves.
    [[nodiscard]] virtual CasePage page(const CaseListQuery& query, Instant now) const = 0;
    /// How many there are, counted no further than `bound`.
    [[nodiscard]] virtual int count(const CaseFilter& filter, Instant now, int bound) const = 0;
    /// The most overdue first.
    [[nodiscard]] virtual std::vector<DueCase> due(const DueQuery& query, Instant now) const = 0;
    /// Whether a member may know anything of a case: false when set aside from it or from the case it belongs to.
    [[nodiscard]] virtual bool may_see(MemberId member, CaseId id) const = 0;
    /// Cases with a history that are in no list yet, as an older program wrote them, after `after` in order of id.
    [[nodiscard]] virtual std::vector<CaseRow> unlisted(CaseId after, int limit) const = 0;
};

}  // namespace rexflow::engine
