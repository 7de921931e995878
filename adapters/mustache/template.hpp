#pragma once

#include "engine/letter.hpp"
#include "engine/page_data.hpp"
#include "engine/result.hpp"

#include <memory>
#include <string>

namespace rexflow::mustache {

/// How values are written: as they are (text, subject), or with & < > " ' as entities (HTML).
enum class Escape { none, html };

/// A parsed Mustache template. Only variables, sections and inverted sections are understood to be used; the rest of
/// the language is kept out by a test over templates/. May be filled from several threads.
class Template {
public:
    /// `configuration` says where the template is not well-formed.
    [[nodiscard]] static engine::Result<Template> parse(const std::string& source, Escape escape);

    Template(Template&&) noexcept;
    Template& operator=(Template&&) noexcept;
    ~Template();

    /// An empty value is as good as none: its section stays out. Values are never read as template text.
    [[nodiscard]] std::string fill(const engine::LetterVariables& variables) const;
    /// The same with nested lists. Here an empty value also hides one of that name further out.
    [[nodiscard]] std::string fill(const engine::PageData& data) const;

private:
    struct Parsed;
    explicit Template(std::unique_ptr<Parsed> parsed);
    std::unique_ptr<Parsed> parsed_;
};

}  // namespace rexflow::mustache
