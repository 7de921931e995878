#include "adapters/cell/cell.hpp"
#include "adapters/mustache/page_renderer.hpp"
#include "tests/support/sqlite_data.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <set>
#include <string>

/// The pages the cell shows, and the files they are made of.
namespace rexflow::testing {

namespace {

/// The pages that lie in templates/ for a language.
std::set<std::string> templates_of(const char* locale) {
    std::set<std::string> names;
    for (const auto& file :
         std::filesystem::directory_iterator(std::filesystem::path(REXFLOW_SOURCE_DIR) / "templates" / locale / "cell"))
        if (file.path().extension() == ".html") names.insert(file.path().stem().string());
    return names;
}

}  // namespace

TEST_CASE("each page of the cell has a template in every language, and no template lies there that none shows",
          "[cell][pages]") {
    const auto names = cell::page_names();
    const std::set<std::string> shown(names.begin(), names.end());

    CHECK(shown.size() == names.size());
    CHECK(templates_of("fr") == shown);
    CHECK(templates_of("en") == shown);
}

TEST_CASE("each page of the cell is built into the program", "[cell][pages]") {
    CHECK(cell::check_pages(*value_of(mustache::make_page_renderer())));
}

}  // namespace rexflow::testing
