#pragma once

#include "engine/page_data.hpp"
#include "engine/result.hpp"
#include "engine/text.hpp"

#include <string>
#include <string_view>

namespace rexflow::engine {

/// Fills the templates of a page. Values are escaped; a name that is absent or empty switches its section off. Safe to
/// share between threads.
class PageRenderer {
public:
    virtual ~PageRenderer() = default;
    /// Whether there is such a page in every language.
    [[nodiscard]] virtual bool has(std::string_view page) const = 0;
    /// Error::Code::configuration when there is no such page.
    [[nodiscard]] virtual Result<std::string> render(std::string_view page, Locale locale,
                                                     const PageData& data) const = 0;
};

}  // namespace rexflow::engine
