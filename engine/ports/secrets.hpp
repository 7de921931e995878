#pragma once

#include <string>
#include <string_view>

namespace rexflow::engine {

/// Signs what we give out and want to recognise: Message-IDs, reply tokens. Keyed with a secret of this installation.
class Signer {
public:
    virtual ~Signer() = default;

    /// 16 lower-case base32 characters over `text`; the same text always gives the same.
    [[nodiscard]] virtual std::string sign(std::string_view text) const = 0;
};

/// Unguessable text for Message-IDs; the tests' one counts.
class Nonces {
public:
    virtual ~Nonces() = default;

    /// 16 lower-case base32 characters.
    [[nodiscard]] virtual std::string next() = 0;
};

}  // namespace rexflow::engine
