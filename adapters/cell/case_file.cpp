#include "adapters/cell/case_file.hpp"

#include "adapters/cell/event_groups.hpp"

#include <algorithm>

namespace rexflow::cell {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;

Error not_there() { return {Error::Code::not_found, "there is no case of that number", ""}; }

bool is_set_aside(const engine::Situation& situation, engine::MemberId member) {
    return std::ranges::find(situation.set_aside, member) != situation.set_aside.end();
}

/// When whoever looks last recorded that they do.
std::optional<engine::Instant> names_until(const Viewpoint& view, const engine::History& history) {
    const auto actor = engine::Actor::member(view.member.id);
    for (auto entry = history.rbegin(); entry != history.rend(); ++entry) {
        if (entry->recorded_at + names_are_shown <= view.now) break;
        if (entry->event.type == identity_seen && entry->event.actor == actor)
            return entry->recorded_at + names_are_shown;
    }
    return std::nullopt;
}

}  // namespace

Result<CaseFile> open_case(const Viewpoint& view, const engine::CaseNumber& number) {
    const auto row = view.reader.find_case(number);
    if (!row) return Err(not_there());
    CaseFile file{*row, {}, {}, view.context.workflows.find(row->workflow), {}};
    auto situation = view.dispatcher.load(view.reader, *row, file.history);
    if (!situation) return Err(situation.error());
    file.situation = std::move(*situation);
    if (is_set_aside(file.situation, view.member.id)) return Err(not_there());

    const auto parent = row->parent ? view.reader.find_case(*row->parent) : std::nullopt;
    if (!parent) {
        file.names_until = names_until(view, file.history);
        return file;
    }
    engine::History history;
    const auto above = view.dispatcher.load(view.reader, *parent, history);
    if (!above || is_set_aside(*above, view.member.id)) return Err(not_there());
    file.names_until = names_until(view, history);
    return file;
}

engine::CaseRow identity_case(const Viewpoint& view, const engine::CaseRow& row) {
    const auto* const workflow = view.context.workflows.find(row.workflow);
    if (workflow != nullptr && workflow->find_event(identity_seen) == nullptr && row.parent)
        if (auto parent = view.reader.find_case(*row.parent)) return *parent;
    return row;
}

std::string address_of(const engine::CaseNumber& number) {
    auto part = number.text();
    std::ranges::replace(part, '/', '.');
    return "/dossiers/" + part;
}

Result<engine::CaseNumber> parse_case_part(std::string_view part) {
    std::string text(part);
    if (text.find('/') != std::string::npos) return Err(not_there());
    std::ranges::replace(text, '.', '/');
    return engine::CaseNumber::parse(text);
}

std::vector<const engine::HistoryEvent*> changes_since(const CaseFile& file, std::int64_t seen) {
    std::vector<const engine::HistoryEvent*> changes;
    for (const auto& entry : file.history)
        if (entry.seq > seen && !is_bookkeeping(entry.event.type)) changes.push_back(&entry);
    return changes;
}

}  // namespace rexflow::cell
