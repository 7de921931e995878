#pragma once

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace rexflow::mail {

/// HTML (UTF-8, any bytes) parsed by Gumbo, in bounded time and memory.
///
/// Gumbo never fails, but it is slow by the byte, some of what it does grows with the square of the depth of elements,
/// and it frees a tree by recursion. So it is given only what text depends on (no scripts, styles, colours, fonts); the
/// tree lives in a store of bounded size that is dropped as a whole; and what nests deeper than any mail program
/// writes, or fills the store, is parsed without its tags.
class HtmlTree {
public:
    explicit HtmlTree(std::string_view html);
    ~HtmlTree();
    HtmlTree(const HtmlTree&) = delete;
    HtmlTree& operator=(const HtmlTree&) = delete;

    /// The <html> element; nullptr where even text alone is too much.
    [[nodiscard]] const GumboNode* root() const { return root_; }

private:
    class Store;

    [[nodiscard]] const GumboNode* parsed(std::string_view html);

    std::unique_ptr<Store> store_;
    const GumboNode* root_ = nullptr;
};

}  // namespace rexflow::mail
