#pragma once

#include "engine/intake.hpp"
#include "engine/links.hpp"
#include "engine/page_message.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

enum class Sending {
    taken,         ///< it is stored for good
    taken_before,  ///< the same words from the same form: somebody pressed twice
    is_changed,    ///< the form was used before, for other words: nothing was done
    too_old,       ///< the form is not one of ours, or older than a day: nothing was done
};

/// What keeps a report of the public pages from being sent.
enum class ReportTrouble {
    too_long,
    phone_trouble,  ///< not a number as the published numbering plan has them
    phone_needed,   ///< a call is wished, and there is no number to call
    nothing_said,
};
/// "phone_needed"
[[nodiscard]] std::string_view to_text(ReportTrouble trouble);
/// @param home the CPTS's region, in which numbers are written
[[nodiscard]] std::vector<ReportTrouble> troubles_of(const PageReport& report, Region home);

/// The most words of a report or a reply, in bytes.
inline constexpr std::size_t longest_words = 20'000;

/// What came of a form of the public pages.
struct Sent {
    Sending sending = Sending::too_old;
    std::optional<CaseNumber> number = {};  ///< none: a person has to look at the message first
    std::string code = {};                  ///< the receipt; empty when it is not shown (any more)
};

/// What somebody who comes back with a receipt code may see.
struct Followed {
    struct Line {
        bool by_cell = false;
        Instant at;
        std::string text;  ///< empty: erased
    };
    std::optional<CaseNumber> number = {};  ///< none: nobody has opened the message yet
    Instant reported_at;
    bool is_taken = false;    ///< a member looks after it
    bool is_at_rest = false;  ///< closed or dismissed
    std::vector<Line> lines = {};
};

/// Reports and answers that come by the public pages: stored first, understood second, like mail, so that nothing is
/// lost; and once a form, however often it is sent.
class PublicReports {
public:
    PublicReports(const Context& context, const Dispatcher& dispatcher, const Intake& intake,
                  const MessageReader& message_reader)
        : context_(context),
          dispatcher_(dispatcher),
          intake_(intake),
          message_reader_(message_reader),
          form_tokens_(context.signer),
          tokens_(context.signer, context.house) {}

    /// What a form hides: good for one sending, within a day.
    [[nodiscard]] std::string form_token(Instant now) const;

    /// Trouble of the store only while nothing is stored.
    [[nodiscard]] Result<Sent> report(Store& store, std::string_view token, const PageReport& report,
                                      Instant now) const;

    /// What was left for the holder of a code, which counts as read by being given out here. None for a code nobody
    /// was given, or whose case is erased.
    [[nodiscard]] Result<std::optional<Followed>> follow(Store& store, std::string_view code, Instant now) const;

    /// A message of theirs to the cell. Error::Code::not_found for such a code, or while the case is not opened.
    [[nodiscard]] Result<Sent> reply(Store& store, std::string_view token, std::string_view code,
                                     std::string_view words, Instant now) const;

    /// The digits of a code as it is shown: "12345 67890 ...".
    [[nodiscard]] static std::string in_groups(std::string_view code);
    /// The digits alone, however they were typed; empty for what cannot be a code.
    [[nodiscard]] static std::string read_code(std::string_view typed);

private:
    struct Arrival;

    [[nodiscard]] std::optional<std::string> nonce_of(std::string_view token, Instant now) const;
    [[nodiscard]] std::string code_of(std::string_view nonce) const;
    [[nodiscard]] PageEnvelope envelope(std::string_view nonce, Instant now) const;
    [[nodiscard]] Result<Sent> take(Store& store, const Arrival& arrival, Instant now) const;
    [[nodiscard]] std::optional<CaseNumber> understand(Store& store, MessageId id, std::string_view raw,
                                                       Instant now) const;
    [[nodiscard]] Result<void> look(Unit& unit, const StoredMessage& message, std::optional<Followed>& followed,
                                    Instant now) const;
    void add_lines(const Reader& reader, const CaseRow& row, const History& history, Followed& followed) const;

    const Context& context_;
    const Dispatcher& dispatcher_;
    const Intake& intake_;
    const MessageReader& message_reader_;
    LinkTokens form_tokens_;
    Tokens tokens_;
};

}  // namespace rexflow::engine
