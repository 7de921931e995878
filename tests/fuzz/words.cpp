#include "engine/reading/availability.hpp"
#include "engine/reading/person.hpp"
#include "engine/reading/phone.hpp"
#include "engine/reading/request.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Whatever people write, a number that is read is a number and a window begins before it ends.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rexflow::engine;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const LocalTime written_at{Day(std::chrono::year(2026) / 3 / 19), std::chrono::hours(9)};
    for (const auto& phone : reading::read_phones(text, Region::metropole))
        if (!phone.e164.starts_with('+') || phone.e164.size() < 7 || phone.e164.size() > 16) std::abort();
    for (const auto& window : reading::read_availability(text, written_at))
        if (window.from.has_value() != window.to.has_value() || (window.from && *window.from >= *window.to))
            std::abort();
    static_cast<void>(reading::read_person({}, text));
    static_cast<void>(reading::read_demand(text.substr(0, size / 4), text));
    return 0;
}
