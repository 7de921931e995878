#include "tests/adapters/mustache/letters.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace rexflow::testing {

namespace {

namespace fs = std::filesystem;
using mustache::manifest;
using mustache::Sample;

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

/// The letter as it is approved: both samples, three parts each. All values are invented.
std::string portrait(const mustache::LetterDescription& letter, engine::Locale locale) {
    std::string result;
    for (const auto size : sizes) {
        const std::string title = size == Sample::full ? "full" : "minimal";
        const auto parts = rendered(letter.name, locale, manifest().sample(letter, locale, size));
        result += "===== " + title + ": subject =====\n" + parts.subject + "\n";
        result += "===== " + title + ": text =====\n" + parts.text;
        result += "===== " + title + ": html =====\n" + parts.html;
    }
    return result;
}

}  // namespace

TEST_CASE("letters read as they were approved", "[letters][approval]") {
    const fs::path approved_folder = fs::path(REXFLOW_SOURCE_DIR) / "tests/approved/letters";
    const fs::path received_folder = REXFLOW_RECEIVED_DIR;
    const bool approve = std::getenv("REXFLOW_APPROVE") != nullptr;
    for (const auto& letter : manifest().letters) {
        for (const auto locale : locales) {
            const auto name = std::string(to_text(locale)) + "/" + letter.name + ".txt";
            const auto received = portrait(letter, locale);
            if (approve) write(approved_folder / name, received);
            if (read(approved_folder / name) == received) continue;
            write(received_folder / name, received);
            FAIL_CHECK(name << " is not what was approved. Compare " << (received_folder / name).string() << " with "
                            << (approved_folder / name).string()
                            << " and, when the new letter is right, run this test with REXFLOW_APPROVE=1");
        }
    }
}

TEST_CASE("nothing is approved that is no letter any more", "[letters][approval]") {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(REXFLOW_SOURCE_DIR) / "tests/approved/letters")) {
        if (!entry.is_regular_file()) continue;
        INFO(entry.path().filename().string());
        CHECK(manifest().find(entry.path().stem().string()) != nullptr);
    }
}

}  // namespace rexflow::testing
