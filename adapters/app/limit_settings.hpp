#pragma once

#include "adapters/mail/reading_limits.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace rexflow::app {

/// A limit of reading mail as rexflow.json names it, in units a person thinks in.
struct LimitSetting {
    std::string_view key;
    std::size_t mail::ReadingLimits::*limit;
    std::size_t unit;
    int most;
};

/// The section "reading".
constexpr std::size_t kilobyte = 1024;
constexpr std::size_t megabyte = 1024 * kilobyte;
constexpr std::array limit_settings{
    LimitSetting{"mail_megabytes", &mail::ReadingLimits::total_bytes, megabyte, 500},
    LimitSetting{"header_kilobytes", &mail::ReadingLimits::header_bytes, kilobyte, 10'000},
    LimitSetting{"header_fields", &mail::ReadingLimits::header_fields, 1, 100'000},
    LimitSetting{"parts", &mail::ReadingLimits::parts, 1, 10'000},
    LimitSetting{"nesting", &mail::ReadingLimits::nesting, 1, 200},
    LimitSetting{"attachments", &mail::ReadingLimits::attachments, 1, 10'000},
    LimitSetting{"text_kilobytes", &mail::ReadingLimits::text_bytes, kilobyte, 20'000},
    LimitSetting{"html_kilobytes", &mail::ReadingLimits::html_bytes, kilobyte, 20'000},
    LimitSetting{"winmail_megabytes", &mail::ReadingLimits::winmail_bytes, megabyte, 100},
};

}  // namespace rexflow::app
