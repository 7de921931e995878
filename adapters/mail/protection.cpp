#include "adapters/mail/protection.hpp"

#include <openssl/cms.h>
#include <openssl/err.h>

#include <algorithm>
#include <memory>

namespace rexflow::mail {
namespace {

using engine::Protection;

constexpr auto npos = std::string_view::npos;
constexpr std::string_view signed_begin = "-----BEGIN PGP SIGNED MESSAGE-----";
constexpr std::string_view signature_begin = "-----BEGIN PGP SIGNATURE-----";
constexpr std::string_view signature_end = "-----END PGP SIGNATURE-----";
constexpr std::string_view encrypted_begin = "-----BEGIN PGP MESSAGE-----";

/// Where a line that reads so begins.
std::size_t find_line(std::string_view text, std::string_view line, std::size_t from) {
    auto at = text.find(line, from);
    while (at != npos && at > 0 && text[at - 1] != '\n') {
        at = text.find(line, at + 1);
    }
    return at;
}

std::size_t next_line(std::string_view text, std::size_t at) {
    const auto end = text.find('\n', at);
    return end == npos ? text.size() : end + 1;
}

/// Lines that would look like armour are sent with "- " before them.
std::string without_dashes(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto end = next_line(text, 0);
        result += text.substr(text.starts_with("- ") ? 2 : 0, end - (text.starts_with("- ") ? 2 : 0));
        text.remove_prefix(end);
    }
    return result;
}

struct FreeContent {
    void operator()(CMS_ContentInfo* content) const { CMS_ContentInfo_free(content); }
};

}  // namespace

Unsealed without_armour(std::string text) {
    const std::string_view all = text;
    const auto begin = find_line(all, signed_begin, 0);
    const auto signature = begin == npos ? npos : find_line(all, signature_begin, begin);
    if (signature == npos) {
        const bool is_encrypted = find_line(all, encrypted_begin, 0) != npos;
        return {is_encrypted ? Protection::encrypted : Protection::none, std::move(text)};
    }
    auto content = next_line(all, begin);
    while (content < signature && all.substr(content, 1) != "\n" && all.substr(content, 2) != "\r\n") {
        content = next_line(all, content);  // "Hash: SHA256"
    }
    content = std::min(next_line(all, content), signature);
    const auto end = find_line(all, signature_end, signature);
    const auto rest = end == npos ? std::string_view{} : all.substr(next_line(all, end));
    return {Protection::signed_, std::string(all.substr(0, begin)) +
                                     without_dashes(all.substr(content, signature - content)) + std::string(rest)};
}

std::optional<Unsealed> open_smime(std::string_view der) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
    const std::unique_ptr<CMS_ContentInfo, FreeContent> content(
        d2i_CMS_ContentInfo(nullptr, &bytes, static_cast<long>(der.size())));
    ERR_clear_error();
    if (!content) {
        return std::nullopt;
    }
    switch (OBJ_obj2nid(CMS_get0_type(content.get()))) {
        case NID_pkcs7_enveloped:
        case NID_id_smime_ct_authEnvelopedData:
            return Unsealed{Protection::encrypted, {}};
        case NID_pkcs7_signed: {
            const auto* const held = CMS_get0_content(content.get());
            if (held == nullptr || *held == nullptr) {
                return std::nullopt;  // a signature of something that is elsewhere
            }
            return Unsealed{Protection::signed_,
                            std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(*held)),
                                        static_cast<std::size_t>(ASN1_STRING_length(*held)))};
        }
        default:
            return std::nullopt;
    }
}

Protection stronger(Protection left, Protection right) { return std::max(left, right); }

}  // namespace rexflow::mail
