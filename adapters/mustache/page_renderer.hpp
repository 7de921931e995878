#pragma once

#include "adapters/mustache/renderer.hpp"
#include "engine/ports/page_renderer.hpp"

#include <memory>

namespace rexflow::mustache {

/// Renders the pages that are built into the program: <locale>/pages/*.html inside <locale>/page_frame.html for people
/// outside, and <locale>/cell/*.html inside <locale>/cell_frame.html, called "cell/<name>", for the cell. All of them
/// are parsed here, so that a broken one, one without its parts, or one that a language lacks is found at start:
/// `configuration` says where. Safe to share between threads.
[[nodiscard]] engine::Result<std::unique_ptr<engine::PageRenderer>> make_page_renderer();

/// A page inside its frame, whose title is the page's heading.
[[nodiscard]] engine::Result<std::string> framed_page(std::string_view page, std::string frame);

/// A page with its parts in it: {{> cell/parts/field}} stands for the file of that name in the page's language.
[[nodiscard]] engine::Result<std::string> with_parts(std::string text, std::string_view locale);

/// The style sheet of the pages.
[[nodiscard]] std::string_view style_sheet();
/// The script of the pages: none of them needs it.
[[nodiscard]] std::string_view script();

}  // namespace rexflow::mustache
