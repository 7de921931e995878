#pragma once

#include "adapters/mail/mail_writer.hpp"
#include "adapters/mail/message_reader.hpp"
#include "engine/delivery.hpp"
#include "engine/dispatcher.hpp"
#include "engine/intake.hpp"
#include "engine/reminders.hpp"
#include "tests/support/counting_nonces.hpp"
#include "tests/support/crashing_store.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/mail_builder.hpp"
#include "tests/support/plain_signer.hpp"
#include "tests/support/recording_transport.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rexflow::testing {

/// Where an office keeps its data, and what a restart of the program does to it.
class Archive {
public:
    virtual ~Archive() = default;
    [[nodiscard]] virtual engine::Store& store() = 0;
    virtual void reopen() = 0;
};
[[nodiscard]] std::unique_ptr<Archive> in_memory();
[[nodiscard]] std::unique_ptr<Archive> on_sqlite();  ///< real files and keys, in a temporary folder

/// The cell. Invented, as everybody is.
inline constexpr const char* coordinator = "coordinatrice@cpts.example";
inline constexpr const char* pilot = "pilote@cpts.example";
inline constexpr const char* colleague = "collegue@cpts.example";
inline constexpr const char* lea = "lea@idel.example";  ///< the reporter, where nothing else is said

/// A whole quality cell on a virtual clock in Paris: real workflows, policy, letters and mail programs; the mail server
/// and the clock are the test's. The test ends with the reason when something the story takes for granted fails.
class Office {
public:
    /// `now` as "2025-03-03 09:00", on the wall clock of Paris, as every moment here.
    explicit Office(const std::string& now, std::unique_ptr<Archive> archive = in_memory());
    ~Office();

    /// Another CPTS, with secrets of its own.
    void move_to(const std::string& contact_address);

    // What happens.
    engine::Understood mail(Mail mail = {});
    engine::Understood takes(const std::string& raw, const engine::Origin& origin = {"file", {}});
    engine::Handled does(const std::string& number, const std::string& event, engine::Payload fields = {},
                         const std::string& by = pilot);
    [[nodiscard]] engine::Error refused(const std::string& number, const std::string& event,
                                        engine::Payload fields = {}, const std::string& by = pilot);
    [[nodiscard]] engine::Result<engine::Handled> tries(const std::string& number, const std::string& event,
                                                        engine::Payload fields, const std::string& by);

    /// Lives through every due moment up to `until`, looking after reminders and letters at each.
    void pass_until(const std::string& until);
    /// The clock is changed by hand; nobody looks after anything.
    void set_clock(const std::string& now) { clock.set(paris(now)); }
    /// The program ends and starts again; a crash that was arranged is over.
    void restart();
    /// The stored row of a case is no longer what its history says.
    void damage(const std::string& number);
    /// From now on the store ends the program (throws Crash) in its n-th write.
    void crash_at(int write, CrashPoint point);
    [[nodiscard]] bool has_crashed() const { return crashing_ && crashing_->has_crashed(); }

    engine::Reminders::Turn remind();
    /// The test ends when a letter cannot be rendered.
    engine::Delivery::Turn deliver();

    // What is to be seen.
    [[nodiscard]] int count_cases();
    [[nodiscard]] engine::CaseRow row(const std::string& number);
    [[nodiscard]] engine::Situation situation(const std::string& number);
    [[nodiscard]] std::vector<std::string> states(const std::string& number) { return row(number).states; }
    /// Keys of the live obligations, in order.
    [[nodiscard]] std::vector<std::string> obligations(const std::string& number);
    /// When one is due, on the wall clock; "not alive" else.
    [[nodiscard]] std::string due(const std::string& number, const std::string& obligation);
    /// Letters of a case as "closed_told to lea@idel.example", in the order they were queued.
    [[nodiscard]] std::vector<std::string> letters(const std::string& number);
    [[nodiscard]] std::vector<engine::OutboxRow> outbox(const std::string& number);
    /// The last letter of that name; the test ends when there is none.
    [[nodiscard]] engine::OutboxRow last_letter(const std::string& name);
    /// Every letter there is, whatever became of it.
    [[nodiscard]] std::vector<engine::OutboxRow> all_letters();
    [[nodiscard]] std::vector<engine::ReminderRow> ledger(const std::string& number);
    /// The types of the history's events, in order.
    [[nodiscard]] std::vector<std::string> history(const std::string& number);
    /// The `seq` of the last event of a type, for fields that refer to it.
    [[nodiscard]] std::string entry(const std::string& number, const std::string& event);
    /// What `rexflow verify` finds: histories that do not replay to the stored row or to the live obligations; beside
    /// it, letters a history promises and the outbox lacks, and Message-IDs that are there twice.
    [[nodiscard]] std::vector<std::string> troubles();

    template <typename Look>
    auto sees(const Look& look) {
        std::optional<decltype(look(std::declval<const engine::Reader&>()))> seen;
        must(store().read([&](const engine::Reader& reader) -> engine::Result<void> {
            seen.emplace(look(reader));
            return {};
        }));
        return std::move(*seen);
    }
    void writes(const std::function<engine::Result<void>(engine::Unit&)>& work) { must(store().write(work)); }

    [[nodiscard]] engine::Store& store();
    [[nodiscard]] const engine::Context& context() const { return *context_; }
    [[nodiscard]] const engine::Dispatcher& dispatcher() const { return *dispatcher_; }
    [[nodiscard]] const engine::Intake& intake() const { return *intake_; }
    [[nodiscard]] const engine::Correspondence& correspondence() const { return *correspondence_; }
    [[nodiscard]] const engine::MessageReader& message_reader() const { return reader_; }
    [[nodiscard]] const engine::LetterRenderer& letter_renderer() const { return *renderer_; }
    [[nodiscard]] engine::Delivery& delivery() { return *delivery_; }

    FakeClock clock;
    RecordingTransport transport;
    engine::House house{"CPTS des Collines (exemple)",
                        "qualite@cpts.example",
                        "06 39 98 00 01",
                        engine::Locale::fr,
                        "cpts.example",
                        true};

private:
    class NumberingStore;
    static void must(const engine::Result<void>& done);
    void open();
    void add_members();

    std::unique_ptr<Archive> archive_;
    std::unique_ptr<NumberingStore> numbering_;
    std::optional<CrashingStore> crashing_;
    CountingNonces nonces_;
    PlainSigner signer_;
    ParisTime zone_;
    engine::Calendar calendar_{zone_};
    engine::Workflows workflows_;
    engine::Policy policy_;
    std::unique_ptr<engine::LetterCatalog> catalog_;
    std::unique_ptr<engine::LetterRenderer> renderer_;
    mail::GMimeMessageReader reader_;
    mail::GMimeMailWriter writer_;
    std::optional<engine::Context> context_;
    std::optional<engine::Dispatcher> dispatcher_;
    std::optional<engine::Correspondence> correspondence_;
    std::optional<engine::Intake> intake_;
    std::optional<engine::Reminders> reminders_;
    std::optional<engine::Delivery> delivery_;
    int mails_ = 0;
};

[[nodiscard]] engine::Workflows every_workflow();
[[nodiscard]] engine::Policy default_policy(const engine::Workflows& workflows);

}  // namespace rexflow::testing
