#pragma once

#include "engine/house.hpp"
#include "engine/reading/blank_form.hpp"
#include "engine/result.hpp"

#include <string>

namespace rexflow::engine {

enum class DocumentFormat { pdf, docx, odt };

/// Makes blank forms that can be filled in with the programs people have.
class DocumentWriter {
public:
    virtual ~DocumentWriter() = default;

    /// The bytes of the file, in the house's name and language. The same for the same arguments.
    [[nodiscard]] virtual Result<std::string> write(const reading::BlankForm& form, const House& house,
                                                    DocumentFormat format) const = 0;
};

}  // namespace rexflow::engine
