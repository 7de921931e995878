#pragma once

#include "adapters/web/http.hpp"
#include "engine/text.hpp"

#include <string_view>

/// What a request says about whoever asks.
namespace rexflow::web {

/// The language the browser asks for first, where it is one of ours.
[[nodiscard]] engine::Locale language_of(const Request& request, engine::Locale usual);

[[nodiscard]] bool is_form(const Request& request);

/// Where the browser says from where a form was sent, it has to be our own page. Under "no-referrer" some say an Origin
/// of "null" (Fetch, 3.2): then Sec-Fetch-Site tells, and for the oldest ones the token of the form alone.
[[nodiscard]] bool is_from_our_page(const Request& request, std::string_view public_url);

/// The value of a cookie; empty when there is none.
[[nodiscard]] std::string_view cookie_of(const Request& request, std::string_view name);

/// "Firefox, Linux": enough for a person to know their own browser again.
[[nodiscard]] std::string browser_of(const Request& request);

/// Whether a text is the path of a page of ours: nothing a browser could take for another site.
[[nodiscard]] bool is_local_path(std::string_view text);

}  // namespace rexflow::web
