#pragma once

#include "engine/error.hpp"

#include <exception>
#include <utility>

namespace rexflow::engine {

/// Carries an Error out of port functions that return plain values: the environment is broken, or stored data is.
/// Thrown by adapters only; Store::read, Store::write and Unit::attempt turn it into a failed Result.
class EnvironmentFailure : public std::exception {
public:
    explicit EnvironmentFailure(Error error) : error_(std::move(error)) {}
    [[nodiscard]] const Error& error() const { return error_; }
    [[nodiscard]] const char* what() const noexcept override { return error_.message.c_str(); }

private:
    Error error_;
};

}  // namespace rexflow::engine
