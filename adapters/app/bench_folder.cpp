#include "adapters/app/bare_sqlite.hpp"
#include "adapters/app/bench.hpp"
#include "adapters/app/reading_ahead.hpp"
#include "adapters/mail/bare_gmime.hpp"

#include <fmt/format.h>

#include <malloc.h>

#include <fstream>

namespace rexflow::app::bench {

namespace {

using Files = std::vector<std::filesystem::path>;

Files files_below(const std::filesystem::path& folder) {
    Files files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::ranges::sort(files);
    if (files.empty()) throw std::runtime_error("there is no file in this folder");
    return files;
}

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string raw(std::filesystem::file_size(path), '\0');
    if (!file.read(raw.data(), static_cast<std::streamsize>(raw.size())))
        throw std::runtime_error("a file cannot be read");
    return raw;
}

/// A figure of proc(5) "status", in bytes.
std::size_t memory(std::string_view name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name)) return 1024 * std::stoul(line.substr(name.size() + 1));
    throw std::runtime_error("/proc/self/status cannot be read");
}

/// How far memory in use rises above what it is after ordinary mails: these make the program keep what any mail needs
/// (caches of the database, the heap's reserve). What was freed before them and kept counts as a rise again.
class Peak {
public:
    template <typename Work>
    explicit Peak(const Work& take_ordinary_mails) {
        malloc_trim(0);
        take_ordinary_mails();
        std::ofstream("/proc/self/clear_refs") << "5";  // forgets the peak there was (proc(5))
        base_ = memory("VmRSS");
    }
    [[nodiscard]] std::size_t rise() const { return memory("VmHWM") - std::min(base_, memory("VmHWM")); }

private:
    std::size_t base_ = 0;
};

constexpr double megabyte = 1e6;

/// Every file read by us and walked by bare GMime, one after the other; the disk is not counted.
struct Reading {
    std::vector<double> ours;   ///< seconds, one a round, of the files that are mails
    std::vector<double> limit;  ///< the same of bare GMime
    std::vector<SlowFile> files;
    std::size_t bytes = 0;
    std::size_t largest = 0;
    std::size_t refused = 0;
};

Reading read_all(const Files& files, const std::filesystem::path& folder, const engine::MessageReader& reader) {
    Reading reading;
    for (int round = 0; round < rounds; ++round) {
        double ours = 0;
        double limit = 0;
        for (std::size_t i = 0; i < files.size(); ++i) {
            const auto raw = contents(files[i]);
            bool is_read = false;
            const auto took = seconds_of([&] { is_read = reader.read(raw).has_value(); });
            if (is_read) {  // what reading refuses may be what bare GMime does not survive
                ours += took;
                limit += seconds_of([&] { mail::walk_with_bare_gmime(raw); });
            }
            if (round == 0) {
                reading.files.push_back({files[i].lexically_relative(folder).string(), took, raw.size()});
                reading.bytes += raw.size();
                reading.largest = std::max(reading.largest, raw.size());
                reading.refused += is_read ? 0 : 1;
            }
            reading.files[i].seconds = std::min(reading.files[i].seconds, took);
        }
        reading.ours.push_back(ours);
        reading.limit.push_back(limit);
    }
    return reading;
}

std::vector<SlowFile> slowest(std::vector<SlowFile> files) {
    constexpr std::size_t shown = 5;
    std::ranges::sort(files, std::greater{}, &SlowFile::seconds);
    files.resize(std::min(shown, files.size()));
    return files;
}

constexpr int ordinary_mails = 200;

/// Reads every file once, nothing else.
std::size_t peak_of_reading(const Files& files, Ground& ground) {
    const auto& reader = ground.installation().message_reader();
    const Peak peak([&] {
        for (int i = 0; i < ordinary_mails; ++i) static_cast<void>(reader.read(ground.next_mail()));
    });
    for (const auto& file : files) static_cast<void>(reader.read(contents(file)));
    return peak.rise();
}

/// Takes every file as `rexflow intake FILE...` does: each is durable before the next.
double seconds_to_store(const Files& files, Ground& ground) {
    auto& installation = ground.installation();
    ReadingAhead ahead;
    engine::IntakeLine line(
        installation.store(), installation.message_reader(), installation.intake(), [](const auto&) {},
        ahead.starter());
    return seconds_of([&] {
        for (const auto& file : files) must(line.take({"bench", {}}, contents(file), ground.now()));
        must(line.finish(ground.now()));
    });
}

}  // namespace

FolderFigures intake_of_folder(const std::filesystem::path& folder) {
    constexpr double most_times = 4;  // the largest mail
    const auto files = files_below(folder);
    const auto count = static_cast<double>(files.size());
    Ground ground;
    take_one_by_one(ground, ordinary_mails);
    const auto at_rest = static_cast<double>(memory("VmRSS")) / megabyte;
    static_cast<void>(peak_of_reading(files, ground));  // once for what is made once, such as tables of charsets
    const auto rise = static_cast<double>(peak_of_reading(files, ground));
    const auto reading = read_all(files, folder, ground.installation().message_reader());
    const Peak peak([&] { take_one_by_one(ground, ordinary_mails); });
    const auto written = bytes_written();
    const auto storing = seconds_to_store(files, ground);
    const auto bytes_a_mail = (bytes_written() - written) / files.size() / 2;  // once to the log, once at a checkpoint
    const auto rise_stored = static_cast<double>(peak.rise());
    BareSqlite bare_sqlite(ground.bare(), bytes_a_mail);
    const auto committing = seconds_of([&] { bare_sqlite.commit_each(static_cast<int>(files.size())); });
    const auto bytes = static_cast<double>(reading.bytes);
    const auto most = most_times * static_cast<double>(reading.largest) / megabyte;
    const auto read = count - static_cast<double>(reading.refused);
    const auto ours = median(reading.ours);
    const auto limit = median(reading.limit);
    FolderFigures figures;
    figures.mails = files.size();
    figures.refused = reading.refused;
    const std::string bare = "bare GMime walking the same files and decoding their texts";
    figures.figures = {
        {"read", {read / ours, read / limit, "mails/s", bare}},
        {"read_bytes", {bytes / ours / megabyte, bytes / limit / megabyte, "MB/s", bare}},
        {"stored",
         {count / storing, count / committing, "mails/s",
          fmt::format("read and durable one by one; bare SQLite commits writing the same {} bytes", bytes_a_mail)}},
        {"read_memory",
         {rise / megabyte, most, "MB", fmt::format("peak above {:.0f} MB at rest; 4 times the largest mail", at_rest)}},
        {"stored_memory", {rise_stored / megabyte, most, "MB", "the same with storing"}},
    };
    figures.slowest = slowest(reading.files);
    return figures;
}

}  // namespace rexflow::app::bench
