#pragma once

#include "adapters/mustache/renderer.hpp"
#include "engine/ports/page_renderer.hpp"

#include <memory>

namespace rexflow::mustache {

/// Renders the pages that are built into the program, <locale>/pages/*.html inside <locale>/page_frame.html, and as
/// "cell/..." <locale>/cell/*.html inside <locale>/cell_frame.html. All of them are parsed here, so that a broken one
/// is found at start: `configuration` says where. Safe to share between threads.
[[nodiscard]] engine::Result<std::unique_ptr<engine::PageRenderer>> make_page_renderer();

/// A page inside its frame, whose title is the page's heading.
[[nodiscard]] engine::Result<std::string> framed_page(std::string_view page, std::string frame);

/// The style sheet of the pages.
[[nodiscard]] std::string_view style_sheet();

}  // namespace rexflow::mustache
