#include "adapters/app/commands.hpp"
#include "adapters/app/named_file.hpp"
#include "adapters/app/reading_view.hpp"
#include "adapters/app/rules.hpp"
#include "adapters/documents/contained_reader.hpp"
#include "adapters/mail/message_reader.hpp"
#include "adapters/system/system_clock.hpp"
#include "engine/attachments.hpp"
#include "workflows/rex_case/forms.hpp"

#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;

/// Those of the data folder; where there is none, those a new one starts with.
Result<Settings> settings_in(const std::filesystem::path& folder) {
    return std::filesystem::exists(folder / "rexflow.json") ? load_settings(folder) : Settings{};
}

}  // namespace

Result<void> read(Session& session, const std::filesystem::path& file) {
    const auto settings = settings_in(session.options().data);
    if (!settings) return Err(settings.error());
    const auto rules = Rules::make(*settings);
    if (!rules) return Err(rules.error());
    const auto raw = bytes_of(file);
    if (!raw) return Err(raw.error());
    const mail::GMimeMessageReader mails;
    const documents::ContainedReader documents({"/proc/self/exe", "read-documents"}, rex_case::blank_forms());
    const engine::reading::KnownForms forms(rex_case::blank_forms());
    const auto email = engine::AttachmentReading(mails, documents, forms).read(*raw);
    if (!email) return Err(email.error());

    const auto now = session.options().clock.value_or(system::SystemClock().now());
    const auto reading =
        engine::reading::read(*email, {rules->calendar.region(), rules->zone->local(email->date.value_or(now))});
    session.print(json_of(*email, reading), text_of(*email, reading, session.language()));
    return {};
}

}  // namespace rexflow::app::commands
