#pragma once

#include "adapters/mail/after_taking.hpp"
#include "engine/ports/inbox.hpp"

#include <cstddef>
#include <filesystem>

namespace rexflow::mail {

struct MaildirSettings {
    std::string name;  ///< "inbox": the source is "maildir:inbox"
    std::filesystem::path folder;
    AfterTaking after_taking = AfterTaking::mark_seen;
    std::size_t longest_message = 100UL * 1024 * 1024;  ///< bytes; a longer file is reported and stays
};

/// Takes messages from new/ and cur/ of a Maildir, by modification time and then name; tmp/ and dot files are other
/// programs' business, and what is not a regular file is none of ours. Missing subfolders are made.
///
/// The uid is the unique part of the file name (before ":2,") with the modification time and size: a file dropped in
/// by hand may bear a name that was used before, and is taken all the same. Moving it within the Maildir keeps all
/// three. Bytes that are not printable are written %XX.
///
/// A file that vanishes or cannot be read does not stop the others; fetch() then ends with an Error that counts them.
class MaildirInbox final : public engine::Inbox {
public:
    explicit MaildirInbox(MaildirSettings settings) : settings_(std::move(settings)) {}

    [[nodiscard]] std::string name() const override { return "maildir:" + settings_.name; }
    [[nodiscard]] engine::Result<int> fetch(
        const std::function<bool(std::string_view uid)>& is_known,
        const std::function<engine::Result<void>(std::string_view uid, std::string raw)>& take) override;
    [[nodiscard]] engine::Result<std::vector<engine::ListedMessage>> list() override;

private:
    MaildirSettings settings_;
};

}  // namespace rexflow::mail
