#pragma once

#include "engine/ports/letter_writer.hpp"

namespace rexflow::mustache {

/// The letters of the manifest that is built into the program, as the engine asks about them.
class ManifestCatalog final : public engine::LetterCatalog {
public:
    [[nodiscard]] std::string label(std::string_view letter, engine::Locale locale) const override;
    [[nodiscard]] bool takes(std::string_view letter, std::string_view variable) const override;
    [[nodiscard]] bool names_people(std::string_view variable) const override;
    [[nodiscard]] bool is_link(std::string_view variable) const override;
};

}  // namespace rexflow::mustache
