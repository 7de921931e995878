#pragma once

#include "adapters/app/installation.hpp"
#include "adapters/mail/lmtp_server.hpp"

#include <memory>

namespace rexflow::app {

/// Takes what a mail server of this machine delivers, where the settings say (lmtp.listen); null where they do not.
/// `installation` must outlive it.
[[nodiscard]] engine::Result<std::unique_ptr<mail::LmtpServer>> listen_for_lmtp(const Installation& installation);

}  // namespace rexflow::app
