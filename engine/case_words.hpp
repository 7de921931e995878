#pragma once

#include "engine/context.hpp"
#include "engine/ports/store.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// The label of the state of a case in a region; what is stored where nobody knows that state.
[[nodiscard]] std::string state_in_words(const Workflows& workflows, const CaseRow& row, std::size_t region,
                                         Locale locale);

/// What is stored of cases in the words of people, in one language. Keeps references to what it is made of.
class CaseWords {
public:
    CaseWords(const Reader& reader, const Context& context, Locale locale)
        : context_(context), locale_(locale), members_(reader.members()) {}

    [[nodiscard]] Locale locale() const { return locale_; }
    [[nodiscard]] const std::vector<Member>& members() const { return members_; }
    /// Null for a damaged case, whose workflow this program does not know.
    [[nodiscard]] const Workflow* workflow(const CaseRow& row) const { return context_.workflows.find(row.workflow); }

    [[nodiscard]] std::string state(const CaseRow& row, std::size_t region) const {
        return state_in_words(context_.workflows, row, region, locale_);
    }
    /// A member's name, or what somebody outside or the program is to the case.
    [[nodiscard]] std::string who(const Actor& actor) const;
    [[nodiscard]] std::string member(MemberId id) const;
    /// Who follows a case; empty for nobody.
    [[nodiscard]] std::string pilot(const CaseRow& row) const { return row.pilot ? member(*row.pilot) : std::string{}; }
    /// What a role is called: "pilote", "déclarant".
    [[nodiscard]] std::string role(Role role) const;

    /// The clear text of a field as it is said: labels for codes, dates in words, a file by its name.
    [[nodiscard]] std::string value(const FieldDescriptor& field, std::string_view clear) const;
    /// What a deadline is called.
    [[nodiscard]] std::string duty(std::string_view rule) const;
    [[nodiscard]] std::string letter(std::string_view name) const { return context_.letters.label(name, locale_); }

    /// "mardi 24 novembre 2026 à 12 h 30", on the CPTS's wall clock.
    [[nodiscard]] std::string moment(Instant at) const;
    /// The day alone, with the hour where it is not the end of the day.
    [[nodiscard]] std::string due(Instant at) const;
    /// "mardi 24 novembre" of the year of `now`, with the year else.
    [[nodiscard]] std::string day(Instant at, Instant now) const;
    [[nodiscard]] std::string hour(Instant at) const;
    /// Calendar days from the day of `now` to the day of `at`; negative for the past.
    [[nodiscard]] int days_until(Instant at, Instant now) const;

private:
    const Context& context_;
    Locale locale_;
    std::vector<Member> members_;
};

/// The levels that were reached, lowest first, of CaseRow::levels.
[[nodiscard]] std::vector<int> levels_of(unsigned bits);

}  // namespace rexflow::engine
