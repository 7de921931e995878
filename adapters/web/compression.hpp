#pragma once

#include "adapters/web/http.hpp"

#include <string>
#include <string_view>

namespace rexflow::web {

enum class Effort { fast, best };

/// The bytes as gzip (RFC 1952), without a file name or time. Empty when there is no memory for it.
[[nodiscard]] std::string gzip(std::string_view bytes, Effort effort);

/// Whether the client takes gzip.
[[nodiscard]] bool takes_gzip(const Request& request);

/// Makes an answer smaller where that is worth it and its client takes it. A page another site's link or form leads to
/// stays as it is: it holds tokens and what was asked for, and its length would tell how much they have in common
/// (the attack called BREACH).
void compress(const Request& request, Response& response);

}  // namespace rexflow::web
