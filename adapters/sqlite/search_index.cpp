#include "adapters/sqlite/search_index.hpp"

#include "adapters/sqlite/postings.hpp"
#include "engine/search_terms.hpp"

#include <algorithm>
#include <utility>

namespace rexflow::sqlite {

namespace {

using engine::CaseId;
using Ids = std::vector<std::int64_t>;
using Terms = std::vector<std::uint64_t>;

constexpr auto segment_size = SqliteSearchIndex::segment_size;

/// The same word of another kind is another term: an erasure finds what it takes, and a search for texts no people.
constexpr std::string_view narrative = "n:";
constexpr std::string_view correspondence = "c:";
constexpr std::string_view identity = "i:";

std::uint64_t hash_of(const engine::Vault& vault, std::string_view kind, std::string_view term) {
    return vault.search_hash(std::string(kind) + std::string(term));
}

void add_terms(const engine::Vault& vault, std::string_view kind, std::string_view text, Terms& terms) {
    while (!text.empty())
        for (const auto& term : engine::take_terms(text)) terms.push_back(hash_of(vault, kind, term));
}

std::string encoded(Terms& terms) {
    std::ranges::sort(terms);
    const auto [first, last] = std::ranges::unique(terms);
    terms.erase(first, last);
    return postings::encode_terms(terms);
}

/// SQLite's integers are signed; the bits are the same.
std::int64_t stored(std::uint64_t term) { return static_cast<std::int64_t>(term); }

std::int64_t segments(const Tools& tools) {
    return tools.database.number("SELECT max(id) FROM search_documents") / segment_size;
}

/// Turns the documents after the last segment into one.
void close_segment(const Tools& tools, std::int64_t last_document) {
    std::vector<std::pair<std::int64_t, std::int64_t>> entries;
    {
        auto found = tools.database.query("SELECT case_id, kept, personal FROM search_documents WHERE id > ?1");
        found.bind(last_document - segment_size);
        while (found.next())
            for (const int column : {1, 2})
                for (const auto term : postings::decode_terms(found.blob(column)))
                    entries.emplace_back(stored(term), found.integer(0));
    }
    std::ranges::sort(entries);
    const auto [first, last] = std::ranges::unique(entries);
    entries.erase(first, last);
    const auto segment = last_document / segment_size - 1;
    Ids ids;
    for (std::size_t place = 0; place < entries.size(); ++place) {
        ids.push_back(entries[place].second);
        const bool is_last = place + 1 == entries.size() || entries[place + 1].first != entries[place].first;
        if (!is_last) continue;
        tools.database.run("INSERT INTO search_postings VALUES (?1, ?2, ?3)", segment, entries[place].first,
                           Blob{postings::encode_ids(ids)});
        ids.clear();
    }
}

/// What stands for one word of a query.
Terms alternatives(const engine::Vault& vault, std::string_view term, engine::SearchReach reach) {
    Terms terms{hash_of(vault, narrative, term), hash_of(vault, correspondence, term)};
    if (reach == engine::SearchReach::texts_and_people) terms.push_back(hash_of(vault, identity, term));
    return terms;
}

void look_up(const Tools& tools, std::int64_t closed, const Terms& terms, Ids& ids) {
    for (std::int64_t segment = 0; segment < closed; ++segment)
        for (const auto term : terms) {
            auto found = tools.database.query("SELECT cases FROM search_postings WHERE segment = ?1 AND term = ?2");
            found.bind(segment, stored(term));
            if (found.next()) postings::decode_ids(found.blob(0), ids);
        }
}

/// Looks through the documents that are in no segment yet, for every word at once.
void look_through(const Tools& tools, std::int64_t closed, const std::vector<Terms>& words, std::vector<Ids>& ids) {
    auto found = tools.database.query("SELECT case_id, kept, personal FROM search_documents WHERE id > ?1");
    found.bind(closed * segment_size);
    while (found.next()) {
        const auto has = [&](std::uint64_t term) {
            return postings::has_term(found.blob(1), term) || postings::has_term(found.blob(2), term);
        };
        for (std::size_t word = 0; word < words.size(); ++word)
            if (std::ranges::any_of(words[word], has)) ids[word].push_back(found.integer(0));
    }
}

bool is_hidden(const Tools& tools, engine::MemberId member, std::int64_t id) {
    return tools.database.number(
               "SELECT count(*) FROM case_set_asides WHERE member_id = ?1 AND case_id IN "
               "(?2, (SELECT parent_id FROM cases WHERE id = ?2))",
               member, id) != 0;
}

}  // namespace

void SqliteSearchIndex::add(CaseId id, const engine::SearchTexts& texts) {
    if (texts.empty()) return;
    Terms kept;
    Terms personal;
    add_terms(tools_.vault, narrative, texts.narrative, kept);
    add_terms(tools_.vault, correspondence, texts.correspondence, personal);
    add_terms(tools_.vault, identity, texts.identity, personal);
    if (kept.empty() && personal.empty()) return;
    tools_.database.run("INSERT INTO search_documents (case_id, kept, personal) VALUES (?1, ?2, ?3)", id,
                        Blob{encoded(kept)}, Blob{encoded(personal)});
    const auto document = tools_.database.last_row_id();
    if (document % segment_size == 0) close_segment(tools_, document);
}

std::vector<CaseId> SqliteSearchIndex::find(const engine::SearchQuery& query) const {
    std::vector<Terms> words;
    for (const auto& term : engine::terms_of_query(query.words))
        words.push_back(alternatives(tools_.vault, term, query.reach));
    if (words.empty()) return {};

    const auto closed = segments(tools_);
    std::vector<Ids> ids(words.size());
    for (std::size_t word = 0; word < words.size(); ++word) look_up(tools_, closed, words[word], ids[word]);
    look_through(tools_, closed, words, ids);
    Ids matching;
    for (std::size_t word = 0; word < words.size(); ++word) {
        std::ranges::sort(ids[word]);
        const auto [first, last] = std::ranges::unique(ids[word]);
        ids[word].erase(first, last);
        Ids both;
        std::ranges::set_intersection(word == 0 ? ids[word] : matching, ids[word], std::back_inserter(both));
        matching = std::move(both);
    }
    std::vector<CaseId> newest;
    for (auto id = matching.rbegin(); id != matching.rend() && static_cast<int>(newest.size()) < query.limit; ++id)
        if (!query.seen_by || !is_hidden(tools_, *query.seen_by, *id)) newest.push_back(CaseId{*id});
    return newest;
}

void SqliteSearchIndex::clear() {
    tools_.database.run("DELETE FROM search_postings");
    tools_.database.run("DELETE FROM search_documents");
}

/// A document stays, empty of what was erased: ids must not be given again.
void SqliteSearchIndex::erase(const Tools& tools, CaseId id) {
    std::vector<std::pair<std::int64_t, Terms>> documents;
    {
        auto found = tools.database.query("SELECT id, personal FROM search_documents WHERE case_id = ?1");
        found.bind(id);
        while (found.next()) documents.emplace_back(found.integer(0), postings::decode_terms(found.blob(1)));
    }
    for (const auto& [document, terms] : documents) {
        const auto segment = (document - 1) / segment_size;
        for (const auto term : terms) {
            Ids ids;
            {
                auto found = tools.database.query("SELECT cases FROM search_postings WHERE segment = ?1 AND term = ?2");
                found.bind(segment, stored(term));
                if (!found.next()) continue;
                postings::decode_ids(found.blob(0), ids);
            }
            std::erase(ids, id.value);
            if (ids.empty())
                tools.database.run("DELETE FROM search_postings WHERE segment = ?1 AND term = ?2", segment,
                                   stored(term));
            else
                tools.database.run("UPDATE search_postings SET cases = ?3 WHERE segment = ?1 AND term = ?2", segment,
                                   stored(term), Blob{postings::encode_ids(ids)});
        }
        tools.database.run("UPDATE search_documents SET personal = x'' WHERE id = ?1", document);
    }
}

}  // namespace rexflow::sqlite
