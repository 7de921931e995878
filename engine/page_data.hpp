#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rexflow::engine {

/// What a page is filled with, already worded for its reader: values by name, and lists whose items are page data
/// again. A name an item lacks is looked for in what surrounds it; an empty value switches its section off there and
/// then. Beside a list that is not empty there is "has_<name>". Values are text, never template or markup.
struct PageData {
    std::map<std::string, std::string, std::less<>> values = {};
    std::map<std::string, std::vector<PageData>, std::less<>> lists = {};

    /// The value of a name; empty when there is none.
    [[nodiscard]] std::string_view value(std::string_view name) const {
        const auto found = values.find(name);
        return found == values.end() ? std::string_view{} : std::string_view{found->second};
    }
    /// The items of a list; none when there is no such list.
    [[nodiscard]] const std::vector<PageData>& list(std::string_view name) const {
        static const std::vector<PageData> none;
        const auto found = lists.find(name);
        return found == lists.end() ? none : found->second;
    }
    /// Appends an item and returns it.
    PageData& add(std::string_view name) { return lists[std::string(name)].emplace_back(); }
    PageData& add(std::string_view name, PageData item) {
        return lists[std::string(name)].emplace_back(std::move(item));
    }

    bool operator==(const PageData&) const = default;
};

}  // namespace rexflow::engine
