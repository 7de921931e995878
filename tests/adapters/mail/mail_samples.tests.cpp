#include "adapters/mail/message_reader.hpp"
#include "engine/classification.hpp"
#include "tests/adapters/mail/mail_support.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

using rexflow::engine::classify;
using rexflow::engine::InboundEmail;
using rexflow::engine::MessageKind;
using rexflow::engine::Protection;
using rexflow::mail::GMimeMessageReader;
using namespace rexflow::testing;

namespace {

std::filesystem::path samples() { return std::filesystem::path(REXFLOW_SHARED_DIR) / "mail-samples"; }

bool are_absent() {
    if (std::filesystem::is_directory(samples())) return false;
    WARN("skipped: no mail samples beside the project");
    return true;
}

InboundEmail read(const std::string& name) { return GMimeMessageReader().read(contents(samples() / name)).value(); }

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::vector<std::string> names_of(const InboundEmail& email) {
    std::vector<std::string> names;
    for (const auto& attachment : email.attachments) names.push_back(attachment.file_name);
    return names;
}

}  // namespace

TEST_CASE("every real sample is read or refused within a second", "[mail][samples]") {
    if (are_absent()) return;
    const GMimeMessageReader reader;

    for (const auto& file : files_below(samples())) {
        INFO(file.filename().string());
        const auto raw = contents(file);
        auto email = reader.read("");
        CHECK(processor_seconds([&] { email = reader.read(raw); }) < 1);
        CHECK((email || email.error().code == rexflow::engine::Error::Code::unreadable_message));
    }
}

TEST_CASE("every real bounce is taken for a bounce or held", "[mail][samples]") {
    if (are_absent()) return;

    for (const auto& file : files_below(samples() / "sisimai")) {
        INFO(file.filename().string());
        const auto kind = classify(GMimeMessageReader().read(contents(file)).value()).kind;
        CHECK((kind == MessageKind::bounce || kind == MessageKind::auto_reply));
    }
}

TEST_CASE("real mails in real charsets say what they say", "[mail][samples]") {
    if (are_absent()) return;

    CHECK(read("mikel-mail/multi_charset/japanese.eml").subject == "まみむめも");
    CHECK(read("mikel-mail/multi_charset/japanese.eml").text.starts_with("かきくえこ"));
    CHECK(read("mikel-mail/multi_charset/japanese_iso_2022.eml").text == "すみません。");
    CHECK(read("mikel-mail/multi_charset/japanese_shift_jis.eml").text.starts_with("あいうえお"));
    CHECK(read("mikel-mail/multi_charset/ks_c_5601-1987.eml").text == "스티해");
    CHECK(read("mikel-mail/rfc6532/utf8_headers.eml").subject == "Säying Hello");
    CHECK(read("mikel-mail/rfc6532/utf8_headers.eml").from.front().address == "jdöe@mächine.example");
    CHECK(contains(read("enmime/low-quality/incorrect-charset.raw").text, "∮ E⋅da = Q,  n → ∞"));
    CHECK(read("enmime/mail/non-mime-html-charset-header-only.raw").text == "Test Müller");
    CHECK(read("enmime/mail/non-mime-missing-charset.raw").text == "Unencoded Euro Sign: €");
    CHECK(read("enmime/low-quality/unk-charset-html-only.raw").text == "Hello World!");
    CHECK(read("enmime/mail/qp-utf8-header.raw").subject == "MIME UTF8 Test ¢ More Text");
}

TEST_CASE("real attachments keep their names", "[mail][samples]") {
    if (are_absent()) return;
    const auto names = [](const std::string& name) { return names_of(read("mikel-mail/attachment_emails/" + name)); };
    using Names = std::vector<std::string>;

    CHECK(names("attachment_nonascii_filename.eml") == Names{"ciële.txt"});
    CHECK(names("attachment_with_quoted_filename.eml") == Names{"Eelanalüüsi päring.jpg"});
    CHECK(names("attachment_with_base64_encoded_name.eml") == Names{"This is a test.pdf"});
    CHECK(names("attachment_message_rfc822.eml") == Names{"", "broken.pdf"});
    CHECK(names_of(read("enmime/mail/mime-bad-8bit-filename.raw")) == Names{"管理.doc"});
    CHECK(names_of(read("enmime/mail/mime-unquoted-tspecials-param.raw")) == Names{"Invoice_(302232133150612).pdf"});
    CHECK(names_of(read("enmime/mail/inlinemultipart.raw")) == Names{"test.pdf", "test.txt"});
    CHECK(names_of(read("enmime/low-quality/malformed-base64-attach.raw")) == Names{"some.doc"});
}

TEST_CASE("real mail of low quality is read as far as it goes", "[mail][samples]") {
    if (are_absent()) return;

    CHECK(read("enmime/low-quality/bad-header-start.raw").text == "A text section");
    CHECK(read("enmime/low-quality/bad-header-start.raw").from.front().address == "james@makita.skynet");
    CHECK(read("enmime/low-quality/missing-content-type2.raw").text == "A text section");
    CHECK(contains(read("enmime/mail/mime-bad-content-transfer-encoding.raw").text, "ploozdect  nispplul"));
    CHECK(read("enmime/mail/multipart-wo-boundary.raw").text == "I'm  multipart message without boundary");
    CHECK(read("mikel-mail/error_emails/multiple_content_types.eml").text == "foo");
    CHECK(read("enmime/mail/mime-mixed.raw").text == "Section one\n\n\nSection two");
    CHECK(read("enmime/mail/mime-signed.raw").protection == Protection::signed_);
    CHECK(contains(read("mikel-mail/attachment_emails/attachment_message_rfc822.eml").text,
                   "---------- Message transféré ----------\nDe\u00A0: Test Tester <xxxx@xxxx.com>"));
}
