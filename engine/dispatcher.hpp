#pragma once

#include "engine/context.hpp"
#include "engine/correspondence.hpp"
#include "engine/links.hpp"
#include "engine/ports/store.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// A case after an event went through the door.
struct Handled {
    CaseRow row;
    Situation after;
};

/// The one door: every change to every case enters here, whether it comes from a mail, a person or the clock.
///
/// It runs inside a transaction and is all or nothing: load and check the chain, replay and compare with the stored
/// state, validate the form, seal what is private, decide, resolve every date and Message-ID, and write the event with
/// its effects, the deadlines and the letters. A refusal leaves the case untouched.
class Dispatcher {
public:
    explicit Dispatcher(const Context& context) : context_(context), correspondence_(context), links_(context) {}

    /// What surrounds an event without being part of it.
    struct Circumstances {
        Instant now;              ///< when it is recorded; an event cannot have happened later
        std::string in_reply_to;  ///< Message-ID of the mail that brought it, for the letters it causes
    };

    /// Opens a case with its first event.
    [[nodiscard]] Result<Handled> open(Unit& unit, std::string_view workflow, const Event& event,
                                       const Circumstances& circumstances) const;

    /// Error::Code::refused with the reasons in the house's language; invalid_input for a bad form;
    /// history_mismatch or broken_chain when the stored case cannot be trusted.
    [[nodiscard]] Result<Handled> handle(Unit& unit, const CaseRow& row, const Event& event,
                                         const Circumstances& circumstances) const;

    /// Loads and replays a case and holds it against its stored row.
    [[nodiscard]] Result<Situation> load(const Reader& reader, const CaseRow& row, History& history) const;

private:
    struct Decision;

    [[nodiscard]] Result<Handled> record(Unit& unit, const CaseRow& row, const History& history,
                                         const Situation& before, const Event& event,
                                         const Circumstances& circumstances) const;
    [[nodiscard]] Result<Payload> checked(const Reader& reader, const EventDescriptor& form, const Event& event,
                                          const Circumstances& circumstances) const;
    [[nodiscard]] Result<void> settle_people(Unit& unit, Decision& decision) const;
    [[nodiscard]] Result<void> settle_deadlines(Unit& unit, Decision& decision) const;
    [[nodiscard]] Result<void> settle_letters(Unit& unit, Decision& decision) const;
    [[nodiscard]] Result<void> settle_relatives(Unit& unit, const Decision& decision) const;
    [[nodiscard]] Payload in_clear(const Payload& payload, const Decision& decision) const;

    const Context& context_;
    Correspondence correspondence_;
    Links links_;
};

}  // namespace rexflow::engine
