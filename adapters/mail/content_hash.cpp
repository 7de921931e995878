#include "adapters/mail/content_hash.hpp"

#include "adapters/mail/header_block.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <memory>

namespace rexflow::mail {
namespace {

constexpr std::array<std::string_view, 16> transit_fields{"received",
                                                          "received-spf",
                                                          "return-path",
                                                          "delivered-to",
                                                          "envelope-to",
                                                          "envelope-from",
                                                          "status",
                                                          "lines",
                                                          "content-length",
                                                          "xref",
                                                          "mailbox-line",
                                                          "authentication-results",
                                                          "authentication-results-original",
                                                          "apparently-to",
                                                          "original-recipient",
                                                          "domainkey-signature"};
constexpr std::array<std::string_view, 5> transit_beginnings{"x-", "arc-", "dkim-", "domainkey-", "resent-"};

bool is_transit_field(std::string_view name) {
    return std::ranges::find(transit_fields, name) != transit_fields.end() ||
           std::ranges::any_of(transit_beginnings, [&](auto beginning) { return name.starts_with(beginning); });
}

class Digest {
public:
    void add(std::string_view bytes) {
        g_checksum_update(checksum_.get(), reinterpret_cast<const guchar*>(bytes.data()),
                          static_cast<gssize>(bytes.size()));
    }
    std::string hex() const { return g_checksum_get_string(checksum_.get()); }

private:
    struct Free {
        void operator()(GChecksum* checksum) const { g_checksum_free(checksum); }
    };
    std::unique_ptr<GChecksum, Free> checksum_{g_checksum_new(G_CHECKSUM_SHA256)};
};

void add_body(Digest& digest, std::string_view body) {
    body = body.substr(0, body.find_last_not_of(" \t\r\n") + 1);
    while (!body.empty()) {
        const auto end = std::min(body.find("\r\n"), body.size());
        digest.add(body.substr(0, end));
        if (end < body.size()) {
            digest.add("\n");
        }
        body.remove_prefix(std::min(end + 2, body.size()));
    }
}

}  // namespace

std::string content_hash(std::string_view raw) {
    const auto head = read_header_block(raw);
    Digest digest;
    for (const auto& field : head.fields) {
        const auto name = lower_case(field.name);
        if (!is_transit_field(name)) {
            digest.add(name + ":" + unfolded(field.value) + "\n");
        }
    }
    digest.add("\n");
    add_body(digest, raw.substr(head.size));
    return digest.hex();
}

std::string sha256_hex(std::string_view text) {
    Digest digest;
    digest.add(text);
    return digest.hex();
}

}  // namespace rexflow::mail
