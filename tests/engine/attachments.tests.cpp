#include "engine/attachments.hpp"

#include "workflows/rex_case/forms.hpp"

#include <catch2/catch.hpp>

using namespace rexflow::engine;
using rexflow::rex_case::blank_forms;
using Status = DocumentReading::Status;

namespace {

/// A mail with these attachments, each of the bytes its position says.
class OneMail : public MessageReader {
public:
    explicit OneMail(InboundEmail email) : email_(std::move(email)) {}
    [[nodiscard]] Result<InboundEmail> read(std::string_view) const override { return email_; }
    [[nodiscard]] Result<std::string> attachment(std::string_view, std::size_t position) const override {
        return std::to_string(position);
    }

private:
    InboundEmail email_;
};

/// Answers as told, one answer an attachment, and remembers how many were asked for.
class ToldReader : public DocumentReader {
public:
    explicit ToldReader(std::vector<DocumentReading> answers) : answers_(std::move(answers)) {}
    [[nodiscard]] std::string_view reason_to_leave(const ReceivedFile&) const override { return {}; }
    [[nodiscard]] Result<DocumentReading> read(const ReceivedFile&, Patience&) const override {
        return answers_[asked_++];
    }
    [[nodiscard]] std::size_t asked() const { return asked_; }

private:
    std::vector<DocumentReading> answers_;
    mutable std::size_t asked_ = 0;
};

InboundEmail mail_with(std::vector<Attachment> attachments, std::string text = {}) {
    InboundEmail email;
    email.text = std::move(text);
    email.attachments = std::move(attachments);
    return email;
}

DocumentReading form_of(std::string family) {
    return {Status::read, {}, reading::FilledForm{"fiche_rex", {{"family", std::move(family), {"Nom", 0.9}}}, {}}};
}

DocumentReading left(std::string reason) { return {Status::for_a_person, std::move(reason), std::nullopt}; }

InboundEmail read(const InboundEmail& email, const DocumentReader& documents) {
    const OneMail messages(email);
    const reading::KnownForms forms(blank_forms());
    return AttachmentReading(messages, documents, forms).read("raw").value();
}

const Attachment fiche{"fiche.pdf", "application/pdf", 100'000};

}  // namespace

TEST_CASE("the first form attached to a mail is the mail's form", "[attachments]") {
    const ToldReader documents({left("not_a_form"), form_of("Durand"), form_of("Autre")});
    const auto email = read(mail_with({fiche, fiche, fiche}, "Nom : Texte\nPrénom : X\nTél : 0639980042"), documents);

    CHECK(reading::details_of(*email.form).family == "Durand");
    REQUIRE(email.attachment_readings.size() == 3);
    CHECK(email.attachment_readings[0].reason == "not_a_form");
}

TEST_CASE("a form in the text of a mail is read where none is attached", "[attachments]") {
    const ToldReader documents({});

    CHECK(reading::details_of(*read(mail_with({}, "Nom : Durand\nPrénom : Léa\nTél : 0639980042"), documents).form)
              .given == "Léa");
    CHECK_FALSE(read(mail_with({}, "Bonjour, merci de me rappeler."), documents).form);
}

TEST_CASE("logos, signatures and invitations are nobody's work", "[attachments]") {
    const ToldReader documents({left("picture")});
    const auto email = read(mail_with({{"logo.png", "image/png", 4'000},
                                       {"smime.p7s", "application/pkcs7-signature", 3'000},
                                       {"invite.ics", "text/calendar", 900},
                                       {"IMG_2041.jpg", "image/jpeg", 2'400'000}}),
                            documents);

    CHECK(documents.asked() == 1);
    CHECK(email.attachment_readings[0].status == Status::left_alone);
    CHECK(email.attachment_readings[2].status == Status::left_alone);
    CHECK(email.attachment_readings[3].reason == "picture");
}

TEST_CASE("after an attachment that costs too much the others are left to a person unread", "[attachments]") {
    const ToldReader documents({left("too_slow"), form_of("Durand")});
    const auto email = read(mail_with({fiche, fiche}), documents);

    CHECK(documents.asked() == 1);
    CHECK(email.attachment_readings[1].reason == "too_many");
}

TEST_CASE("of very many attachments ten are read", "[attachments]") {
    const ToldReader documents(std::vector<DocumentReading>(10, left("not_a_form")));
    const auto email = read(mail_with(std::vector<Attachment>(200, fiche)), documents);

    CHECK(documents.asked() == 10);
    CHECK(email.attachment_readings.size() == 200);
    CHECK(email.attachment_readings.back().reason == "too_many");
}
