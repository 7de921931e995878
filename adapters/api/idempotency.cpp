#include "adapters/api/idempotency.hpp"

#include "adapters/api/problem.hpp"
#include "engine/ports/registers.hpp"

#include <algorithm>

namespace rexflow::api {

namespace {

constexpr std::string_view field = "idempotency-key";

std::string hash_of(const engine::Signer& signer, const web::Request& request) {
    return signer.sign("api-request:" + request.method + ' ' + request.path + '?' + request.query + '\n' +
                       request.body);
}

bool is_wrong(const web::Response& response) { return response.status >= 300; }

/// The answer given before under this key; a problem when the key came with another request; none: carry it out.
std::optional<web::Response> answered_before(const engine::Reader& reader, const engine::Signer& signer,
                                             const Call& call) {
    const auto key = idempotency_key(call.request).value_or(std::string_view{});
    if (key.empty()) return std::nullopt;
    auto kept = reader.registers().api_access->remembered(call.bearer.token.id, key, call.now - answers_are_kept);
    if (!kept) return std::nullopt;
    if (kept->request_hash != hash_of(signer, call.request))
        return problem(Trouble::key_used, "this key was sent with another request less than a day ago",
                       "take a new key for every new request");
    return web::Response{kept->status, kept->media_type, std::move(kept->body), {{"Idempotency-Replayed", "true"}}};
}

void remember(engine::Unit& unit, const engine::Signer& signer, const Call& call, const web::Response& response) {
    const auto key = idempotency_key(call.request).value_or(std::string_view{});
    if (key.empty()) return;
    auto& access = unit.edit_registers().api_access;
    static_cast<void>(access->forget_answers_before(call.now - answers_are_kept));
    access->remember(call.bearer.token.id, key,
                     {hash_of(signer, call.request), response.status, response.content_type, response.body, call.now});
}

}  // namespace

std::optional<std::string_view> idempotency_key(const web::Request& request) {
    constexpr std::size_t longest = 200;
    const auto key = request.field(field);
    const bool is_there = request.fields.contains(field);
    const auto is_visible = [](char c) { return c > ' ' && c <= '~'; };
    if (is_there && (key.empty() || key.size() > longest || !std::ranges::all_of(key, is_visible))) return std::nullopt;
    return key;
}

web::Response once(const ApiParts& parts, const Call& call, const std::function<web::Response(engine::Unit&)>& work) {
    web::Response response;
    const auto done = parts.store.write([&](engine::Unit& unit) -> engine::Result<void> {
        if (auto earlier = answered_before(unit, parts.context.signer, call)) {
            response = std::move(*earlier);
            return {};
        }
        response = work(unit);
        if (is_wrong(response)) return engine::Err(engine::Error::Code::refused, "nothing of this is kept");
        remember(unit, parts.context.signer, call, response);
        return {};
    });
    return done || is_wrong(response) ? response : problem_of(done.error());
}

}  // namespace rexflow::api
