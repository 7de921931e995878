#pragma once

#include "adapters/cell/visitor.hpp"
#include "adapters/web/http.hpp"
#include "engine/event.hpp"
#include "engine/roles.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::cell {

/// One request, as a page sees it: whoever asks may see the page, and a form comes from a page of ours.
struct Call {
    const web::Request& request;
    const Visitor& visitor;
    std::vector<std::string> parts;  ///< what stands in the path for each {part} of the pattern, in order
    engine::Payload form;            ///< of a POST, without `csrf`
    engine::Payload query;           ///< of the path
    engine::Instant now;
};

/// How far somebody must have come.
enum class Gate {
    everyone,       ///< strangers too
    awaiting_code,  ///< the password was right, the second factor is missing
    entering,       ///< logged in, with something left to do, such as accepting the charter
    member,         ///< nothing left to do
};

/// A row of the table of pages.
struct Route {
    std::string_view method;   ///< "GET" (which serves HEAD as well) or "POST"
    std::string_view pattern;  ///< "/dossiers/{number}/faire/{event}": a part is one segment of the path, not empty
    Gate gate = Gate::member;
    std::optional<engine::Task> task = {};  ///< what the member's role must allow; none: any role
    std::function<web::Response(const Call&)> answer = {};
};

/// The parts of a path that is of the pattern; none when it is not.
[[nodiscard]] std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path);

struct Found {
    const Route* route = nullptr;  ///< none: the path is unknown, or known for other methods only
    std::vector<std::string> parts;
    std::string allowed;  ///< the methods the path is known for, as the Allow field has them; empty: unknown path
};

/// The first row that matches counts, so "/dossiers/nouveau" stands before "/dossiers/{number}".
[[nodiscard]] Found find_route(std::span<const Route> routes, std::string_view method, std::string_view path);

}  // namespace rexflow::cell
