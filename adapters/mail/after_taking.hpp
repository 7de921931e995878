#pragma once

namespace rexflow::mail {

/// What becomes of a message once it is durable here.
enum class AfterTaking {
    leave,
    mark_seen,  ///< Maildir: moved to cur/ with flag S; POP3 has no flags: left
    move,       ///< IMAP: to another folder; elsewhere there is none: left
    remove,
};

}  // namespace rexflow::mail
