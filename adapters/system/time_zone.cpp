#include "adapters/system/time_zone.hpp"

#include <date/tz.h>

#include <exception>
#include <string>

namespace rexflow::system {

namespace {

using engine::Day;
using engine::Instant;
using engine::LocalTime;
using engine::TimeOfDay;

class DatabaseTimeZone final : public engine::TimeZone {
public:
    explicit DatabaseTimeZone(const date::time_zone& zone) : zone_(zone) {}

    [[nodiscard]] std::string_view name() const override { return zone_.name(); }

    [[nodiscard]] LocalTime local(Instant at) const override {
        const auto shown = zone_.to_local(at).time_since_epoch();
        const auto midnight = std::chrono::floor<std::chrono::days>(shown);
        return {Day(std::chrono::sys_days(midnight)), shown - midnight};
    }

    [[nodiscard]] Instant instant(Day on, TimeOfDay at) const override {
        const auto days = std::chrono::sys_days(on).time_since_epoch();
        // `earliest` is the first of two; in a gap both choices are the moment of the jump.
        return zone_.to_sys(date::local_seconds(days + at), date::choose::earliest);
    }

private:
    const date::time_zone& zone_;  // of the library's database, which lives as long as the program
};

}  // namespace

engine::Result<std::unique_ptr<engine::TimeZone>> load_time_zone(std::string_view name) {
    try {
        return std::make_unique<DatabaseTimeZone>(*date::locate_zone(std::string(name)));
    } catch (const std::exception&) {
        return engine::Err(engine::Error::Code::configuration, "the time zone is not in this machine's tz database",
                           "use a name like Europe/Paris, America/Martinique, Indian/Reunion; the database is the "
                           "package tzdata");
    }
}

}  // namespace rexflow::system
