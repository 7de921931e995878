#pragma once

#include "engine/ids.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// What one event or mail adds to the search, in clear; none of it is kept. Each text may be several, a line each.
struct SearchTexts {
    std::string narrative;       ///< stays found after an erasure, as the text itself stays
    std::string correspondence;  ///< texts that may name people: found until they are erased
    std::string identity;        ///< names, addresses, numbers: found until erased, and only by who asks for people

    [[nodiscard]] bool empty() const { return narrative.empty() && correspondence.empty() && identity.empty(); }
};

/// Whether a search also looks at who people are. That is as telling as looking at their names: it takes the same
/// right, and is recorded in the same way.
enum class SearchReach { texts, texts_and_people };

struct SearchQuery {
    std::string words;
    SearchReach reach = SearchReach::texts;
    std::optional<MemberId> seen_by = {};  ///< as in CaseFilter
    int limit = 200;
};

/// Finds cases by words without keeping any text: an index of keyed hashes (docs/adr/0024). Unit::erase_identity takes
/// what is erased out of it.
class SearchIndex {
public:
    virtual ~SearchIndex() = default;

    /// Cases in which every word of the query is found, or a word that begins so, anywhere in their texts; the newest
    /// case first. Nothing for a query without a word to look for.
    [[nodiscard]] virtual std::vector<CaseId> find(const SearchQuery& query) const = 0;

    virtual void add(CaseId id, const SearchTexts& texts) = 0;
    /// Empties the index, to be filled anew.
    virtual void clear() = 0;
};

}  // namespace rexflow::engine
