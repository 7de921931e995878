#include "adapters/mustache/template.hpp"

#include <kainjow/mustache.hpp>

#include <utility>

namespace rexflow::mustache {

namespace {

using Data = kainjow::mustache::data;

Data object_of(const std::map<std::string, std::string, std::less<>>& values) {
    Data object(Data::type::object);
    for (const auto& [name, value] : values) {
        if (!value.empty()) object[name] = Data(value);
    }
    return object;
}

/// The library copies what is put into a list, all that is below it, and everything again when the list grows: the
/// items are moved to their place here. What is written to is `list` itself, which is not const.
template <typename Items, typename Make>
Data list_of(const Items& items, const Make& make) {
    Data list(Data::type::list);
    auto& places = const_cast<kainjow::mustache::list&>(list.list_value());
    places.reserve(items.size());
    for (const auto& item : items) places.push_back(make(item));
    return list;
}

Data data_of(const engine::LetterVariables& variables) {
    auto data = object_of(variables.values);
    for (const auto& [name, items] : variables.lists)
        data[name] = list_of(items, [](const auto& item) { return object_of(item); });
    return data;
}

Data data_of(const engine::PageData& page) {
    Data data(Data::type::object);
    for (const auto& [name, value] : page.values) data[name] = value.empty() ? Data(false) : Data(value);
    for (const auto& [name, items] : page.lists) {
        data[name] = list_of(items, [](const auto& item) { return data_of(item); });
        data["has_" + name] = Data(!items.empty());
    }
    return data;
}

}  // namespace

/// Filling is not const in the library, as a lambda or a partial that fails leaves its message in the template. Data
/// made here has neither, so nothing is written, and threads fill one template beside one another.
struct Template::Parsed {
    explicit Parsed(const std::string& source) : mustache(source) {}

    std::string fill(const Data& data) {
        std::string result;
        mustache.render(data, [&result](const std::string& piece) { result += piece; });
        return result;
    }

    kainjow::mustache::mustache mustache;
};

engine::Result<Template> Template::parse(const std::string& source, Escape escape) {
    auto parsed = std::make_unique<Parsed>(source);
    if (!parsed->mustache.is_valid())
        return engine::Err(engine::Error::Code::configuration, parsed->mustache.error_message());
    if (escape == Escape::none) parsed->mustache.set_custom_escape([](const std::string& value) { return value; });
    return Template(std::move(parsed));
}

Template::Template(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

std::string Template::fill(const engine::LetterVariables& variables) const { return parsed_->fill(data_of(variables)); }

std::string Template::fill(const engine::PageData& data) const { return parsed_->fill(data_of(data)); }

}  // namespace rexflow::mustache
