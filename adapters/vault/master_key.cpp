#include "adapters/vault/master_key.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace rexflow::vault {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;

class File {
public:
    File(const std::filesystem::path& path, int flags)
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX
        : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

private:
    int descriptor_;
};

tl::unexpected<Error> trouble(const char* message, const char* hint) {
    return Err(Error::Code::key_trouble, message, hint);
}

constexpr const char* put_back =
    "put the master key file of this installation back: without it nothing of the cases can be read";

}  // namespace

Result<void> MasterKey::create(const std::filesystem::path& file) {
    const File target(file, O_WRONLY | O_CREAT | O_EXCL);
    if (!target.is_open())
        return errno == EEXIST ? Err(Error::Code::already_there, "there is a master key already",
                                     "keep it: cases are locked with it")
                               : trouble("the master key cannot be written", "check who owns the data folder");
    Secret secret;
    randombytes_buf(secret.data(), Secret::size);
    const auto written = ::write(target.descriptor(), secret.data(), Secret::size);
    const File folder(std::filesystem::absolute(file).parent_path(), O_RDONLY | O_DIRECTORY);
    const bool is_durable = written == static_cast<ssize_t>(Secret::size) && ::fsync(target.descriptor()) == 0 &&
                            folder.is_open() && ::fsync(folder.descriptor()) == 0;
    if (is_durable) return {};
    ::unlink(file.c_str());
    return trouble("the master key cannot be written", "check the disk and its free space");
}

Result<MasterKey> MasterKey::load(const std::filesystem::path& file) {
    const File source(file, O_RDONLY);
    if (!source.is_open()) return trouble("the master key file is missing or cannot be read", put_back);
    struct stat status {};
    if (::fstat(source.descriptor(), &status) != 0) return trouble("the master key file cannot be read", put_back);
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return trouble("the master key file can be read by others than its owner", "chmod 600 it");
    MasterKey key;
    if (status.st_size != static_cast<off_t>(Secret::size) ||
        ::read(source.descriptor(), key.secret_.data(), Secret::size) != static_cast<ssize_t>(Secret::size))
        return trouble("the master key file does not hold a key of 32 bytes", put_back);
    return key;
}

Secret MasterKey::derive(Purpose purpose) const {
    constexpr const char* context = "rexflow1";
    Secret derived;
    crypto_kdf_derive_from_key(derived.data(), Secret::size, static_cast<std::uint64_t>(purpose), context,
                               secret_.data());
    return derived;
}

}  // namespace rexflow::vault
