#pragma once

#include "adapters/cell/cookie.hpp"
#include "adapters/cell/printer.hpp"
#include "adapters/cell/route.hpp"
#include "engine/intake.hpp"
#include "engine/links.hpp"
#include "engine/own_account.hpp"
#include "engine/ports/caretaking.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/document_writer.hpp"
#include "engine/ports/letter_samples.hpp"
#include "engine/ports/letter_writer.hpp"
#include "engine/ports/message_reader.hpp"
#include "engine/ports/qr_writer.hpp"

#include <vector>

namespace rexflow::cell {

/// The public page *Déclarer un événement*: whether it is there, and the blank form it gives out.
struct PublicReport {
    bool is_open = false;
    const engine::DocumentWriter* writer = nullptr;  ///< none: no blank form
    const engine::reading::BlankForm* sheet = nullptr;
};

/// What the pages of the cell work with; all of it outlives them.
struct DeskParts {
    engine::Store& store;
    const engine::Context& context;
    const engine::Dispatcher& dispatcher;
    const engine::Intake& intake;
    const engine::MessageReader& message_reader;
    const engine::LetterRenderer& letter_renderer;
    const engine::Accounts& accounts;
    const engine::AccountLinks& links;
    const engine::OwnAccount& own_account;
    const engine::QrWriter& qr_writer;
    const engine::PageRenderer& renderer;
    const engine::Clock& clock;
    const engine::Caretaking& caretaking;
    const engine::LetterSamples& letter_samples;
    PublicReport public_report = {};
};

/// Receives whoever asks for a page of the cell: finds out who it is, whether the page is for them and whether a form
/// is one of ours, and only then asks the page. Safe from several threads.
class Desk {
public:
    Desk(const DeskParts& parts, std::vector<Route> routes);

    [[nodiscard]] web::Response answer(const web::Request& request) const;

    /// The whole table, for a test that walks it.
    [[nodiscard]] std::span<const Route> routes() const { return routes_; }

private:
    [[nodiscard]] engine::Result<Visitor> receive(const web::Request& request, engine::Instant now) const;
    [[nodiscard]] std::optional<web::Response> stopped(const Route& route, const Call& call) const;
    [[nodiscard]] web::Response without_session(const Call& call) const;
    [[nodiscard]] web::Response with_something_left(const Call& call) const;
    [[nodiscard]] std::optional<web::Response> read_form(Call& call) const;
    [[nodiscard]] bool is_form_of_ours(const Call& call) const;
    [[nodiscard]] web::Response keep(int status, std::string_view page, const Call& call,
                                     const engine::Payload& form) const;

    DeskParts parts_;
    std::vector<Route> routes_;
    Printer printer_;
    engine::LinkTokens stranger_forms_;
};

}  // namespace rexflow::cell
