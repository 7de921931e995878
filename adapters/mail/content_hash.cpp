#include "adapters/mail/content_hash.hpp"

#include "adapters/mail/header_block.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <span>

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

/// Gathers small pieces: a call of the library costs more than the bytes of a line.
class Digest {
public:
    Digest() { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }

    void add(std::string_view bytes) {
        if (bytes.size() > buffer_.size() - used_) {
            flush();
        }
        if (bytes.size() > buffer_.size()) {
            EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
        } else {
            std::ranges::copy(bytes, buffer_.begin() + static_cast<std::ptrdiff_t>(used_));
            used_ += bytes.size();
        }
    }

    std::string hex() {
        constexpr std::string_view digits = "0123456789abcdef";
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned int size = 0;
        flush();
        EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
        std::string text;
        for (const auto byte : std::span(bytes).first(size)) {
            text += digits[byte >> 4U];
            text += digits[byte & 0xFU];
        }
        return text;
    }

private:
    void flush() {
        EVP_DigestUpdate(context_.get(), buffer_.data(), used_);
        used_ = 0;
    }

    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context_{EVP_MD_CTX_new()};
    std::array<char, 8192> buffer_;
    std::size_t used_ = 0;
};

/// Line ends as "\n", none at the end. A message with "\n" alone is taken as it stands.
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
