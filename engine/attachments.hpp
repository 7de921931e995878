#pragma once

#include "engine/dispatcher.hpp"
#include "engine/ports/document_reader.hpp"
#include "engine/ports/message_reader.hpp"

namespace rexflow::engine {

/// Reads messages with what is attached to them: the form in an attachment, or in the text of the mail, comes with the
/// mail as InboundEmail::form, and each attachment with what could be made of it. Slow files are read on the thread
/// that reads the mail, before its transaction begins. Safe from several threads at once.
class AttachmentReading : public MessageReader {
public:
    AttachmentReading(const MessageReader& messages, const DocumentReader& documents, const reading::KnownForms& forms)
        : messages_(messages), documents_(documents), forms_(forms) {}

    [[nodiscard]] Result<InboundEmail> read(std::string_view raw) const override;
    [[nodiscard]] Result<std::string> attachment(std::string_view raw, std::size_t position) const override {
        return messages_.attachment(raw, position);
    }

private:
    [[nodiscard]] DocumentReading read_attachment(std::string_view raw, const InboundEmail& email, std::size_t position,
                                                  Patience& patience) const;

    const MessageReader& messages_;
    const DocumentReader& documents_;
    const reading::KnownForms& forms_;
};

/// Writes into the history of a case what came attached to a message, and puts the message on the list of those a
/// person has to look at. A case that takes no more attachments still has its message on the list.
[[nodiscard]] Result<void> record_attachments(Unit& unit, const Dispatcher& dispatcher, const CaseRow& row,
                                              MessageId id, const InboundEmail& email, Instant now);

}  // namespace rexflow::engine
