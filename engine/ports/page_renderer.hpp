#pragma once

#include "engine/letter.hpp"
#include "engine/result.hpp"

#include <string>
#include <string_view>

namespace rexflow::engine {

/// Fills the templates of a page. Values are escaped; a name that is absent or empty switches its section off.
class PageRenderer {
public:
    virtual ~PageRenderer() = default;
    /// Error::Code::configuration when there is no such page.
    [[nodiscard]] virtual Result<std::string> render(std::string_view page, Locale locale,
                                                     const LetterVariables& variables) const = 0;
};

}  // namespace rexflow::engine
