#include "adapters/app/lmtp.hpp"

namespace rexflow::app {

namespace {

using engine::Result;

/// Durable when it returns, and understood as well, as a rule; what is not is taken up by the intake loop, and must
/// not be brought again.
Result<void> take(const Installation& installation, std::string raw) {
    engine::IntakeLine line(installation.store(), installation.message_reader(), installation.intake(),
                            [](const engine::Understood&) {});
    const auto now = installation.clock().now();
    auto taken = line.take({"lmtp", {}}, std::move(raw), now);
    if (taken) static_cast<void>(line.finish(now));
    return taken;
}

}  // namespace

Result<std::unique_ptr<mail::LmtpServer>> listen_for_lmtp(const Installation& installation) {
    const auto& settings = installation.settings().lmtp;
    if (!settings) return nullptr;
    constexpr std::size_t megabyte = 1024UL * 1024;
    mail::LmtpServerSettings server;
    server.listen = settings->listen;
    server.rules.longest_message = static_cast<std::size_t>(settings->longest_message_mb) * megabyte;
    server.rules.recipients = settings->recipients;
    return mail::LmtpServer::start(server,
                                   [&installation](std::string raw) { return take(installation, std::move(raw)); });
}

}  // namespace rexflow::app
