#pragma once

#include "engine/error.hpp"

#include <tl/expected.hpp>

#include <utility>

namespace rexflow::engine {

/// A value, or the Error that explains why there is none. The only place that names `tl::`;
/// becomes `std::expected` with C++23.
template <typename T>
using Result = tl::expected<T, Error>;

/// Builds the failing side of any Result.
[[nodiscard]] inline tl::unexpected<Error> Err(Error error) { return tl::unexpected<Error>(std::move(error)); }

[[nodiscard]] inline tl::unexpected<Error> Err(Error::Code code, std::string message, std::string hint = {}) {
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(hint)});
}

}  // namespace rexflow::engine
