#include "adapters/mustache/manifest.hpp"

#include "adapters/mustache/embedded.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace rexflow::mustache {

namespace {

using engine::Err;
using engine::Error;
using engine::Locale;
using Json = nlohmann::ordered_json;

template <typename Enum, std::size_t size>
using Spellings = std::array<std::pair<std::string_view, Enum>, size>;

constexpr Spellings<Privacy, 3> privacies{{
    {"none", Privacy::none},
    {"own_name", Privacy::own_name},
    {"third_person_with_consent", Privacy::third_person_with_consent},
}};
constexpr Spellings<Kind, 4> kinds{
    {{"text", Kind::text}, {"link", Kind::link}, {"mark", Kind::mark}, {"list", Kind::list}}};
constexpr Spellings<Need, 2> need_spellings{{{"required", Need::required}, {"optional", Need::optional}}};
constexpr Spellings<engine::Audience, 2> audiences{
    {{"outside", engine::Audience::outside}, {"cell", engine::Audience::cell}}};

/// Stays inside this file: parse_manifest turns it into an Error.
struct BadManifest : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <typename Enum, std::size_t size>
Enum unspell(const Spellings<Enum, size>& spellings, const Json& json) {
    const auto text = json.get<std::string>();
    for (const auto& [spelling, value] : spellings) {
        if (spelling == text) return value;
    }
    throw BadManifest("\"" + text + "\" is no known word here");
}

Words words(const Json& json) { return {json.at("fr").get<std::string>(), json.at("en").get<std::string>()}; }

Needs needs(const Json& json) {
    Needs result;
    for (const auto& [name, need] : json.items()) result.emplace(name, unspell(need_spellings, need));
    return result;
}

/// Items are written one language after the other, as they are read; they are kept field by field.
void add_items(Variable& variable, const Json& sample) {
    const auto& french = sample.at("fr");
    const auto& english = sample.at("en");
    if (french.size() != english.size()) throw BadManifest("a list's samples differ in length");
    for (std::size_t at = 0; at < french.size(); ++at) {
        auto& item = variable.sample_items.emplace_back();
        for (const auto& [field, text] : french.at(at).items())
            item[field] = {text.get<std::string>(), english.at(at).at(field).get<std::string>()};
    }
}

Variable variable(const Json& json) {
    Variable result;
    result.kind = unspell(kinds, json.at("kind"));
    result.means = json.at("means").get<std::string>();
    result.privacy = unspell(privacies, json.at("privacy"));
    if (result.kind == Kind::list) {
        result.fields = needs(json.at("fields"));
        add_items(result, json.at("sample"));
    } else {
        result.sample = words(json.at("sample"));
    }
    return result;
}

LetterDescription letter(const std::string& name, const Json& json, const Needs& common) {
    LetterDescription result;
    result.name = name;
    result.audience = unspell(audiences, json.at("audience"));
    result.label = words(json.at("label"));
    result.variables = needs(json.at("variables"));
    result.variables.insert(common.begin(), common.end());
    if (json.contains("withheld")) result.withheld = json.at("withheld").get<std::vector<std::string>>();
    return result;
}

Manifest read(std::string_view text) {
    const auto json = Json::parse(text);
    Manifest result;
    for (const auto& [name, description] : json.at("variables").items())
        result.variables.emplace(name, variable(description));
    const auto common = needs(json.at("common"));
    for (const auto& [name, description] : json.at("letters").items()) {
        result.letters.push_back(letter(name, description, common));
        for (const auto& [used, need] : result.letters.back().variables) {
            if (!result.variables.contains(used))
                throw BadManifest(name + " uses " + used + ", which is not described");
        }
    }
    return result;
}

bool wanted(Need need, Sample size) { return need == Need::required || size == Sample::full; }

}  // namespace

const LetterDescription* Manifest::find(std::string_view letter) const {
    const auto found = std::ranges::find(letters, letter, &LetterDescription::name);
    return found == letters.end() ? nullptr : &*found;
}

engine::LetterVariables Manifest::sample(const LetterDescription& letter, Locale locale, Sample size) const {
    engine::LetterVariables result;
    for (const auto& [name, need] : letter.variables) {
        if (!wanted(need, size)) continue;
        const auto& description = variables.find(name)->second;
        if (description.kind != Kind::list) {
            result.values[name] = description.sample.in(locale);
            continue;
        }
        for (const auto& fields : description.sample_items) {
            auto& item = result.lists[name].emplace_back();
            for (const auto& [field, text] : fields) {
                if (wanted(description.fields.find(field)->second, size)) item[field] = text.in(locale);
            }
        }
    }
    return result;
}

engine::Result<Manifest> parse_manifest(std::string_view json) {
    try {
        return read(json);
    } catch (const nlohmann::json::exception& exception) {
        return Err(Error::Code::configuration, std::string("letter manifest: ") + exception.what());
    } catch (const BadManifest& exception) {
        return Err(Error::Code::configuration, std::string("letter manifest: ") + exception.what());
    }
}

const Manifest& manifest() {
    static const Manifest embedded = [] {
        auto parsed = parse_manifest(embedded_file("manifest.json"));
        if (!parsed) throw std::logic_error(parsed.error().message);
        return *std::move(parsed);
    }();
    return embedded;
}

}  // namespace rexflow::mustache
