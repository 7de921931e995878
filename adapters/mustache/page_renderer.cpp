#include "adapters/mustache/page_renderer.hpp"

#include "adapters/mustache/embedded.hpp"
#include "adapters/mustache/template.hpp"
#include "engine/fingerprint.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// Pages of a kind lie in a folder and share a frame; their names begin with what tells the kinds apart.
struct PageKind {
    std::string_view folder;
    std::string_view frame;
    std::string_view prefix;
};

constexpr std::array kinds{PageKind{"pages", "page_frame.html", ""}, PageKind{"cell", "cell_frame.html", "cell/"}};

/// "ask_follow_up" for "fr/pages/ask_follow_up.html"; empty for a file that is no page of this kind and language.
std::string_view page_of(std::string_view path, std::string_view folder) {
    constexpr std::string_view ending = ".html";
    if (!path.starts_with(folder) || !path.ends_with(ending)) return {};
    path.remove_prefix(folder.size());
    path.remove_suffix(ending.size());
    return path.find('/') == std::string_view::npos ? path : std::string_view{};
}

bool replace(std::string& text, std::string_view mark, std::string_view by) {
    const auto at = text.find(mark);
    if (at != std::string::npos) text.replace(at, mark.size(), by);
    return at != std::string::npos;
}

/// The addresses of the style sheet and the script with the version they have in this program: browsers keep each for
/// good.
std::string with_versions(std::string frame) {
    for (const auto& [address, content] :
         {std::pair("\"/style.css\"", style_sheet()), std::pair("\"/live.js\"", script())})
        replace(frame, address,
                fmt::format("{}?v={}\"", std::string_view(address).substr(0, std::string_view(address).size() - 1),
                            engine::fingerprint(content)));
    return frame;
}

class EmbeddedPages final : public engine::PageRenderer {
public:
    [[nodiscard]] Result<void> add(Locale locale, const std::string& page, const std::string& source) {
        auto parsed = Template::parse(source, Escape::html);
        if (!parsed) return Err(parsed.error());
        pages_.emplace(std::pair(locale, page), std::move(*parsed));
        return {};
    }

    /// A page that some language lacks.
    [[nodiscard]] Result<void> check_languages() const {
        for (const auto& [key, page] : pages_)
            if (!has(key.second))
                return Err(Error::Code::configuration, fmt::format("the page {} lacks a language", key.second));
        return {};
    }

    [[nodiscard]] bool has(std::string_view page) const override {
        return std::ranges::all_of(locales, [&](const auto& locale) {
            return pages_.contains({locale.first, std::string(page)});
        });
    }

    [[nodiscard]] Result<std::string> render(std::string_view page, Locale locale,
                                             const engine::PageData& data) const override {
        const auto found = pages_.find({locale, std::string(page)});
        if (found == pages_.end()) return Err(Error::Code::configuration, fmt::format("there is no page {}", page));
        return found->second.fill(data);
    }

private:
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

Result<std::string> with_parts(std::string text, std::string_view locale) {
    constexpr std::string_view open = "{{> ";
    constexpr std::string_view close = "}}";
    constexpr int most_parts = 200;
    for (int parts = 0;; ++parts) {
        const auto at = text.find(open);
        if (at == std::string::npos) return text;
        const auto end = text.find(close, at);
        if (end == std::string::npos || parts == most_parts)
            return Err(Error::Code::configuration, "a part of the page is not closed, or holds itself");
        const auto name = text.substr(at + open.size(), end - at - open.size());
        const auto part = embedded_file(fmt::format("{}/{}.html", locale, name));
        if (part.empty()) return Err(Error::Code::configuration, fmt::format("there is no part {}", name));
        text.replace(at, end + close.size() - at, part.substr(0, part.find_last_not_of('\n') + 1));
    }
}

Result<std::unique_ptr<engine::PageRenderer>> make_page_renderer() {
    auto pages = std::make_unique<EmbeddedPages>();
    for (const auto& [locale, language] : locales)
        for (const auto& kind : kinds) {
            const auto folder = fmt::format("{}/{}/", language, kind.folder);
            const auto frame = with_versions(std::string(embedded_file(fmt::format("{}/{}", language, kind.frame))));
            for (const auto& [path, content] : embedded_files()) {
                const auto page = page_of(path, folder);
                if (page.empty()) continue;
                const auto added =
                    framed_page(content, frame)
                        .and_then([&](const std::string& source) { return with_parts(source, language); })
                        .and_then([&](const std::string& source) {
                            return pages->add(locale, fmt::format("{}{}", kind.prefix, page), source);
                        });
                if (!added) return Err(added.error().within(std::string(path)));
            }
        }
    if (const auto checked = pages->check_languages(); !checked) return Err(checked.error());
    return pages;
}

std::string_view style_sheet() { return embedded_file("style.css"); }
std::string_view script() { return embedded_file("live.js"); }

}  // namespace rexflow::mustache
