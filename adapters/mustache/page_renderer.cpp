#include "adapters/mustache/page_renderer.hpp"

#include "adapters/mustache/embedded.hpp"
#include "adapters/mustache/template.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <utility>

namespace rexflow::mustache {

namespace {

using engine::Err;
using engine::Error;
using engine::Locale;
using engine::Result;

constexpr std::array<std::pair<Locale, std::string_view>, 2> locales{{{Locale::fr, "fr"}, {Locale::en, "en"}}};

constexpr std::string_view page_mark = "{{> page}}\n";
constexpr std::string_view title_mark = "{{> title}}";

/// Pages of one kind: where they are, the frame around them, and what their names begin with.
struct Kind {
    std::string_view folder;
    std::string_view frame;
    std::string_view prefix;
};
constexpr std::array kinds{
    Kind{"pages", "page_frame", ""},      // behind the links of letters
    Kind{"cell", "cell_frame", "cell/"},  // of the cell's members
};

/// "ask_follow_up" for "fr/pages/ask_follow_up.html"; empty for a file that is no page of this folder.
std::string_view page_of(std::string_view path, std::string_view locale, const Kind& kind) {
    const auto folder = fmt::format("{}/{}/", locale, kind.folder);
    constexpr std::string_view ending = ".html";
    if (!path.starts_with(folder) || !path.ends_with(ending)) return {};
    path.remove_prefix(folder.size());
    path.remove_suffix(ending.size());
    return path;
}

bool replace(std::string& text, std::string_view mark, std::string_view by) {
    const auto at = text.find(mark);
    if (at != std::string::npos) text.replace(at, mark.size(), by);
    return at != std::string::npos;
}

class EmbeddedPages final : public engine::PageRenderer {
public:
    /// Every page of one kind in one language.
    [[nodiscard]] Result<void> add(Locale locale, std::string_view folder, const Kind& kind) {
        const std::string frame(embedded_file(fmt::format("{}/{}.html", folder, kind.frame)));
        for (const auto& [path, content] : embedded_files()) {
            const auto page = page_of(path, folder, kind);
            if (page.empty()) continue;
            const auto source = framed_page(content, frame);
            const auto added =
                source ? add_page(locale, fmt::format("{}{}", kind.prefix, page), *source) : Err(source.error());
            if (!added) return Err(added.error().within(std::string(path)));
        }
        return {};
    }

    [[nodiscard]] Result<std::string> render(std::string_view page, Locale locale,
                                             const engine::LetterVariables& variables) const override {
        const auto found = pages_.find({locale, std::string(page)});
        if (found == pages_.end()) return Err(Error::Code::configuration, fmt::format("there is no page {}", page));
        return found->second.fill(variables);
    }

private:
    [[nodiscard]] Result<void> add_page(Locale locale, std::string page, const std::string& source) {
        auto parsed = Template::parse(source, Escape::html);
        if (!parsed) return Err(parsed.error());
        pages_.emplace(std::pair(locale, std::move(page)), std::move(*parsed));
        return {};
    }

    std::map<std::pair<Locale, std::string>, Template> pages_;
};

}  // namespace

Result<std::string> framed_page(std::string_view page, std::string frame) {
    constexpr std::string_view opening = "<h1>";
    const auto begin = page.find(opening);
    const auto end = page.find("</h1>");
    if (begin == std::string_view::npos || end == std::string_view::npos)
        return Err(Error::Code::configuration, "the page has no heading");
    const auto heading = page.substr(begin + opening.size(), end - begin - opening.size());
    if (!replace(frame, title_mark, heading) || !replace(frame, page_mark, page))
        return Err(Error::Code::configuration, "the frame has no place for the title or the page");
    return frame;
}

Result<std::unique_ptr<engine::PageRenderer>> make_page_renderer() {
    auto pages = std::make_unique<EmbeddedPages>();
    for (const auto& [locale, folder] : locales)
        for (const auto& kind : kinds)
            if (const auto added = pages->add(locale, folder, kind); !added) return Err(added.error());
    return pages;
}

std::string_view style_sheet() { return embedded_file("style.css"); }

}  // namespace rexflow::mustache
