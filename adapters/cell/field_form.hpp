#pragma once

#include "adapters/cell/viewpoint.hpp"
#include "engine/page_data.hpp"

#include <map>
#include <string>
#include <string_view>

/// Forms made from the field descriptors of an event: what they show, and what is read from them. A value travels as
/// the browser writes it ("typed"); what enters the case is the canonical spelling of its FieldKind.
namespace rexflow::cell {

/// What was typed or is known beforehand, by the names of the form: a field's key, or "<key>.<value>" for each choice
/// of several, which is "yes" when it is ticked.
using Typed = engine::Payload;
/// What is wrong with a field, in words, by its key.
using Troubles = std::map<std::string, std::string, std::less<>>;

/// A form as it was read: the payload holds what was understood, `troubles` what was not.
struct ReadForm {
    engine::Payload payload;
    Troubles troubles;
};

/// An event on its way into a form or out of it, and the case it is about.
struct FormSubject {
    const Viewpoint& view;
    const engine::EventDescriptor& event;
    engine::CaseId id;
    const engine::History& history;  ///< of the case, for fields that refer to an earlier entry
};

/// Adds the list "fields" to a page, each with what is typed in it and what is wrong with it.
void add_fields(engine::PageData& page, const FormSubject& subject, const Typed& typed, const Troubles& troubles);

/// Whether the form can carry a file.
[[nodiscard]] bool has_file(const engine::EventDescriptor& event);

[[nodiscard]] ReadForm read_fields(const FormSubject& subject, const Typed& typed);

/// A payload of the event as its form would have it typed: the other way round.
[[nodiscard]] Typed typed_from(const FormSubject& subject, const engine::Payload& payload);

/// A moment as <input type="datetime-local"> writes it, on the CPTS's wall clock: "2026-03-19T10:30".
[[nodiscard]] std::string local_moment(engine::Instant at, const engine::Calendar& calendar);
[[nodiscard]] engine::Result<engine::Instant> parse_local_moment(std::string_view text,
                                                                 const engine::Calendar& calendar);

}  // namespace rexflow::cell
