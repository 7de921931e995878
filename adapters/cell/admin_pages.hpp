#pragma once

#include "adapters/cell/desk.hpp"

namespace rexflow::cell {

/// /administration: how the installation fares, who looked at what, and the rules in force. These pages change nothing.
class AdminPages {
public:
    explicit AdminPages(const DeskParts& parts) : parts_(parts), printer_(parts.context, parts.renderer) {}

    [[nodiscard]] std::vector<Route> routes() const;

private:
    [[nodiscard]] web::Response overview(const Call& call) const;
    [[nodiscard]] web::Response mailboxes(const Call& call) const;
    [[nodiscard]] web::Response audit(const Call& call) const;
    [[nodiscard]] web::Response verify(const Call& call) const;
    [[nodiscard]] web::Response policy(const Call& call) const;
    [[nodiscard]] web::Response letters(const Call& call) const;
    [[nodiscard]] web::Response letter(const Call& call) const;
    [[nodiscard]] web::Response letter_html(const Call& call) const;

    [[nodiscard]] web::Response show_audit(const Call& call, engine::PageData page) const;
    [[nodiscard]] engine::Result<engine::RenderedLetter> sample(const Call& call, engine::Locale locale) const;

    DeskParts parts_;
    Printer printer_;
};

/// What is wrong with the mailboxes, in a sentence for the first page; empty when all is well.
[[nodiscard]] std::string mailbox_trouble(const std::vector<engine::MailboxState>& mailboxes, engine::Locale locale);

}  // namespace rexflow::cell
