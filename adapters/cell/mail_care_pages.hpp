#pragma once

#include "adapters/cell/desk.hpp"
#include "engine/mail_care.hpp"

#include <functional>

namespace rexflow::cell {

/// Mail that did not go its way by itself: quarantine, held auto-replies, letters that wait, what a person has to read.
class MailCarePages {
public:
    explicit MailCarePages(const DeskParts& parts) : parts_(parts), printer_(parts.context, parts.renderer) {}

    [[nodiscard]] std::vector<Route> routes() const;

private:
    [[nodiscard]] web::Response show_mail(const Call& call) const;
    [[nodiscard]] web::Response retry(const Call& call) const;
    [[nodiscard]] web::Response open_held(const Call& call) const;
    [[nodiscard]] web::Response send_original(const Call& call) const;
    [[nodiscard]] web::Response show_reviews(const Call& call) const;
    [[nodiscard]] web::Response end_review(const Call& call) const;
    [[nodiscard]] web::Response show_outbox(const Call& call) const;
    [[nodiscard]] web::Response send_again(const Call& call) const;
    [[nodiscard]] web::Response give_up(const Call& call) const;

    using Care = std::function<engine::Result<engine::Understood>(engine::Unit&, engine::MessageId)>;
    /// Does something with a message, and says on its page what became of it.
    [[nodiscard]] web::Response take_care(const Call& call, const Care& care) const;

    DeskParts parts_;
    Printer printer_;
};

}  // namespace rexflow::cell
