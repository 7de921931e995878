#pragma once

#include "engine/ports/letter_writer.hpp"

namespace rexflow::mail {

/// Writes our letters with GMime: multipart/alternative of text, HTML and, for a meeting, an iCalendar invitation;
/// UTF-8 as quoted-printable, so that no line is long and no server has to convert anything. The same letter at the
/// same time gives the same bytes. No value can add a header field: control characters become blanks, and what is not
/// an id is left out of In-Reply-To and References.
///
/// `Auto-Submitted` is "auto-replied" for intake_acknowledged, which answers a mail, and "auto-generated" for every
/// other letter (RFC 3834, 5); `X-Auto-Response-Suppress: All` says the same to Exchange.
class GMimeMailWriter final : public engine::MailWriter {
public:
    GMimeMailWriter();
    [[nodiscard]] engine::OutgoingMail write(const engine::Letter& letter, const engine::RenderedLetter& rendered,
                                             const engine::Letterhead& head, engine::Instant at) const override;
};

}  // namespace rexflow::mail
