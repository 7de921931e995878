#include "adapters/mail/message_reader.hpp"
#include "engine/bounce.hpp"
#include "engine/classification.hpp"
#include "tests/adapters/mail/mail_support.hpp"
#include "tests/support/plain_signer.hpp"

#include <catch2/catch.hpp>

/// Bounces of some seventy mail servers, each looked at: what a person reads in it is what is read of it.
namespace rexflow::mail {

namespace {

using engine::Bounce;
using engine::Fate;

struct Expected {
    std::string_view file;
    std::string_view status;
    Fate fate;
    std::string_view recipient;
};

const std::vector<Expected> looked_at{
    // clang-format off
    {"lhost-activehunter", "5.1.1", Fate::failed_for_good, "kijitora@example.org"},
    {"lhost-amavis", "5.1.1", Fate::failed_for_good, "neko@example.co.jp"},
    {"lhost-amazonses", "5.1.0", Fate::failed_for_good, "shironeko@example.co.jp"},
    {"lhost-amazonworkmail", "5.1.1", Fate::failed_for_good, "kijitora@example.jp"},
    {"lhost-apachejames", "5.1.1", Fate::failed_for_good, "000000000000@vtext.example.com"},
    {"lhost-barracuda", "5.7.1", Fate::failed_for_good, "kijitora@example.org"},
    {"lhost-biglobe", "4.2.2", Fate::failed_for_now, "postmaster@mxr.biglobe.ne.jp"},
    {"lhost-courier", "5.1.1", Fate::failed_for_good, "kijitora@example.co.jp"},
    {"lhost-domino", "5.1.1", Fate::failed_for_good, "kijitora@example.jp"},
    {"lhost-dragonfly", "5.7.26", Fate::failed_for_good, ""},
    {"lhost-exchange2003", "5.1.1", Fate::failed_for_good, "kijitora@example.jp"},
    {"lhost-exchange2007", "5.1.1", Fate::failed_for_good, "mikeneko@example.co.jp"},
    {"lhost-exim", "5.7.0", Fate::failed_for_good, "kijitora@example.ed.jp"},
    {"lhost-ezweb", "5.0.0", Fate::failed_for_good, "this-message-rejected-by-the-domain-filter@ezweb.ne.jp"},
    {"lhost-gmail", "5.1.1", Fate::failed_for_good, "userunknown@example.jp"},
    {"lhost-gmx", "5.2.2", Fate::failed_for_good, "shironeko@example.jp"},
    {"lhost-googlegroups", "", Fate::unknown, ""},
    {"lhost-googleworkspace", "", Fate::unknown, ""},
    {"lhost-imailserver", "5.1.1", Fate::failed_for_good, "kijitora@example.com"},
    {"lhost-kddi", "4.2.2", Fate::failed_for_now, "kijitora@x0000000000000.dion.ne.jp"},
    {"lhost-mailfoundry", "5.1.1", Fate::failed_for_good, "kijitora@example.org"},
    {"lhost-mailru", "5.1.1", Fate::failed_for_good, "kijitora@example.jp"},
    {"lhost-mcafee", "5.1.1", Fate::failed_for_good, "kijitora@example.co.jp"},
    {"lhost-messagingserver", "5.1.1", Fate::failed_for_good, "kijitora@example.jp"},
    {"lhost-mfilter", "5.1.1", Fate::failed_for_good, "kijitora@example.com"},
    {"lhost-mimecast", "5.4.1", Fate::failed_for_good, "sabineko@neko.ef.example.org"},
    {"lhost-mxlogic", "5.1.1", Fate::failed_for_good, "kijitora@example.co.jp"},
    {"lhost-notes", "", Fate::unknown, "kijitora@u1.example.co.jp"},
    {"lhost-office365", "5.1.10", Fate::failed_for_good, "kijitora@example.com"},
    {"lhost-opensmtpd", "5.1.1", Fate::failed_for_good, "apdugoaidugoaidugoaeiudggadi@gmail.com"},
    {"lhost-outlook", "5.2.2", Fate::failed_for_good, "kijitora@example.jp"},
    {"lhost-postfix", "5.1.1", Fate::failed_for_good, "r@p351355.pool.example.ne.jp"},
    {"lhost-powermta", "5.2.1", Fate::failed_for_good, "kijitora@example.jp"},
    {"lhost-qmail", "5.5.0", Fate::failed_for_good, "kijitora@example.ne.jp"},
    {"lhost-receivingses", "5.1.1", Fate::failed_for_good, "userunknown@neko.example.jp"},
    {"lhost-sendgrid", "5.1.1", Fate::failed_for_good, "kijitora@example.jp"},
    {"lhost-sendmail", "5.1.1", Fate::failed_for_good, "userunknown@bouncehammer.jp"},
    {"lhost-surfcontrol", "5.1.1", Fate::failed_for_good, "kijitora@example.com"},
    {"lhost-trendmicro", "5.1.1", Fate::failed_for_good, "kijitora@example.co.jp"},
    {"lhost-v5sendmail", "4.4.1", Fate::failed_for_now, ""},
    {"lhost-verizon", "5.1.1", Fate::failed_for_good, "0000000000@vzwpix.com"},
    {"lhost-x1", "5.1.1", Fate::failed_for_good, "kijitora@example.co.jp"},
    {"lhost-x2", "5.1.1", Fate::failed_for_good, "kijitora@example.co.jp"},
    {"lhost-x3", "5.3.0", Fate::failed_for_good, "kijitora@example.com"},
    {"lhost-x4", "4.2.2", Fate::failed_for_now, "kijitora@example.com"},
    {"lhost-x5", "5.1.1", Fate::failed_for_good, "kijitora@neko.example.org"},
    {"lhost-x6", "5.4.6", Fate::failed_for_good, "kijitora@nyaan.example.org"},
    {"lhost-yahoo", "5.1.1", Fate::failed_for_good, "kijitora@example.org"},
    {"lhost-yandex", "5.1.1", Fate::failed_for_good, "kijitora@example.jp"},
    {"lhost-zoho", "5.1.1", Fate::failed_for_good, "kijitora@example.co.jp"},
    {"rfc3464", "5.1.1", Fate::failed_for_good, "userunknown@bouncehammer.jp"},
    {"rhost-aol", "5.4.4", Fate::failed_for_good, "kijitora@example.jp"},
    {"rhost-apple", "5.1.6", Fate::failed_for_good, "kijitora@example.jp"},
    {"rhost-cloudflare", "4.3.0", Fate::failed_for_now, "kijitora-neko@example.com"},
    {"rhost-cox", "5.1.0", Fate::failed_for_good, "recipient55@cox.net"},
    {"rhost-franceptt", "5.1.1", Fate::failed_for_good, "pseudo-local-part-kijitora-nyaaan@orange.fr"},
    {"rhost-google", "5.2.1", Fate::failed_for_good, "shironeko@example.ne.jp"},
    {"rhost-gsuite", "5.1.0", Fate::failed_for_good, "kijitora@example.de"},
    {"rhost-iua", "5.0.0", Fate::failed_for_good, "neko@email.example.ua"},
    {"rhost-kddi", "5.2.0", Fate::failed_for_good, "otsu-sakaba-hunter-neko-nyaaaaaaan@ezweb.ne.jp"},
    {"rhost-messagelabs", "5.0.0", Fate::failed_for_good, "kijitora@example.messagelabs.com"},
    {"rhost-microsoft", "5.7.606", Fate::failed_for_good, "kijitora@example.com"},
    {"rhost-mimecast", "5.0.0", Fate::failed_for_good, "sabatora@example.com"},
    {"rhost-nttdocomo", "5.2.0", Fate::failed_for_good, "azumakuniyuki@ntt.docomo.example.ne.jp"},
    {"rhost-outlook", "5.2.2", Fate::failed_for_good, "kijitora@example.jp"},
    {"rhost-spectrum", "5.1.0", Fate::failed_for_good, "theusername@charter.net"},
    {"rhost-tencent", "5.0.0", Fate::failed_for_good, "nekochan@qq.example.cn"},
    {"rhost-yahooinc", "5.7.9", Fate::failed_for_good, "kijitora@aol.example.jp"},
    {"rhost-zoho", "5.1.1", Fate::failed_for_good, "kijitora@zoho.example.com"},
    // clang-format on
};

const testing::PlainSigner signer;
const engine::House house{"CPTS", "qualite@cpts.example", "", engine::Locale::fr, "cpts.example", true};
const engine::Tokens tokens(signer, house);

}  // namespace

TEST_CASE("bounces of many servers give the status and the recipient a person reads in them", "[mail][samples]") {
    const auto folder = std::filesystem::path(REXFLOW_SHARED_DIR) / "mail-samples/sisimai";
    if (!std::filesystem::exists(folder)) {
        WARN("skipped: no mail samples beside the project");
        return;
    }

    for (const auto& expected : looked_at) {
        INFO(expected.file);
        const auto email =
            GMimeMessageReader().read(testing::contents(folder / (std::string(expected.file) + "-01.eml")));
        REQUIRE(email);
        const auto bounce = engine::read_bounce(*email, tokens);
        CHECK(engine::classify(*email).kind == engine::MessageKind::bounce);
        CHECK(bounce.status == expected.status);
        CHECK(bounce.fate == expected.fate);
        CHECK(bounce.recipient == expected.recipient);
    }
}

}  // namespace rexflow::mail
