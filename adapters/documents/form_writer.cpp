#include "adapters/documents/form_writer.hpp"

#include "engine/environment_failure.hpp"

namespace rexflow::documents {

engine::Result<std::string> FormWriter::write(const engine::reading::BlankForm& form, const engine::House& house,
                                              engine::DocumentFormat format) const {
    try {
        const auto sheet = sheet_of(form, house);
        switch (format) {
            case engine::DocumentFormat::pdf:
                return write_pdf(sheet);
            case engine::DocumentFormat::docx:
                return write_docx(sheet);
            case engine::DocumentFormat::odt:
                return write_odt(sheet);
        }
    } catch (const engine::EnvironmentFailure& failure) {
        return engine::Err(failure.error());
    } catch (const std::exception&) {
    }
    return engine::Err(engine::Error::Code::store_trouble, "the form cannot be written",
                       "is a font installed (fonts-dejavu-core)?");
}

}  // namespace rexflow::documents
