#pragma once

#include "engine/correlation.hpp"
#include "engine/message.hpp"

#include <string>

namespace rexflow::engine {

/// What became of a letter, as the bounce says.
enum class Fate {
    unknown,          ///< the bounce does not say; nothing is concluded
    delivered,        ///< reached its addressee, or a system that reports no further (RFC 3464, 2.3.3)
    delayed,          ///< on its way; the server goes on trying
    failed_for_now,   ///< not delivered; another letter may be (RFC 3463: class 4), or nobody can tell
    failed_for_good,  ///< not delivered, and no other will be (class 5)
};

/// A bounce, understood.
struct Bounce {
    std::string letter;     ///< Message-ID of the letter it is about; empty when it names none
    std::string recipient;  ///< where the letter did not arrive; empty when it names nobody
    /// RFC 3463, "5.1.1". Where a server gives only a reply code ("550") or words ("boîte pleine"), what they stand
    /// for; empty when it gives none of them.
    std::string status;
    Fate fate = Fate::unknown;
    bool operator==(const Bounce&) const = default;
};

/// Reads a delivery report (RFC 3464) or what mail servers write in their own words. A report about several
/// recipients is about the one that failed worst: a letter of ours has one.
///
/// The letter is known by the return path it was sent under, else by the Message-ID of the returned part or of a
/// quoted header, else by In-Reply-To or References; only one that this installation signed counts where there is a
/// choice.
[[nodiscard]] Bounce read_bounce(const InboundEmail& email, const Tokens& tokens);

}  // namespace rexflow::engine
