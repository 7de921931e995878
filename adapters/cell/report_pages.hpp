#pragma once

#include "adapters/cell/desk.hpp"
#include "adapters/cell/throttle.hpp"
#include "engine/public_reports.hpp"

#include <map>

namespace rexflow::cell {

/// The public page *Déclarer un événement*, and the page one comes back to with a receipt code. Nobody logs in here.
/// Without the first the second stays: codes were given out.
class ReportPages {
public:
    explicit ReportPages(const DeskParts& parts);

    [[nodiscard]] std::vector<Route> routes() const;

    /// What a practice behind one address may send; a flood from many places stops at the second number.
    static constexpr Throttle::Limits sendings{10, 60, std::chrono::minutes(60)};
    /// Codes that are nobody's. They cannot be guessed anyway.
    static constexpr Throttle::Limits wrong_codes{20, 2'000, std::chrono::minutes(10)};

private:
    [[nodiscard]] web::Response show_form(const Call& call) const;
    [[nodiscard]] web::Response take(const Call& call) const;
    [[nodiscard]] web::Response send_sheet(const Call& call) const;
    [[nodiscard]] web::Response ask_code(const Call& call) const;
    [[nodiscard]] web::Response follow(const Call& call) const;
    [[nodiscard]] web::Response reply(const Call& call) const;

    [[nodiscard]] web::Response form(int status, const Call& call, engine::PageData page) const;
    [[nodiscard]] web::Response form_again(int status, const Call& call, std::string_view notice) const;
    [[nodiscard]] web::Response receipt(const Call& call, const engine::Sent& sent) const;
    [[nodiscard]] web::Response code_again(int status, const Call& call, std::string_view notice) const;
    [[nodiscard]] web::Response followed(int status, const Call& call, std::string_view notice) const;
    [[nodiscard]] web::Response show(int status, std::string_view page, const Call& call, engine::PageData data) const;
    [[nodiscard]] std::string first_call_due(const Call& call) const;

    DeskParts parts_;
    Printer printer_;
    engine::PublicReports reports_;
    engine::Correspondence correspondence_;
    std::map<std::string, std::string, std::less<>> sheets_;  ///< the blank form by file name
    mutable Throttle sendings_{sendings};
    mutable Throttle wrong_codes_{wrong_codes};
};

}  // namespace rexflow::cell
