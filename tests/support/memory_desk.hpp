#pragma once

#include "engine/search_terms.hpp"
#include "tests/support/memory_case_lists.hpp"
#include "tests/support/memory_tables.hpp"

/// The registers of MemoryStore but for the lists: the plain meaning of each port.
namespace rexflow::testing::memory {

class MemorySearchIndex : public engine::SearchIndex {
public:
    explicit MemorySearchIndex(MemoryTables& tables) : tables_(tables), lists_(tables) {}

    std::vector<CaseId> find(const engine::SearchQuery& query) const override {
        const auto asked = engine::terms_of_query(query.words);
        std::vector<CaseId> found;
        for (auto entry = tables_.desk.words.rbegin(); entry != tables_.desk.words.rend() && !asked.empty(); ++entry) {
            const auto& [id, words] = *entry;
            const auto has = [&, &kept = words](const std::string& term) {
                return kept.narrative.contains(term) || kept.correspondence.contains(term) ||
                       (query.reach == engine::SearchReach::texts_and_people && kept.identity.contains(term));
            };
            if (std::ranges::all_of(asked, has) && (!query.seen_by || lists_.may_see(*query.seen_by, id)) &&
                static_cast<int>(found.size()) < query.limit)
                found.push_back(id);
        }
        return found;
    }
    void add(CaseId id, const engine::SearchTexts& texts) override {
        auto& words = tables_.desk.words[id];
        words.narrative.merge(terms(texts.narrative));
        words.correspondence.merge(terms(texts.correspondence));
        words.identity.merge(terms(texts.identity));
    }
    void clear() override { tables_.desk.words.clear(); }

private:
    static std::set<std::string> terms(std::string_view text) {
        std::set<std::string> all;
        while (!text.empty())
            for (const auto& term : engine::take_terms(text)) all.insert(term);
        return all;
    }

    MemoryTables& tables_;
    MemoryCaseLists lists_;
};

class MemoryAccessLog : public engine::AccessLog {
public:
    explicit MemoryAccessLog(MemoryTables& tables) : tables_(tables) {}

    std::vector<engine::Look> of_case(CaseId id, int limit) const override {
        return newest([&](const engine::Look& access) { return access.case_id == id; }, limit);
    }
    std::vector<engine::Look> all(std::optional<engine::AccessId> before, int limit) const override {
        return newest([&](const engine::Look& access) { return !before || access.id < *before; }, limit);
    }
    engine::AccessId add(const engine::Look& access) override {
        auto& all = tables_.desk.accesses;
        all.push_back(access);
        all.back().id = engine::AccessId{static_cast<std::int64_t>(all.size())};
        return all.back().id;
    }

private:
    template <typename Condition>
    std::vector<engine::Look> newest(Condition&& condition, int limit) const {
        const auto& all = tables_.desk.accesses;
        return copies(std::vector(all.rbegin(), all.rend()), condition, limit);
    }

    MemoryTables& tables_;
};

class MemoryAccountLog : public engine::AccountLog {
public:
    explicit MemoryAccountLog(MemoryTables& tables) : tables_(tables) {}

    std::vector<engine::AccountEntry> all(std::optional<engine::AccountEntryId> before, int limit) const override {
        const auto& all = tables_.desk.account_entries;
        return copies(
            std::vector(all.rbegin(), all.rend()),
            [&](const engine::AccountEntry& entry) { return !before || entry.id < *before; }, limit);
    }
    engine::AccountEntryId add(const engine::AccountEntry& entry) override {
        auto& all = tables_.desk.account_entries;
        all.push_back(entry);
        all.back().id = engine::AccountEntryId{static_cast<std::int64_t>(all.size())};
        return all.back().id;
    }

private:
    MemoryTables& tables_;
};

class MemoryDirectory : public engine::Directory {
public:
    explicit MemoryDirectory(MemoryTables& tables) : tables_(tables) {}

