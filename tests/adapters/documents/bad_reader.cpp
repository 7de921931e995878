#include "adapters/documents/containment.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <vector>

/// A process that reads documents and misbehaves as its argument says.
int main(int count, char** words) {
    using namespace rexflow::documents;
    using namespace std::chrono_literals;
    const std::string_view how = count > 1 ? words[1] : "";
    const auto say = [](std::string_view text) { return write(STDOUT_FILENO, text.data(), text.size()) >= 0 ? 0 : 1; };
    if (!contain_this_process({1s, 200U << 20U})) return 4;
    if (how == "sleeps") return pause();
    if (how == "spins")
        for (volatile unsigned i = 0;; ++i) continue;
    if (how == "eats") {
        try {
            std::vector<std::vector<char>> eaten;
            for (;;) eaten.emplace_back(1U << 20U, 'x');
        } catch (const std::bad_alloc&) {
            return 3;
        }
    }
    if (how == "crashes") std::abort();
    if (how == "babbles") return say("no JSON at all");
    if (how == "floods")
        for (;;) say("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[");
    if (how == "calls_home")
        return say(socket(AF_INET, SOCK_STREAM, 0) < 0 ? R"({"reason":"no_network"})" : R"({"reason":"network"})");
    if (how == "keeps_files") {
        for (int other = 3; other < 256; ++other)
            if (lseek(other, 0, SEEK_CUR) >= 0) return say(R"({"reason":"files"})");
        return say(R"({"reason":"no_files"})");
    }
    if (how == "looks_around")
        return say(std::getenv("REXFLOW_DATA") == nullptr ? R"({"reason":"alone"})" : R"({"reason":"sees"})");
    return 1;
}
