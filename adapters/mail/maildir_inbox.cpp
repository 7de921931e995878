#include "adapters/mail/maildir_inbox.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <system_error>
#include <tuple>

namespace rexflow::mail {
namespace {

namespace fs = std::filesystem;
using engine::Err;
using engine::Error;
using engine::Result;

constexpr std::string_view flags_mark = ":2,";
constexpr const char* folder_hint = "check the path of this mailbox in rexflow.json and who may read and write it";

struct MailFile {
    fs::path path;
    std::string file_name;
    std::string uid;
    long long modified_at = 0;  ///< nanoseconds
    std::size_t size = 0;
};

std::string escaped(std::string_view name) {
    std::string text;
    for (const char c : name) {
        const bool is_plain = c > ' ' && c < '\x7F' && c != '%';
        text += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return text;
}

std::optional<MailFile> look_at(const fs::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return std::nullopt;
    }
    MailFile file{path, path.filename().string(), {}, 0, static_cast<std::size_t>(status.st_size)};
    file.modified_at = status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec;
    const auto unique = std::string_view(file.file_name).substr(0, file.file_name.find(flags_mark));
    file.uid = fmt::format("{},{},{}", escaped(unique), file.modified_at, file.size);
    return file;
}

Result<void> add_files(const fs::path& folder, std::vector<MailFile>& files) {
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        if (entry->path().filename().string().starts_with('.')) {
            continue;
        }
        if (auto file = look_at(entry->path())) {
            files.push_back(std::move(*file));
        }
    }
    if (error) {
        return Err(Error::Code::store_trouble, "the Maildir cannot be read: " + error.message(), folder_hint);
    }
    return {};
}

Result<std::vector<MailFile>> list_files(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        return Err(Error::Code::store_trouble, "the Maildir is not there, or is not a folder", folder_hint);
    }
    std::vector<MailFile> files;
    for (const auto* part : {"tmp", "new", "cur"}) {
        fs::create_directory(folder / part, error);
        if (!fs::is_directory(folder / part)) {
            return Err(Error::Code::store_trouble, "the Maildir has no folder " + std::string(part), folder_hint);
        }
    }
    for (const auto* part : {"new", "cur"}) {
        if (auto added = add_files(folder / part, files); !added) {
            return Err(added.error());
        }
    }
    std::ranges::sort(files, [](const MailFile& left, const MailFile& right) {
        return std::tie(left.modified_at, left.file_name) < std::tie(right.modified_at, right.file_name);
    });
    return files;
}

std::optional<std::string> read_file(const MailFile& file) {
    const int descriptor = ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0) {
        return std::nullopt;
    }
    std::string raw(file.size, '\0');
    std::size_t filled = 0;
    ssize_t count = 1;
    while (filled < raw.size() && count > 0) {
        count = ::read(descriptor, raw.data() + filled, raw.size() - filled);
        filled += static_cast<std::size_t>(std::max<ssize_t>(0, count));
    }
    ::close(descriptor);
    return filled == raw.size() ? std::optional(std::move(raw)) : std::nullopt;
}

/// Never over another file: two copies of one message are two files.
void mark_seen(const fs::path& folder, const MailFile& file) {
    const auto mark = file.file_name.rfind(flags_mark);
    const auto flags = mark == std::string::npos ? std::string{} : file.file_name.substr(mark + flags_mark.size());
    const bool is_in_cur = file.path.parent_path().filename() == "cur";
    if (is_in_cur && flags.find('S') != std::string::npos) {
        return;
    }
    auto seen = flags.find('S') == std::string::npos ? flags + 'S' : flags;
    std::ranges::sort(seen);
    const auto target = folder / "cur" / (file.file_name.substr(0, mark) + std::string(flags_mark) + seen);
    ::renameat2(AT_FDCWD, file.path.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE);
}

void settle(const MaildirSettings& settings, const MailFile& file) {
    switch (settings.after_taking) {
        case AfterTaking::leave:
        case AfterTaking::move:
            return;
        case AfterTaking::mark_seen:
            return mark_seen(settings.folder, file);
        case AfterTaking::remove:
            ::unlink(file.path.c_str());
            return;
    }
}

}  // namespace

Result<int> MaildirInbox::fetch(const std::function<bool(std::string_view)>& is_known,
                                const std::function<Result<void>(std::string_view, std::string)>& take) {
    const auto files = list_files(settings_.folder);
    if (!files) {
        return Err(files.error().within(name()));
    }
    int taken = 0;
    int unreadable = 0;
    for (const auto& file : *files) {
        if (is_known(file.uid)) {
            settle(settings_, file);
            continue;
        }
        auto raw = file.size > settings_.longest_message ? std::nullopt : read_file(file);
        if (!raw) {
            ++unreadable;
            continue;
        }
        if (auto done = take(file.uid, std::move(*raw)); !done) {
            return Err(done.error().within(name()));
        }
        settle(settings_, file);
        ++taken;
    }
    if (unreadable > 0) {
        return Err(Error::Code::left_behind,
                   fmt::format("{}: {} taken, {} could not be read", name(), taken, unreadable),
                   "a file is too long, gone, or not ours to read; it is tried again next time");
    }
    return taken;
}

Result<std::vector<engine::ListedMessage>> MaildirInbox::list() {
    const auto files = list_files(settings_.folder);
    if (!files) {
        return Err(files.error().within(name()));
    }
    std::vector<engine::ListedMessage> messages;
    for (const auto& file : *files) {
        constexpr long long nanoseconds = 1'000'000'000;
        messages.push_back(
            {file.uid, file.size, engine::Instant(std::chrono::seconds(file.modified_at / nanoseconds))});
    }
    return messages;
}

}  // namespace rexflow::mail
