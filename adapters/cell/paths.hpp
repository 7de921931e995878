#pragma once

#include "adapters/web/http.hpp"
#include "engine/event.hpp"

#include <string>
#include <string_view>

/// Where the pages are that others lead to.
namespace rexflow::cell::paths {

inline constexpr const char* home = "/";
inline constexpr const char* cases = "/dossiers";
inline constexpr const char* new_case = "/dossiers/nouveau";
inline constexpr const char* declare = "/declarer";
inline constexpr const char* follow = "/suivre";
inline constexpr const char* follow_reply = "/suivre/repondre";
inline constexpr const char* actions = "/dossiers?vue=actions";
inline constexpr const char* directory = "/annuaire";
inline constexpr const char* calendar = "/calendrier";
inline constexpr const char* administration = "/administration";
inline constexpr const char* login = "/connexion";
inline constexpr const char* login_code = "/connexion/code";
inline constexpr const char* logout = "/deconnexion";
inline constexpr const char* charter = "/charte";
inline constexpr const char* account = "/compte";
inline constexpr const char* feeds = "/compte/agenda";
inline constexpr const char* second_factor = "/compte/second-facteur";
inline constexpr const char* password = "/mot-de-passe";

/// A text as the value of a query (RFC 3986, 3.4).
[[nodiscard]] std::string as_value(std::string_view text);

/// The login page that leads back to what was asked for.
[[nodiscard]] std::string login_for(const web::Request& request);

/// A page with the way on as its query.
[[nodiscard]] std::string leading_to(std::string_view path, std::string_view wanted);

/// Where to go after the login: the `vers` of a form or query, when it is a path of ours, else home.
[[nodiscard]] std::string wanted_after_login(const engine::Payload& fields);

}  // namespace rexflow::cell::paths
