#pragma once

#include "engine/case_words.hpp"
#include "engine/dispatcher.hpp"
#include "engine/ports/store.hpp"

namespace rexflow::cell {

/// Who looks, into what, and when: all that a page is a function of. What it refers to outlives it.
struct Viewpoint {
    const engine::Reader& reader;
    const engine::Context& context;
    const engine::Dispatcher& dispatcher;
    engine::Member member;
    engine::Locale locale = engine::Locale::fr;
    engine::Instant now;

    [[nodiscard]] engine::CaseWords words() const { return {reader, context, locale}; }
    [[nodiscard]] std::string in(engine::Text text) const { return std::string(text.in(locale)); }
};

}  // namespace rexflow::cell
