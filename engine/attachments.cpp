#include "engine/attachments.hpp"

#include "engine/reading/reading.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine {

namespace {

using Status = DocumentReading::Status;

constexpr std::size_t most_attachments = 10;          // read of one mail
constexpr std::size_t smallest_picture = 40U << 10U;  // smaller ones are logos of signatures
constexpr std::size_t longest_text = 256U << 10U;     // of a mail that may be a form
constexpr std::size_t large_mail = 10U << 20U;
constexpr std::chrono::milliseconds time_for_files{700};  // of one mail, all together
constexpr std::chrono::milliseconds time_for_large_files{2'200};

/// What programs attach by themselves, and messages in the message, whose text and attachments are read with it.
constexpr auto not_filled_in = std::to_array<std::string_view>({
    "application/pgp-keys",
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "message/delivery-status",
    "message/disposition-notification",
    "message/global",
    "message/rfc822",
    "text/calendar",
    "text/directory",
    "text/rfc822-headers",
    "text/vcard",
    "text/x-vcard",
});

bool is_left_alone(const Attachment& attachment) {
    if (std::ranges::find(not_filled_in, attachment.media_type) != not_filled_in.end()) return true;
    return attachment.media_type.starts_with("image/") && attachment.size < smallest_picture;
}

DocumentReading for_a_person(std::string_view reason) {
    return {Status::for_a_person, std::string(reason), std::nullopt};
}

/// Reasons that say that reading costs more than it should: what else the mail carries is not tried.
bool is_costly(const DocumentReading& reading) {
    return reading.reason == "too_slow" || reading.reason == "too_large" || reading.reason == "reader_failed";
}

std::string_view to_text(Status status) {
    switch (status) {
        case Status::read:
            return "read";
        case Status::for_a_person:
            return "for_a_person";
        case Status::left_alone:
            return "left_alone";
    }
    return "";
}

std::string reasons_of(const InboundEmail& email) {
    std::vector<std::string> reasons;
    if (email.protection == Protection::encrypted) reasons.emplace_back("encrypted");
    for (const auto& reading : email.attachment_readings)
        if (reading.status == Status::for_a_person && std::ranges::find(reasons, reading.reason) == reasons.end())
            reasons.push_back(reading.reason);
    std::string list;
    for (const auto& reason : reasons) list += (list.empty() ? "" : ",") + reason;
    return list;
}

}  // namespace

Result<InboundEmail> AttachmentReading::read(std::string_view raw) const {
    auto email = messages_.read(raw);
    if (!email) return email;
    Patience patience{raw.size() > large_mail ? time_for_large_files : time_for_files};
    bool goes_on = true;
    std::size_t tried = 0;
    for (std::size_t i = 0; i < email->attachments.size(); ++i) {
        auto& readings = email->attachment_readings;
        if (is_left_alone(email->attachments[i])) {
            readings.push_back({Status::left_alone, {}, std::nullopt});
            continue;
        }
        readings.push_back(goes_on && tried < most_attachments ? read_attachment(raw, *email, i, patience)
                                                               : for_a_person("too_many"));
        ++tried;
        goes_on = goes_on && !is_costly(readings.back());
        if (!email->form) email->form = readings.back().form;
    }
    const bool may_be_form = email->report_type.empty() && email->text.size() <= longest_text;  // servers fill in none
    if (!email->form && may_be_form && forms_.may_be_in(email->text)) {
        const auto parts = reading::parts_of(*email);
        email->form = forms_.read(std::string(reading::told_in(*email, parts)));
    }
    return email;
}

DocumentReading AttachmentReading::read_attachment(std::string_view raw, const InboundEmail& email,
                                                   std::size_t position, Patience& patience) const {
    const auto& attachment = email.attachments[position];
    // Most attachments are pictures, and told by their first bytes: they are not decoded.
    const ReceivedFile beginning{attachment.beginning, attachment.file_name, attachment.media_type};
    if (const auto reason = documents_.reason_to_leave(beginning); !reason.empty()) return for_a_person(reason);
    const auto bytes = messages_.attachment(raw, position);
    if (!bytes) return for_a_person("damaged");
    const auto reading = documents_.read({*bytes, attachment.file_name, attachment.media_type}, patience);
    return reading ? *reading : for_a_person("reader_failed");
}

Result<void> record_attachments(Unit& unit, const Dispatcher& dispatcher, const CaseRow& row, MessageId id,
                                const InboundEmail& email, Instant now) {
    for (std::size_t i = 0; i < email.attachment_readings.size(); ++i) {
        const auto& reading = email.attachment_readings[i];
        if (reading.status == Status::left_alone) continue;
        const Event event{"attachment_added",
                          {{"name", email.attachments[i].file_name},
                           {"message", std::to_string(id.value)},
                           {"reading", std::string(to_text(reading.status))},
                           {"reading_reason", reading.reason}},
                          now,
                          Actor::system()};
        const auto added = unit.attempt([&](Unit& part) -> Result<void> {
            const auto handled = dispatcher.handle(part, part.find_case(row.id).value_or(row), event, {now, {}});
            return handled ? Result<void>{} : Err(handled.error());
        });
        // A case at rest refuses it, and an action knows no such event: the review list still has the message.
        const bool is_not_taken =
            !added && (added.error().code == Error::Code::refused || added.error().code == Error::Code::invalid_input);
        if (!added && !is_not_taken) return added;
    }
    if (const auto reasons = reasons_of(email); !reasons.empty()) unit.add_review(id, reasons);
    return {};
}

}  // namespace rexflow::engine
