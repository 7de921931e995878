#include "adapters/mail/maildir_transport.hpp"

#include "adapters/mail/content_hash.hpp"
#include "adapters/mail/header_block.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cstdio>
#include <system_error>

namespace rexflow::mail {
namespace {

namespace fs = std::filesystem;
using engine::Err;
using engine::Error;
using engine::Result;

Error trouble(const std::string& reason) {
    return {Error::Code::store_trouble, "outgoing Maildir: " + reason,
            "check the path of the outgoing Maildir in rexflow.json, who may write there, and the free space"};
}

Error system_trouble() { return trouble(std::error_code(errno, std::generic_category()).message()); }

std::string with_plain_line_ends(std::string_view bytes) {
    std::string lines;
    lines.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] != '\r' || bytes.substr(i + 1, 1) != "\n") {
            lines += bytes[i];
        }
    }
    return lines;
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return ::fsync(descriptor) == 0;
}

Result<void> write_file(const fs::path& path, std::string_view bytes) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return Err(system_trouble());
    }
    const bool written = write_all(descriptor, bytes);
    const auto error = system_trouble();
    if (::close(descriptor) != 0 || !written) {
        return Err(error);
    }
    return {};
}

/// A rename is durable once its folder is.
Result<void> sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const auto error = system_trouble();
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    return synced ? Result<void>{} : Result<void>(Err(error));
}

}  // namespace

Result<void> MaildirTransport::send(const engine::OutgoingMail& mail) {
    std::error_code error;
    for (const auto* part : {"tmp", "new", "cur"}) {
        fs::create_directories(folder_ / part, error);
        if (error) {
            return Err(trouble(error.message()));
        }
    }
    const auto head = read_header_block(mail.bytes);
    const auto ids = ids_in(find_value(head, "Message-ID"));
    const auto file_name = sha256_hex(ids.empty() ? mail.bytes : ids.front()).substr(0, 40) + ".rexflow";
    const auto draft = folder_ / "tmp" / file_name;
    if (auto written = write_file(draft, with_plain_line_ends(mail.bytes)); !written) {
        return written;
    }
    if (std::rename(draft.c_str(), (folder_ / "new" / file_name).c_str()) != 0) {
        return Err(system_trouble());
    }
    return sync_folder(folder_ / "new");
}

}  // namespace rexflow::mail
