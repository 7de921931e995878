#pragma once

#include "adapters/cell/account_pages.hpp"
#include "adapters/cell/admin_pages.hpp"
#include "adapters/cell/calendar_pages.hpp"
#include "adapters/cell/case_pages.hpp"
#include "adapters/cell/directory_pages.hpp"
#include "adapters/cell/entrance_pages.hpp"
#include "adapters/cell/feed_pages.hpp"
#include "adapters/cell/live_news.hpp"
#include "adapters/cell/live_pages.hpp"
#include "adapters/cell/mail_care_pages.hpp"
#include "adapters/cell/opening_pages.hpp"
#include "adapters/cell/own_pages.hpp"
#include "adapters/cell/password_pages.hpp"
#include "adapters/cell/report_pages.hpp"

#include <span>
#include <string_view>

namespace rexflow::cell {

/// Every page the cell shows, by its file in templates/*/cell/; a test compares them.
[[nodiscard]] std::span<const std::string_view> page_names();

/// Error::Code::configuration names a page of the cell that has no template.
[[nodiscard]] engine::Result<void> check_pages(const engine::PageRenderer& renderer);

/// Every page of the cell's members, behind one desk. A new group of pages is a member here and a line of routes().
class Cell {
public:
    explicit Cell(const DeskParts& parts)
        : entrance_(parts),
          passwords_(parts),
          own_(parts),
          feeds_(parts),
          reports_(parts),
          opening_(parts),
          cases_(parts),
          live_(parts),
          news_(parts.store, parts.clock),
          directory_(parts),
          calendar_(parts),
          admin_(parts),
          care_of_accounts_(parts),
          care_of_mail_(parts),
          desk_(parts, routes()) {}
    Cell(const Cell&) = delete;
    Cell& operator=(const Cell&) = delete;

    [[nodiscard]] web::Response answer(const web::Request& request) const { return desk_.answer(request); }
    /// The topics that changed since it was last asked, for pages that listen; for one thread.
    [[nodiscard]] std::vector<std::string> news() { return news_.next(); }
    [[nodiscard]] const Desk& desk() const { return desk_; }

private:
    [[nodiscard]] std::vector<Route> routes() const;

    EntrancePages entrance_;
    PasswordPages passwords_;
    OwnPages own_;
    FeedPages feeds_;
    ReportPages reports_;
    OpeningPages opening_;
    CasePages cases_;
    LivePages live_;
    LiveNews news_;
    DirectoryPages directory_;
    CalendarPages calendar_;
    AdminPages admin_;
    AccountPages care_of_accounts_;
    MailCarePages care_of_mail_;
    Desk desk_;
};

}  // namespace rexflow::cell
