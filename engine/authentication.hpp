#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// One result of an Authentication-Results field (RFC 8601, 2.2). All text in lower case.
struct AuthenticationResult {
    struct Property {
        std::string name;  ///< "header.from", "smtp.mailfrom", "header.d"
        std::string value;
        bool operator==(const Property&) const = default;
    };
    std::string method;  ///< "dmarc", "spf", "dkim"
    std::string result;  ///< "pass", "fail", "none"...
    std::vector<Property> properties;

    [[nodiscard]] std::string_view property(std::string_view name) const;
    bool operator==(const AuthenticationResult&) const = default;
};

struct AuthenticationResults {
    std::string authserv_id;  ///< the server that says so; empty when the field cannot be read
    std::vector<AuthenticationResult> results;
};

/// Reads the value of one field: comments are left out, quoted values are unquoted, what cannot be read is skipped.
[[nodiscard]] AuthenticationResults read_authentication_results(std::string_view value);

/// Whether the receiving server vouches for the domain of From: DMARC passed, or, where it has no word on DMARC, SPF or
/// DKIM passed for that domain or one below it.
///
/// Only the topmost field of `authserv_id` counts. A sender can write such a field too; the server puts its own above
/// (RFC 8601, 5), and what stands below it is anybody's word.
///
/// @param fields unfolded values, topmost first
[[nodiscard]] bool is_vouched_for(const std::vector<std::string>& fields, std::string_view authserv_id,
                                  std::string_view from_domain);

}  // namespace rexflow::engine