    std::vector<engine::Professional> list(const engine::DirectoryFilter& filter) const override {
        std::vector<engine::Professional> all;
        for (const auto& [id, professional] : tables_.desk.professionals) all.push_back(professional);
        return engine::chosen(std::move(all), filter);
    }
    std::optional<engine::Professional> find(engine::ProfessionalId id) const override {
        const auto found = tables_.desk.professionals.find(id);
        return found != tables_.desk.professionals.end() ? std::optional(found->second) : std::nullopt;
    }
    engine::DirectoryChange put(const engine::Professional& professional) override {
        auto kept = professional;
        for (auto& [id, known] : tables_.desk.professionals) {
            if (identity_of(known) != identity_of(professional)) continue;
            kept.id = id;
            if (known == kept) return engine::DirectoryChange::unchanged;
            known = kept;
            return engine::DirectoryChange::changed;
        }
        kept.id = engine::ProfessionalId{++tables_.desk.last_id};
        tables_.desk.professionals.emplace(kept.id, kept);
        return engine::DirectoryChange::added;
    }
    bool remove(engine::ProfessionalId id) override { return tables_.desk.professionals.erase(id) == 1; }

private:
    MemoryTables& tables_;
};

class MemoryReceipts : public engine::Receipts {
public:
    explicit MemoryReceipts(MemoryTables& tables) : tables_(tables) {}

    std::optional<engine::MessageId> find(std::string_view code) const override {
        const auto found = tables_.desk.receipts.find(code);
        return found != tables_.desk.receipts.end() ? std::optional(found->second) : std::nullopt;
    }
    void add(std::string_view code, engine::MessageId message, engine::Instant) override {
        if (!tables_.desk.receipts.emplace(code, message).second)
            fail(engine::Error::Code::already_there, "this code was given out before");
    }

private:
    MemoryTables& tables_;
};

class MemoryDrafts : public engine::Drafts {
public:
    explicit MemoryDrafts(MemoryTables& tables) : tables_(tables) {}

    std::vector<engine::Draft> of_form(engine::MemberId member, CaseId id, std::string_view event) const override {
        auto drafts = of_case(member, id);
        std::erase_if(drafts, [&](const engine::Draft& draft) { return draft.event != event; });
        return drafts;
    }
    std::vector<engine::Draft> of_case(engine::MemberId member, CaseId id) const override {
        std::vector<engine::Draft> drafts;
        for (const auto& [key, draft] : tables_.desk.drafts)
            if (draft.member == member && draft.case_id == id) drafts.push_back(draft);
        return drafts;
    }
    void keep(const engine::Draft& draft) override {
        const auto key = std::tuple(draft.member, draft.case_id, draft.event, draft.field);
        if (draft.text.empty())
            tables_.desk.drafts.erase(key);
        else
            tables_.desk.drafts.insert_or_assign(key, draft);
    }
    void drop(engine::MemberId member, CaseId id, std::string_view event) override {
        std::erase_if(tables_.desk.drafts, [&](const auto& entry) {
            return entry.second.member == member && entry.second.case_id == id && entry.second.event == event;
        });
    }
    int drop_kept_before(Instant at) override {
        return static_cast<int>(
            std::erase_if(tables_.desk.drafts, [&](const auto& entry) { return entry.second.kept_at < at; }));
    }

private:
    MemoryTables& tables_;
};

class MemorySavedViews : public engine::SavedViews {
public:
    explicit MemorySavedViews(MemoryTables& tables) : tables_(tables) {}

    std::vector<engine::SavedView> of_member(engine::MemberId member) const override {
        return copies(
            tables_.desk.views, [&](const engine::SavedView& view) { return view.member == member; }, no_limit);
    }
    engine::SavedViewId keep(const engine::SavedView& view) override {
        for (auto& known : tables_.desk.views)
            if (known.member == view.member && known.name == view.name) {
                known.query = view.query;
                return known.id;
            }
        tables_.desk.views.push_back(view);
        tables_.desk.views.back().id = engine::SavedViewId{++tables_.desk.last_id};
        return tables_.desk.views.back().id;
    }
    bool remove(engine::MemberId member, engine::SavedViewId id) override {
        return std::erase_if(tables_.desk.views, [&](const engine::SavedView& view) {
                   return view.member == member && view.id == id;
               }) == 1;
    }

private:
    MemoryTables& tables_;
};

class MemoryApiAccess : public engine::ApiAccess {
public:
    explicit MemoryApiAccess(MemoryTables& tables) : tables_(tables) {}

