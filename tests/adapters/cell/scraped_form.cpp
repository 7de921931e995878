#include "tests/adapters/cell/scraped_form.hpp"

#include <array>
#include <utility>

namespace rexflow::testing {

namespace {

std::string unescaped(std::string text) {
    for (const auto& [entity, character] : {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""),
                                            std::pair("&apos;", "'"), std::pair("&#39;", "'"), std::pair("&amp;", "&")})
        for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
            text.replace(at, std::string(entity).size(), character);
    return text;
}

/// The value of an attribute of a tag, "" where it has none of that name.
std::string attribute(const std::string& tag, const std::string& name) {
    const auto mark = " " + name + "=\"";
    const auto at = tag.find(mark);
    if (at == std::string::npos) return {};
    const auto begin = at + mark.size();
    return unescaped(tag.substr(begin, tag.find('"', begin) - begin));
}

bool has_word(const std::string& tag, const std::string& word) {
    return tag.find(" " + word + ">") != std::string::npos || tag.find(" " + word + " ") != std::string::npos;
}

void add_input(const std::string& tag, engine::Payload& form) {
    const auto type = attribute(tag, "type");
    if (type == "file") return;
    const bool is_ticked = type == "radio" || type == "checkbox";
    if (is_ticked && !has_word(tag, "checked")) return;
    form[attribute(tag, "name")] = attribute(tag, "value");
}

}  // namespace

engine::Payload scraped_form(const std::string& page, const std::string& action) {
    engine::Payload form;
    const auto begin = page.find("method=\"post\" action=\"" + action + "\"");
    if (begin == std::string::npos) return form;
    const auto text = page.substr(begin, page.find("</form>", begin) - begin);
    std::string select;
    for (auto at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
        const auto end = text.find('>', at);
        const auto tag = text.substr(at, end + 1 - at);
        if (tag.starts_with("<input ")) add_input(tag, form);
        if (tag.starts_with("<select ")) form[select = attribute(tag, "name")] = "";
        if (tag.starts_with("<option ") && has_word(tag, "selected")) form[select] = attribute(tag, "value");
        if (tag.starts_with("<textarea ")) {
            const auto content = text.substr(end + 1, text.find("</textarea>", end) - end - 1);
            form[attribute(tag, "name")] = unescaped(content.starts_with('\n') ? content.substr(1) : content);
        }
    }
    return form;
}

Tab::Fields filled(Tab& tab, const std::string& address, const Tab::Fields& answers) {
    auto fields = scraped_form(tab.get(address).response.body, address);
    for (const auto& [key, value] : answers) fields[key] = value;
    return fields;
}

}  // namespace rexflow::testing
