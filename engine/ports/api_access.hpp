#pragma once

#include "engine/ids.hpp"
#include "engine/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

using TokenId = Id<struct TokenTag>;

/// What a program may do in a member's name. Its text was shown once; a keyed hash of it is kept.
struct AccessToken {
    TokenId id = {};
    MemberId member = {};
    std::string name = {};                 ///< what its owner calls it
    std::vector<std::string> scopes = {};  ///< "calendar" for a calendar feed; those of the API
    Instant made_at = {};
    std::optional<Instant> last_used_at = {};
    std::optional<Instant> revoked_at = {};
    bool operator==(const AccessToken&) const = default;
};

/// An answer given before, to be given again to the same request.
struct RememberedAnswer {
    std::string request_hash = {};  ///< of method, path and body
    int status = 0;
    std::string media_type = {};
    std::string body = {};
    Instant at = {};
    bool operator==(const RememberedAnswer&) const = default;
};

class ApiAccess {
public:
    virtual ~ApiAccess() = default;

    /// The token of this text, revoked or not.
    [[nodiscard]] virtual std::optional<AccessToken> find(std::string_view text) const = 0;
    /// Oldest first.
    [[nodiscard]] virtual std::vector<AccessToken> of_member(MemberId member) const = 0;
    /// The answer to an earlier request under this idempotency key, if it was given after `since`. Whether the request
    /// is the same is for the caller to compare.
    [[nodiscard]] virtual std::optional<RememberedAnswer> remembered(TokenId token, std::string_view key,
                                                                     Instant since) const = 0;

    /// `token.id`, `last_used_at` and `revoked_at` are the register's to say. Error::Code::already_there for a text
    /// given before.
    virtual TokenId add(std::string_view text, const AccessToken& token) = 0;
    virtual void mark_used(TokenId id, Instant at) = 0;
    /// False when it was revoked already, or is somebody else's.
    [[nodiscard]] virtual bool revoke(MemberId member, TokenId id, Instant at) = 0;

    /// Replaces an older answer under the same key.
    virtual void remember(TokenId token, std::string_view key, const RememberedAnswer& answer) = 0;
    /// @return how many were dropped
    virtual int forget_answers_before(Instant at) = 0;
};

}  // namespace rexflow::engine
