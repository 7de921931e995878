#include "adapters/app/bench.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>

namespace rexflow::app::bench {

Serving::Serving(const std::filesystem::path& data, const std::string& listen) {
    const auto at = engine::to_text(start);
    std::array<int, 2> pipe_ends{};
    if (pipe(pipe_ends.data()) != 0) throw std::runtime_error("no pipe");
    process_ = fork();
    if (process_ == 0) {
        dup2(pipe_ends[1], STDOUT_FILENO);
        close(pipe_ends[0]);
        close(pipe_ends[1]);
        if (listen.empty())
            execl("/proc/self/exe", "rexflow", "--json", "--data", data.c_str(), "serve", nullptr);
        else
            execl("/proc/self/exe", "rexflow", "--json", "--data", data.c_str(), "--clock", at.c_str(), "serve",
                  "--listen", listen.c_str(), nullptr);
        _exit(1);
    }
    close(pipe_ends[1]);
    output_ = pipe_ends[0];
}

Serving::~Serving() {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
    close(output_);
}

int Serving::wait_until_ready() const {
    std::string told;
    for (char one = 0; one != '\n' || !nlohmann::json::accept(told); told += one)
        if (read(output_, &one, 1) != 1) throw std::runtime_error("serve ended");
    const auto place = nlohmann::json::parse(told).value("listen", "");
    return place.empty() ? 0 : std::stoi(place.substr(place.rfind(':') + 1));
}

double Serving::resident_mebibytes() const {
    std::ifstream status("/proc/" + std::to_string(process_) + "/status");
    constexpr double kibibytes = 1024;
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / kibibytes;
    throw std::runtime_error("serve ended");
}

}  // namespace rexflow::app::bench
