#include "adapters/api/json_schema.hpp"

#include "engine/utf8.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace rexflow::api {

namespace {

/// Words that say nothing about the value.
constexpr std::array<std::string_view, 6> notes{"description", "title", "format", "examples", "default", "deprecated"};

bool is_type(std::string_view type, const Json& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    return type == "null" && value.is_null();
}

class Check {
public:
    explicit Check(const Json& document) : document_(document) {}

    [[nodiscard]] std::string run(const Json& schema, const Json& value, const std::string& at) const {
        for (const auto& [word, rule] : schema.items()) {
            auto trouble = apply(word, rule, schema, value, at);
            if (!trouble.empty()) return trouble;
        }
        return {};
    }

private:
    [[nodiscard]] std::string apply(std::string_view word, const Json& rule, const Json& schema, const Json& value,
                                    const std::string& at) const {
        const auto said = [&](bool is_right, std::string_view what) {
            return is_right ? std::string{} : (at.empty() ? "/" : at) + ": " + std::string(what);
        };
        if (std::ranges::find(notes, word) != notes.end()) return {};
        if (word == "$ref") return run(document_.at(Json::json_pointer(rule.get<std::string>().substr(1))), value, at);
        if (word == "type") return said(has_type(rule, value), "is of another type");
        if (word == "enum") return said(std::ranges::find(rule, value) != rule.end(), "is none of the known values");
        if (word == "const") return said(rule == value, "is not the one value");
        if (word == "anyOf") return said(any_of(rule, value, at), "is none of what is possible");
        if (word == "minimum") return said(!value.is_number() || value >= rule, "is too small");
        if (word == "maximum") return said(!value.is_number() || value <= rule, "is too large");
        if (word == "minLength") return said(!value.is_string() || length(value) >= rule, "is too short");
        if (word == "maxLength") return said(!value.is_string() || length(value) <= rule, "is too long");
        if (word == "maxItems") return said(!value.is_array() || value.size() <= rule, "has too many items");
        if (word == "required") return required(rule, value, at);
        if (word == "properties") return properties(rule, value, at);
        if (word == "additionalProperties") return others(rule, schema, value, at);
        if (word == "items") return items(rule, value, at);
        return "the schema has a word nobody checks: " + std::string(word);
    }

    static std::size_t length(const Json& value) {
        return engine::count_characters(value.get_ref<const std::string&>());
    }

    static bool has_type(const Json& rule, const Json& value) {
        if (rule.is_string()) return is_type(rule.get_ref<const std::string&>(), value);
        return std::ranges::any_of(rule,
                                   [&](const Json& one) { return is_type(one.get_ref<const std::string&>(), value); });
    }

    [[nodiscard]] bool any_of(const Json& rule, const Json& value, const std::string& at) const {
        return std::ranges::any_of(rule, [&](const Json& one) { return run(one, value, at).empty(); });
    }

    static std::string required(const Json& rule, const Json& value, const std::string& at) {
        if (!value.is_object()) return {};
        for (const auto& key : rule)
            if (!value.contains(key.get_ref<const std::string&>()))
                return at + "/" + key.get<std::string>() + ": is missing";
        return {};
    }

    [[nodiscard]] std::string properties(const Json& rule, const Json& value, const std::string& at) const {
        if (!value.is_object()) return {};
        for (const auto& [key, schema] : rule.items()) {
            if (!value.contains(key)) continue;
            auto trouble = run(schema, value.at(key), at + "/" + key);
            if (!trouble.empty()) return trouble;
        }
        return {};
    }

    [[nodiscard]] std::string others(const Json& rule, const Json& schema, const Json& value,
                                     const std::string& at) const {
        if (!value.is_object()) return {};
        for (const auto& [key, member] : value.items()) {
            if (schema.contains("properties") && schema.at("properties").contains(key)) continue;
            if (rule.is_boolean()) {
                if (!rule.get<bool>()) return (at.empty() ? "/" : at) + ": has a member nobody knows";
                continue;
            }
            auto trouble = run(rule, member, at + "/*");
            if (!trouble.empty()) return trouble;
        }
        return {};
    }

    [[nodiscard]] std::string items(const Json& rule, const Json& value, const std::string& at) const {
        if (!value.is_array()) return {};
        for (std::size_t i = 0; i < value.size(); ++i) {
            auto trouble = run(rule, value.at(i), at + "/" + std::to_string(i));
            if (!trouble.empty()) return trouble;
        }
        return {};
    }

    const Json& document_;
};

}  // namespace

std::string misfit(const Json& document, const Json& schema, const Json& value) {
    return Check(document).run(schema, value, {});
}

}  // namespace rexflow::api
