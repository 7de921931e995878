#include "engine/attachments.hpp"

#include "engine/reading/quotation.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine {

namespace {

using Status = DocumentReading::Status;

constexpr std::size_t most_attachments = 10;          // read of one mail
constexpr std::size_t smallest_picture = 40U << 10U;  // smaller ones are logos of signatures
constexpr std::size_t longest_text = 256U << 10U;     // of a mail that may be a form

/// What programs attach by themselves.
constexpr auto attached_by_programs = std::to_array<std::string_view>({
    "application/pgp-keys",
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "message/delivery-status",
    "message/disposition-notification",
    "text/calendar",
    "text/directory",
    "text/rfc822-headers",
    "text/vcard",
    "text/x-vcard",
});

bool is_left_alone(const Attachment& attachment) {
    if (std::ranges::find(attached_by_programs, attachment.media_type) != attached_by_programs.end()) return true;
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
    bool goes_on = true;
    std::size_t tried = 0;
    for (std::size_t i = 0; i < email->attachments.size(); ++i) {
        auto& readings = email->attachment_readings;
        if (is_left_alone(email->attachments[i])) {
            readings.push_back({Status::left_alone, {}, std::nullopt});
            continue;
        }
        readings.push_back(goes_on && tried < most_attachments ? read_attachment(raw, *email, i)
                                                               : for_a_person("too_many"));
        ++tried;
        goes_on = goes_on && !is_costly(readings.back());
        if (!email->form) email->form = readings.back().form;
    }
    if (!email->form && email->text.size() <= longest_text) {
        const auto text = reading::split_quotation(email->text);
        email->form = forms_.read(text.is_forward ? email->text : text.new_text);
    }
    return email;
}

DocumentReading AttachmentReading::read_attachment(std::string_view raw, const InboundEmail& email,
                                                   std::size_t position) const {
    const auto bytes = messages_.attachment(raw, position);
    if (!bytes) return for_a_person("damaged");
    const auto& attachment = email.attachments[position];
    const auto reading = documents_.read({*bytes, attachment.file_name, attachment.media_type});
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
