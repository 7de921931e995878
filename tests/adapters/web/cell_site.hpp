#pragma once

#include "adapters/cell/cell.hpp"
#include "adapters/mustache/letter_samples.hpp"
#include "adapters/qrcode/qr_writer.hpp"
#include "adapters/web/server.hpp"
#include "adapters/web/site.hpp"
#include "tests/adapters/web/browser.hpp"
#include "tests/support/office.hpp"
#include "tests/support/plain_passwords.hpp"
#include "tests/support/told_caretaking.hpp"

#include <memory>
#include <string>

namespace rexflow::testing {

/// A quality cell whose letters carry links, and the pages behind them on a loopback port.
class CellSite {
public:
    explicit CellSite(std::unique_ptr<Archive> archive = in_memory());

    static constexpr const char* public_url = "https://rex.cpts.example";

    /// Opens the port again with other limits.
    void serve(web::ServerSettings settings);
    [[nodiscard]] int port() const { return server_->port(); }
    [[nodiscard]] Browser browser() const { return Browser(server_->port()); }

    /// A member who is logged in, in some browser: the value of the Cookie field.
    [[nodiscard]] std::string session_of(const std::string& address);

    /// A case whose reporter was asked, ten days after the orientation, whether it helped.
    void ask_follow_up();
    /// The path a variable of the last letter of this name leads to: "/l/<token>/resolved".
    [[nodiscard]] std::string path(const std::string& letter, const std::string& variable);
    /// The same without the answer at its end.
    [[nodiscard]] static std::string question_of(const std::string& path) { return path.substr(0, 3 + 32); }

    Office office;

private:
    engine::Answers answers_;
    std::unique_ptr<engine::PageRenderer> renderer_;
    PlainPasswords passwords_;
    engine::AccountRules rules_;
    engine::Accounts accounts_;
    engine::AccountLinks account_links_;
    engine::OwnAccount own_account_;
    qrcode::QrencodeWriter qr_writer_;
    ToldCaretaking caretaking_;
    mustache::ManifestSamples letter_samples_;
    cell::Cell cell_;
    web::Site site_;
    int sessions_ = 0;
    std::unique_ptr<web::Server> server_;
};

}  // namespace rexflow::testing