    std::optional<engine::AccessToken> find(std::string_view text) const override {
        for (const auto& [known, token] : tables_.desk.tokens)
            if (known == text) return token;
        return std::nullopt;
    }
    std::vector<engine::AccessToken> of_member(engine::MemberId member) const override {
        std::vector<engine::AccessToken> tokens;
        for (const auto& [text, token] : tables_.desk.tokens)
            if (token.member == member) tokens.push_back(token);
        return tokens;
    }
    std::optional<engine::RememberedAnswer> remembered(engine::TokenId token, std::string_view key,
                                                       Instant since) const override {
        const auto found = tables_.desk.answers.find({token, std::string(key)});
        if (found == tables_.desk.answers.end() || found->second.at <= since) return std::nullopt;
        return found->second;
    }
    engine::TokenId add(std::string_view text, const engine::AccessToken& token) override {
        if (find(text)) fail(Error::Code::already_there, "there is a token with this text");
        auto kept = token;
        kept.id = engine::TokenId{static_cast<std::int64_t>(tables_.desk.tokens.size()) + 1};
        kept.last_used_at.reset();
        kept.revoked_at.reset();
        tables_.desk.tokens.emplace_back(std::string(text), kept);
        return kept.id;
    }
    void mark_used(engine::TokenId id, Instant at) override {
        if (auto* const token = find_by_id(tables_.desk.tokens, id)) token->second.last_used_at = at;
    }
    bool revoke(engine::MemberId member, engine::TokenId id, Instant at) override {
        auto* const token = find_by_id(tables_.desk.tokens, id);
        if (token == nullptr || token->second.member != member || token->second.revoked_at) return false;
        token->second.revoked_at = at;
        return true;
    }
    void remember(engine::TokenId token, std::string_view key, const engine::RememberedAnswer& answer) override {
        tables_.desk.answers.insert_or_assign({token, std::string(key)}, answer);
    }
    int forget_answers_before(Instant at) override {
        return static_cast<int>(
            std::erase_if(tables_.desk.answers, [&](const auto& entry) { return entry.second.at < at; }));
    }

private:
    MemoryTables& tables_;
};

class MemoryWebhooks : public engine::Webhooks {
public:
    explicit MemoryWebhooks(MemoryTables& tables) : tables_(tables) {}

    std::vector<engine::Webhook> all() const override {
        std::vector<engine::Webhook> all;
        for (const auto& [webhook, removed] : tables_.desk.webhooks)
            if (!removed) all.push_back(webhook);
        return all;
    }
    std::vector<engine::WebhookDelivery> due(Instant now, int limit) const override {
        auto all = tables_.desk.deliveries;
        std::ranges::stable_sort(all, {}, &engine::WebhookDelivery::next_try_at);
        return copies(
            all,
            [&](const auto& delivery) {
                return delivery.state == engine::WebhookState::queued && delivery.next_try_at <= now;
            },
            limit);
    }
    std::vector<engine::WebhookDelivery> deliveries(engine::WebhookId id, int limit) const override {
        const auto& all = tables_.desk.deliveries;
        return copies(
            std::vector(all.rbegin(), all.rend()), [&](const auto& delivery) { return delivery.webhook == id; }, limit);
    }
    engine::WebhookId add(const engine::Webhook& webhook) override {
        auto& all = tables_.desk.webhooks;
        all.emplace_back(webhook, false);
        all.back().first.id = engine::WebhookId{static_cast<std::int64_t>(all.size())};
        return all.back().first.id;
    }
    void update(const engine::Webhook& webhook) override {
        auto* const known = find_by_id(tables_.desk.webhooks, webhook.id);
        if (known != nullptr && !known->second) known->first = webhook;
    }
    bool remove(engine::WebhookId id) override {
        auto* const known = find_by_id(tables_.desk.webhooks, id);
        if (known == nullptr || known->second) return false;
        known->second = true;
        for (auto& delivery : tables_.desk.deliveries)
            if (delivery.webhook == id && delivery.state == engine::WebhookState::queued) {
                delivery.state = engine::WebhookState::given_up;
                delivery.last_status = "removed";
            }
        return true;
    }
    engine::WebhookDeliveryId enqueue(const engine::WebhookDelivery& delivery) override {
        auto& all = tables_.desk.deliveries;
        all.push_back(delivery);
        all.back().id = engine::WebhookDeliveryId{static_cast<std::int64_t>(all.size())};
        return all.back().id;
    }
    void update_delivery(const engine::WebhookDelivery& delivery) override {
        if (auto* const known = find_by_id(tables_.desk.deliveries, delivery.id)) {
            known->state = delivery.state;
            known->attempts = delivery.attempts;
            known->next_try_at = delivery.next_try_at;
            known->done_at = delivery.done_at;
            known->last_status = delivery.last_status;
        }
    }

private:
    MemoryTables& tables_;
};

}  // namespace rexflow::testing::memory
