#pragma once

#include "adapters/cell/cell.hpp"
#include "adapters/mustache/letter_samples.hpp"
#include "adapters/qrcode/qr_writer.hpp"
#include "tests/support/office.hpp"
#include "tests/support/plain_passwords.hpp"
#include "tests/support/told_caretaking.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rexflow::testing {

/// The password of everybody in these tests.
inline constexpr const char* password = "une phrase assez longue";
inline constexpr const char* administrator = "administration@cpts.example";
inline constexpr const char* reader_only = "lecture@cpts.example";

/// What came back, and how a person reads it.
struct Answer {
    web::Response response;
    [[nodiscard]] int status() const { return response.status; }
    [[nodiscard]] bool shows(const std::string& text) const { return response.body.find(text) != std::string::npos; }
    /// The value of a header field; empty when it is absent.
    [[nodiscard]] std::string field(const std::string& name) const;
    [[nodiscard]] std::string location() const { return field("Location"); }
    /// The token of the page's forms.
    [[nodiscard]] std::string csrf() const;
};

/// Blank forms that say what they are.
class PlainForms : public engine::DocumentWriter {
public:
    [[nodiscard]] engine::Result<std::string> write(const engine::reading::BlankForm& form, const engine::House&,
                                                    engine::DocumentFormat format) const override {
        return std::string(form.name) + " in format " + std::to_string(static_cast<int>(format));
    }
};

/// A whole quality cell and the pages of its members, asked without a socket.
class CellDesk {
public:
    explicit CellDesk(const std::string& now = "2025-03-03 09:00", std::unique_ptr<Archive> archive = in_memory(),
                      bool takes_reports = true);

    static constexpr const char* public_url = "https://rex.cpts.example";

    /// A member who accepted the charter and chose `password`; the members of the office have done so already.
    engine::MemberId add_member(const std::string& address, engine::MemberRole role);
    [[nodiscard]] engine::Account account(const std::string& address);
    void change_account(const std::string& address, const std::function<void(engine::Account&)>& change);
    [[nodiscard]] std::vector<engine::AccountSession> sessions(const std::string& address);

    Office office;
    PlainPasswords passwords;
    engine::AccountRules rules;
    ToldCaretaking caretaking;

    [[nodiscard]] const cell::Cell& cell() const { return *cell_; }
    [[nodiscard]] const engine::Accounts& accounts() const { return *accounts_; }
    [[nodiscard]] const engine::AccountLinks& links() const { return *links_; }

private:
    CountingNonces nonces_;  ///< the office's own begin anew with every transaction
    engine::Context context_;
    std::unique_ptr<engine::PageRenderer> renderer_;
    qrcode::QrencodeWriter qr_writer_;
    PlainForms forms_;
    mustache::ManifestSamples letter_samples_;
    std::unique_ptr<engine::Accounts> accounts_;
    std::unique_ptr<engine::AccountLinks> links_;
    std::unique_ptr<engine::OwnAccount> own_account_;
    std::unique_ptr<cell::Cell> cell_;
};

/// A browser with a cookie jar.
class Tab {
public:
    explicit Tab(const CellDesk& desk, std::string network = "192.0.2.1") : desk_(desk), network_(std::move(network)) {}

    using Fields = std::map<std::string, std::string, std::less<>>;
    Answer get(const std::string& address);
    /// Sends the fields as they are.
    Answer post(const std::string& path, const Fields& fields);
    /// Opens the page first and sends its token along.
    Answer fill_in(const std::string& path, Fields fields);
    Answer log_in(const std::string& address, const std::string& secret = password);
    Answer ask(web::Request request);

    std::string cookie;  ///< "name=value"; empty: none
    Fields header;       ///< more fields of every request

private:
    const CellDesk& desk_;
    std::string network_;
};

}  // namespace rexflow::testing
