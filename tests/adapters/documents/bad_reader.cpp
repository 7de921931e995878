#include "adapters/documents/reading_host.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

using rexflow::engine::DocumentReading;
using rexflow::engine::Patience;
using rexflow::engine::ReceivedFile;
using rexflow::engine::Result;

/// Misbehaves as the name of the file says.
class BadReader : public rexflow::engine::DocumentReader {
public:
    [[nodiscard]] std::string_view reason_to_leave(const ReceivedFile&) const override { return {}; }

    [[nodiscard]] Result<DocumentReading> read(const ReceivedFile& file, Patience&) const override {
        const auto how = file.file_name;
        if (how == "sleeps") pause();
        if (how == "spins")
            for (volatile unsigned i = 0;; ++i) continue;
        if (how == "eats")
            for (std::vector<std::vector<char>> eaten;;) eaten.emplace_back(1U << 20U, 'x');
        if (how == "crashes") std::abort();
        if (how == "babbles") say("no JSON at all");
        if (how == "floods")
            for (;;) say("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[");
        if (how == "calls_home") return told(socket(AF_INET, SOCK_STREAM, 0) < 0 ? "no_network" : "network");
        if (how == "runs") return told(execl("/bin/true", "true", nullptr) < 0 ? "no_program" : "program");
        if (how == "keeps_files") return told(has_files() ? "files" : "no_files");
        if (how == "looks_around") return told(std::getenv("REXFLOW_DATA") == nullptr ? "alone" : "sees");
        return told("well");
    }

private:
    static void say(std::string_view text) {
        if (write(STDOUT_FILENO, text.data(), text.size()) < 0) std::_Exit(1);
    }
    static DocumentReading told(std::string_view reason) {
        return {DocumentReading::Status::for_a_person, std::string(reason), std::nullopt};
    }
    static bool has_files() {
        for (int other = STDERR_FILENO + 1; other < 256; ++other)
            if (lseek(other, 0, SEEK_CUR) >= 0) return true;
        return false;
    }
};

}  // namespace

int main() {
    using namespace std::chrono_literals;
    return rexflow::documents::serve_readings(BadReader(), {1s, 200U << 20U});
}
