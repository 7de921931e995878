#pragma once

#include "engine/letter.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

namespace rexflow::testing {

inline std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A mail of tests/corpora: "french/raw_8bit_subject.eml".
inline std::string corpus(const std::string& name) {
    return contents(std::filesystem::path(REXFLOW_SOURCE_DIR) / "tests/corpora" / name);
}

/// Every file below a folder, in order of path; none where there is no such folder.
inline std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    if (std::filesystem::is_directory(folder)) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (entry.is_regular_file()) files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// A folder of a test's own, gone with the object.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "rexflow-test-").string() + std::string(6, 'X');
        path_ = ::mkdtemp(name.data());
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Processor time that work takes, in seconds: a busy machine changes nothing of it.
template <typename Work>
double processor_seconds(const Work& work) {
    const auto start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// Sanitizers make everything slower; without them promised times are as promised.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double slowness = 4;
#else
constexpr double slowness = 1;
#endif

inline engine::OutgoingMail mail_to(const std::string& address, const std::string& id) {
    return {"cellule@cpts.example", address,
            "From: cellule@cpts.example\r\nTo: " + address + "\r\nSubject: REX\r\nMessage-ID: <" + id +
                ">\r\n\r\nBonjour\r\n.point\r\n"};
}

}  // namespace rexflow::testing
