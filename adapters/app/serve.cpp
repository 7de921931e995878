#include "adapters/app/api_side.hpp"
#include "adapters/app/caretaker.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/health.hpp"
#include "adapters/app/lmtp.hpp"
#include "adapters/app/reconciliation.hpp"
#include "adapters/app/turns.hpp"
#include "adapters/cell/cell.hpp"
#include "adapters/documents/form_writer.hpp"
#include "adapters/hooks/webhook_sender.hpp"
#include "adapters/mustache/letter_samples.hpp"
#include "adapters/mustache/page_renderer.hpp"
#include "adapters/qrcode/qr_writer.hpp"
#include "adapters/web/server.hpp"
#include "adapters/web/site.hpp"
#include "engine/ports/drafts.hpp"
#include "engine/ports/registers.hpp"
#include "engine/webhook_post.hpp"
#include "workflows/rex_case/forms.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <csignal>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <thread>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using namespace std::chrono_literals;

constexpr auto between_reminder_turns = 5s;
constexpr auto between_delivery_turns = 2s;
constexpr auto between_forgetting = 24h;
/// Texts somebody began and never sent.
constexpr auto drafts_are_kept = 24h * 30;
constexpr auto between_webhook_turns = 2s;
constexpr int webhooks_at_once = 20;

/// One line a trouble: codes, names of ours and numbers; never an address or a word of a mail.
void log(const engine::Clock& clock, std::string_view where, const Error& error) {
    fmt::print(stderr, "{} {}: {}\n", engine::to_text(clock.now()), where, error.message);
}

void wait(const std::stop_token& stop, std::chrono::seconds time) {
    std::mutex mutex;
    std::condition_variable_any bell;
    std::unique_lock lock(mutex);
    bell.wait_for(lock, stop, time, [] { return false; });
}

/// Takes a turn, logs what went wrong with it, waits, and again until asked to stop.
template <typename Turn>
void loop(const std::stop_token& stop, const Installation& installation, std::string_view name,
          std::chrono::seconds pause, const Turn& turn) {
    while (!stop.stop_requested()) {
        if (const auto done = turn(); !done) log(installation.clock(), name, done.error());
        wait(stop, pause);
    }
}

/// Nobody waits for what becomes of a mail here; `rexflow case list` and the letters tell.
void report_nothing(const engine::Understood&) {}

web::HealthReport health_of(const Installation& installation, const MailboxLooks& looks) {
    const auto health = examine(installation, engine::Locale::en, Moments::as_utc, &looks);
    const auto json = health ? health->json() : nlohmann::ordered_json{{"healthy", false}};
    return {health && health->reasons.empty(), json.dump() + "\n"};
}

/// A turn of a mailbox: what is new, and once a night whether anything was overlooked. After a refused login the
/// mailbox is opened anew, so that a new password counts from the next turn on.
Result<void> look_after(const Installation& installation, WatchedInbox& watched, MailboxLooks& looks) {
    const auto taken = take_mail(installation, watched, report_nothing);
    if (taken) looks.note(watched.inbox->name(), installation.clock().now());
    if (!taken && taken.error().code == Error::Code::authentication)
        if (auto again = installation.open_inbox(watched.inbox->name())) watched = std::move(*again);
    if (!taken && taken.error().code != Error::Code::left_behind) return Err(taken.error());
    const auto reconciled = reconcile_nightly(installation, *watched.inbox);
    if (!taken) return Err(taken.error());
    return reconciled ? Result<void>{} : Err(reconciled.error());
}

Result<void> forget_old_drafts(const Installation& installation) {
    return installation.store().write([&](engine::Unit& unit) -> Result<void> {
        unit.edit_registers().drafts->drop_kept_before(installation.clock().now() - drafts_are_kept);
        return {};
    });
}

/// Looks after a mailbox until asked to stop. Servers lock a mailbox whose password is tried too often: from the second
/// refused login in a row on, the pause doubles.
void watch(const std::stop_token& stop, const Installation& installation, WatchedInbox& watched, MailboxLooks& looks) {
    constexpr std::chrono::seconds longest_pause = 15min;
    const auto every = watched.every;
    auto after_refusal = every;
    while (!stop.stop_requested()) {
        const auto done = look_after(installation, watched, looks);
        if (!done) log(installation.clock(), "mail", done.error());
        const bool is_refused = !done && done.error().code == Error::Code::authentication;
        wait(stop, is_refused ? after_refusal : every);
        after_refusal = is_refused ? std::max(every, std::min(2 * after_refusal, longest_pause)) : every;
    }
}

