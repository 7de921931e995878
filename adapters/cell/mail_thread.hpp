#pragma once

#include "adapters/cell/case_file.hpp"
#include "engine/page_data.hpp"
#include "engine/ports/letter_writer.hpp"
#include "engine/ports/message_reader.hpp"

namespace rexflow::cell {

/// Adds mails in and letters out in order of time, the last first: list "mails". Their words, their people and their
/// attachments are there only where names may be read.
void add_mails(engine::PageData& page, const Viewpoint& view, const CaseFile& file,
               const engine::MessageReader& message_reader, const engine::LetterRenderer& letter_renderer);

/// The address of an attachment of a mail of the case.
[[nodiscard]] std::string attachment_address(const engine::CaseNumber& number, engine::MessageId message,
                                             std::size_t position);

}  // namespace rexflow::cell
