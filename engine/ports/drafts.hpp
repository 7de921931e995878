#pragma once

#include "engine/ids.hpp"
#include "engine/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rexflow::engine {

/// A long text somebody is writing in a form.
struct Draft {
    MemberId member = {};
    CaseId case_id = {};
    std::string event = {};
    std::string field = {};
    std::string text = {};
    Instant kept_at = {};
    bool operator==(const Draft&) const = default;
};

/// Texts that are not sent yet, each for its writer alone. They go with the people of their case.
class Drafts {
public:
    virtual ~Drafts() = default;

    /// What a member has begun for one form, by field.
    [[nodiscard]] virtual std::vector<Draft> of_form(MemberId member, CaseId id, std::string_view event) const = 0;
    /// Everything a member has begun in a case.
    [[nodiscard]] virtual std::vector<Draft> of_case(MemberId member, CaseId id) const = 0;

    /// Replaces the one of the same member, case, event and field; an empty text drops it.
    virtual void keep(const Draft& draft) = 0;
    /// The form was sent, or its writer gave it up.
    virtual void drop(MemberId member, CaseId id, std::string_view event) = 0;
    /// @return how many were dropped
    virtual int drop_kept_before(Instant at) = 0;
};

using SavedViewId = Id<struct SavedViewTag>;

struct SavedView {
    SavedViewId id = {};
    MemberId member = {};
    std::string name = {};
    std::string query = {};  ///< of the list's address: "etat=collecting&tri=echeance"
    bool operator==(const SavedView&) const = default;
};

/// Lists a member comes back to.
class SavedViews {
public:
    virtual ~SavedViews() = default;

    /// Oldest first.
    [[nodiscard]] virtual std::vector<SavedView> of_member(MemberId member) const = 0;

    /// Replaces the member's view of the same name. `view.id` is the register's to say.
    virtual SavedViewId keep(const SavedView& view) = 0;
    /// False when the member has no such view.
    [[nodiscard]] virtual bool remove(MemberId member, SavedViewId id) = 0;
};

}  // namespace rexflow::engine
