#pragma once

#include "adapters/web/http.hpp"
#include "adapters/web/unknown_links.hpp"
#include "engine/answers.hpp"
#include "engine/correspondence.hpp"
#include "engine/ports/clock.hpp"
#include "engine/ports/page_renderer.hpp"
#include "engine/ports/store.hpp"

namespace rexflow::web {

/// What the pages work with; all of it outlives them.
struct PageParts {
    engine::Store& store;
    const engine::Context& context;
    const engine::Answers& answers;
    const engine::Correspondence& correspondence;
    const engine::PageRenderer& renderer;
    const engine::Clock& clock;
};

/// The pages behind the signed links of letters, /l/<token> and /l/<token>/<answer> (the same page, with that answer
/// put first). GET and HEAD look and change nothing; POST answers, once, with the form a GET handed out. A page that
/// only tells takes no POST. Safe from several threads.
class LinkPages {
public:
    explicit LinkPages(const PageParts& parts) : parts_(parts) {}

    /// The first part of the path of every page here.
    static constexpr std::string_view root = "/l/";

    [[nodiscard]] Response answer(const Request& request);

    /// A page of words about what is wrong, in the language the browser asks for.
    [[nodiscard]] Response message(const Request& request, int status, std::string_view page) const;

private:
    struct Path;
    struct View;

    [[nodiscard]] Response look(const Request& request, const Path& path, engine::Instant now);
    [[nodiscard]] Response post(const Request& request, const Path& path, engine::Instant now);
    [[nodiscard]] Response recorded(const Request& request, const Path& path, const engine::Asked& asked,
                                    const engine::Payload& fields, engine::Instant now);
    [[nodiscard]] Response not_found(const Request& request, engine::Instant now);
    [[nodiscard]] Response question(const engine::Asked& asked, const Path& path, engine::Instant now,
                                    const engine::Payload& filled, int status) const;
    [[nodiscard]] Response telling(const Request& request, const engine::Asked& asked) const;
    [[nodiscard]] Response state_page(const engine::Asked& asked) const;
    [[nodiscard]] Response show(int status, std::string_view page, engine::Locale locale,
                                engine::PageData variables) const;
    [[nodiscard]] engine::Result<engine::Asked> find(const Path& path, engine::Instant now) const;
    [[nodiscard]] engine::PageData about(const engine::Asked& asked, engine::Instant now) const;

    PageParts parts_;
    UnknownLinks unknown_links_;
};

}  // namespace rexflow::web