/// The pages, where the settings or the command line say to listen.
class Pages {
public:
    /// None where nobody says so. Broken templates are found here.
    [[nodiscard]] static Result<std::unique_ptr<Pages>> open(const std::string& listen,
                                                             const Installation& installation,
                                                             const MailboxLooks& looks) {
        if (listen.empty()) return nullptr;
        auto renderer = mustache::make_page_renderer();
        if (!renderer) return Err(renderer.error());
        if (const auto complete = cell::check_pages(**renderer); !complete) return Err(complete.error());
        auto pages = std::make_unique<Pages>(installation, std::move(*renderer), looks);
        web::ServerSettings settings;
        settings.listen = listen;
        settings.long_below = {"/dossiers/", "/annuaire/import"};
        settings.long_below_with_token = {"/api/v1/cases/", "/api/v1/directory/import", "/api/v1/reports",
                                          "/api/v1/receipts/"};
        settings.trusted_proxies = installation.settings().web.trusted_proxies;
        auto server = web::Server::start(
            settings,
            [pages = pages.get()](const web::Request& request) {
                return pages->api_.metered(request, [pages](const auto& asked) { return pages->site_.answer(asked); });
            },
            [cell = &pages->cell_] { return cell->news(); });
        if (!server) return Err(server.error());
        pages->host_ = listen.substr(0, listen.rfind(':'));
        pages->server_ = std::move(*server);
        return pages;
    }

    Pages(const Installation& installation, std::unique_ptr<engine::PageRenderer> renderer, const MailboxLooks& looks)
        : renderer_(std::move(renderer)),
          caretaker_(installation),
          cell_({installation.store(), installation.context(), installation.dispatcher(), installation.intake(),
                 installation.message_reader(), installation.letter_renderer(), installation.accounts(),
                 installation.account_links(), installation.own_account(), qr_writer_, *renderer_, installation.clock(),
                 caretaker_, letter_samples_, public_report(installation)}),
          api_(installation, looks, letter_samples_, caretaker_),
          site_(
              {installation.store(), installation.context(), installation.answers(), installation.correspondence(),
               *renderer_, installation.clock()},
              {mustache::style_sheet(), mustache::script()},
              [&installation, &looks] { return health_of(installation, looks); },
              [this](const web::Request& request) {
                  return api_.answer(request, [this](const auto& asked) { return cell_.answer(asked); });
              }) {}

    /// Where they are: with the port that was taken, where any was asked for.
    [[nodiscard]] std::string place() const { return fmt::format("{}:{}", host_, server_->port()); }

private:
    [[nodiscard]] cell::PublicReport public_report(const Installation& installation) const {
        return {installation.settings().web.public_report, &form_writer_, &rex_case::blank_forms().front()};
    }

    std::string host_;
    documents::FormWriter form_writer_;
    std::unique_ptr<engine::PageRenderer> renderer_;
    qrcode::QrencodeWriter qr_writer_;
    Caretaker caretaker_;
    mustache::ManifestSamples letter_samples_;
    cell::Cell cell_;
    ApiSide api_;
    web::Site site_;
    std::unique_ptr<web::Server> server_;  ///< ends before the site it asks
};

/// Blocked before any thread starts, so that only this one is told to stop.
int wait_for_signal(const sigset_t& signals) {
    int signal = 0;
    sigwait(&signals, &signal);
    return signal;
}

}  // namespace

Result<void> serve(Session& session, const std::string& listen_option) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    auto opened = session.installation();
    if (!opened) return Err(opened.error());
    const auto& installation = **opened;
    auto inboxes = installation.open_inboxes();
    if (!inboxes) return Err(inboxes.error());
    const auto& listen = listen_option.empty() ? installation.settings().web.listen : listen_option;
    MailboxLooks looks(installation.clock().now());
    auto pages = Pages::open(listen, installation, looks);
    if (!pages) return Err(pages.error());
    auto lmtp = listen_for_lmtp(installation);
    if (!lmtp) return Err(lmtp.error());

    std::vector<std::jthread> loops;
    loops.emplace_back([&](const std::stop_token& stop) {
        engine::IntakeLine line(installation.store(), installation.message_reader(), installation.intake(),
                                report_nothing);
        loop(stop, installation, "intake", 60s, [&] { return line.recover(installation.clock().now()); });
    });
    for (auto& watched : *inboxes)
        loops.emplace_back([&](const std::stop_token& stop) { watch(stop, installation, watched, looks); });
    loops.emplace_back([&](const std::stop_token& stop) {
        loop(stop, installation, "reminders", between_reminder_turns,
             [&] { return take_reminder_turns(installation, stop); });
    });
    loops.emplace_back([&](const std::stop_token& stop) {
        loop(stop, installation, "delivery", between_delivery_turns,
             [&] { return take_delivery_turns(installation, stop); });
    });
    loops.emplace_back([&](const std::stop_token& stop) {
        loop(stop, installation, "drafts", between_forgetting, [&] { return forget_old_drafts(installation); });
    });
    loops.emplace_back([&, sender = hooks::make_webhook_sender()](const std::stop_token& stop) {
        engine::WebhookPost post(*sender);
        loop(stop, installation, "webhooks", between_webhook_turns,
             [&] { return post.turn(installation.store(), installation.clock().now(), webhooks_at_once); });
    });

    const auto place = *pages ? (*pages)->place() : std::string{};
    session.print({{"ready", true}, {"listen", place}},
                  fmt::format("rexflow is ready{}{}; Ctrl-C stops it", place.empty() ? "" : ", health at http://",
                              place.empty() ? "" : place + "/healthz"));
    wait_for_signal(signals);
    lmtp->reset();
    for (auto& one : loops) one.request_stop();
    loops.clear();
    return {};
}

}  // namespace rexflow::app::commands
