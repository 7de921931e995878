#pragma once

#include "engine/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rexflow::app {

/// Walks settings, remembering where it stands so that every mistake can be named.
class Walk {
public:
    Walk(const nlohmann::json& here, std::string place, std::vector<engine::Error>& mistakes)
        : here_(here), place_(std::move(place)), mistakes_(mistakes) {}

    void mistake(const std::string& what, const std::string& hint = {}) const {
        mistakes_.push_back({engine::Error::Code::configuration, place_.empty() ? what : place_ + ": " + what, hint});
    }

    /// Hands every key to its reader; a key without one is a mistake.
    using Readers = std::map<std::string, std::function<void(const Walk&)>>;
    void object(const Readers& readers) const {
        if (!here_.is_object()) return mistake("should be an object, written { ... }");
        for (const auto& [key, value] : here_.items()) {
            const auto reader = readers.find(key);
            const Walk inner(value, place_.empty() ? key : place_ + "." + key, mistakes_);
            if (reader == readers.end()) {
                std::vector<std::string> known;
                for (const auto& [name, unused] : readers) known.push_back(name);
                inner.mistake("is not a setting", fmt::format("the settings here are: {}", fmt::join(known, ", ")));
            } else {
                reader->second(inner);
            }
        }
    }

    void each(const std::function<void(const Walk&)>& reader) const {
        if (!here_.is_array()) return mistake("should be a list, written [ ... ]");
        for (std::size_t i = 0; i < here_.size(); ++i)
            reader(Walk(here_[i], fmt::format("{}[{}]", place_, i), mistakes_));
    }

    void entries(const std::function<void(const std::string&, const Walk&)>& reader) const {
        if (!here_.is_object()) return mistake("should be an object, written { ... }");
        for (const auto& [key, value] : here_.items()) reader(key, Walk(value, place_ + "." + key, mistakes_));
    }

    void read(std::string& text) const {
        if (!here_.is_string()) return mistake("should be a text, written \"...\"");
        text = here_.get<std::string>();
    }

    void read(std::filesystem::path& path) const {
        std::string text;
        read(text);
        if (!text.empty()) path = text;
    }

    void read(bool& flag) const {
        if (!here_.is_boolean()) return mistake("should be true or false");
        flag = here_.get<bool>();
    }

    void read(int& number, int least, int most) const {
        if (!here_.is_number_integer() || here_.get<std::int64_t>() < least || here_.get<std::int64_t>() > most)
            return mistake(fmt::format("should be a whole number from {} to {}", least, most));
        number = here_.get<int>();
    }

    void read(std::chrono::seconds& time, int least, int most) const {
        auto number = static_cast<int>(time.count());
        read(number, least, most);
        time = std::chrono::seconds(number);
    }

    template <typename Enum, std::size_t size>
    void read(Enum& value, const std::array<std::pair<std::string_view, Enum>, size>& spellings) const {
        std::vector<std::string_view> known;
        for (const auto& [name, meaning] : spellings) {
            if (here_.is_string() && here_.get<std::string>() == name) {
                value = meaning;
                return;
            }
            known.push_back(name);
        }
        mistake("is not one of the choices", fmt::format("one of: {}", fmt::join(known, ", ")));
    }

private:
    const nlohmann::json& here_;
    std::string place_;
    std::vector<engine::Error>& mistakes_;
};

}  // namespace rexflow::app
