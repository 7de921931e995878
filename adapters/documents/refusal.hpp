#pragma once

#include "engine/result.hpp"

#include <string>
#include <string_view>

namespace rexflow::documents {

/// A value, or an Error whose message is one of the reasons of engine::DocumentReading: why a person has to look.
template <typename T>
using OrRefusal = engine::Result<T>;

[[nodiscard]] inline auto refuse(std::string_view reason) {
    return engine::Err(engine::Error::Code::unreadable_message, std::string(reason));
}

}  // namespace rexflow::documents
