#pragma once

#include <string>

namespace rexflow::engine {

/// What went wrong, for the operator. Neither `message` nor `hint` ever holds a name, an address, a phone number
/// or a word of a mail: only case numbers, ids, codes and file names of ours.
struct Error {
    enum class Code {
        invalid_input,       ///< the caller's words are wrong; nothing was changed
        refused,             ///< the workflow says no: a guard, the door, or no such transition
        not_found,           ///< no such case, member, letter...
        already_there,       ///< a second one of something unique
        no_matching_case,    ///< correlation found nothing; the message is a new matter
        unreadable_message,  ///< a mail nothing could be made of; it goes to quarantine
        history_mismatch,    ///< the stored state is not what the history replays to
        broken_chain,        ///< a history row does not carry the hash of the one before
        erased,              ///< the key of the data is gone: the person was erased
        key_trouble,         ///< master key or key file wrong, missing or unreadable
        newer_database,      ///< written by a newer program
        store_trouble,       ///< disk full, read-only, locked, corrupt
        configuration,       ///< settings or policy file
        connection,          ///< a server does not answer, or closed, or timed out
        protocol,            ///< a server answers nonsense
        authentication,      ///< a server does not accept our login
        refused_for_now,     ///< SMTP 4xx (RFC 5321, 4.2.1)
        refused_for_good,    ///< SMTP 5xx
        left_behind,         ///< a mailbox works, and some of its messages could not be taken
        busy,                ///< too much of one kind at once
        ended,               ///< the program is stopping
    };

    Code code = Code::invalid_input;
    std::string message;
    std::string hint;  ///< what the reader can do about it; may be empty

    /// Whether the same attempt may succeed later without anyone changing anything.
    [[nodiscard]] bool retryable() const {
        return code == Code::store_trouble || code == Code::connection || code == Code::protocol ||
               code == Code::refused_for_now || code == Code::left_behind || code == Code::busy || code == Code::ended;
    }

    /// The same error seen from one level up: "outbox 812: ...".
    [[nodiscard]] Error within(const std::string& place) const { return Error{code, place + ": " + message, hint}; }
};

}  // namespace rexflow::engine
