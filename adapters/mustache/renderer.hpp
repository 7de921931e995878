#pragma once

#include "adapters/mustache/manifest.hpp"
#include "engine/ports/letter_writer.hpp"

#include <functional>
#include <memory>
#include <string_view>

namespace rexflow::mustache {

/// The text of a template by its path below templates/, "fr/letters/new_case.html"; empty where there is none.
using TemplateSource = std::function<std::string_view(std::string_view path)>;

/// Renders the letters that are built into the program. Strict, and safe to share between threads:
/// - `configuration`: no such letter, or a template that is missing, malformed, empty when filled, or whose subject
///   is more than one line;
/// - `invalid_input`: a variable the letter does not declare, a required one that is missing or empty, or a link that
///   is not http or https.
/// Errors name letters and variables, never values. Values cannot add lines, markup or template tags.
[[nodiscard]] std::unique_ptr<engine::LetterRenderer> make_renderer();

/// The same with other letters. `manifest` must outlive it.
[[nodiscard]] std::unique_ptr<engine::LetterRenderer> make_renderer(const Manifest& manifest, TemplateSource source);

}  // namespace rexflow::mustache
